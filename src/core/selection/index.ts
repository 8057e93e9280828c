export { select } from './select.ts';
export type { Candidate, Selection, SelectionOptions } from './select.ts';
