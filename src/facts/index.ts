export { changesOf } from './changes.ts';
export type { Change } from './changes.ts';
export { dotOf } from './dots.ts';
export type { Dot } from './dots.ts';
export { emptyMemory, factOf } from './factsOf.ts';
export { moveOf, movedBetween, outcomeOf, replyChanges } from './outcome.ts';
export type { Move, Moved, Outcome, ReplyChange } from './outcome.ts';
export type * from './types.ts';
export { pairKind, samePair, tellingPair, tellingScores } from './twinChoice.ts';
