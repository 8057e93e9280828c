export { classWeights, klEstimate, KtoError, ktoLoss, mismatchedIndex } from './kto.ts';
export type { KtoLoss, KtoOptions, KtoRow } from './kto.ts';
