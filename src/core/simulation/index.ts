export { advance, isOver, stateOf } from './machine.ts';
export type { Machine, MachinePlace, MachineState } from './machine.ts';
