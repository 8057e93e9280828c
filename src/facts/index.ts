export { changesOf } from './changes.ts';
export type { Change } from './changes.ts';
export { dotOf } from './dots.ts';
export type { Dot } from './dots.ts';
export { emptyMemory, factOf } from './factsOf.ts';
export type * from './types.ts';
export { samePair, tellingPair, tellingScores } from './twinChoice.ts';
