export { wordDiff } from './wordDiff.ts';
export type { DiffPart } from './wordDiff.ts';
