export { handoutOf, parseHandout } from './content.ts';
export { handoutFile } from './file.ts';
export type { Handout, HandoutRun } from './types.ts';
