export { advance, isOver, stateOf, yesProbability } from './machine.ts';
export type { Machine, MachinePlace, MachineState, Transition } from './machine.ts';
