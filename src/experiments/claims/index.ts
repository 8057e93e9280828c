export { afterTraining } from './after.ts';
export { claimPresets, decideClaims } from './claims.ts';
export { transferPresets } from './elsewhere.ts';
export type { Claim, ReplicatedRun } from './types.ts';
