export { afterTraining } from './after.ts';
export { claimPresets, decideClaims } from './claims.ts';
export { claimsText, parseClaims } from './claimsFile.ts';
export type { ClaimsFile } from './claimsFile.ts';
export { transferPresets } from './elsewhere.ts';
export { claimTopics, kindOf } from './types.ts';
export type { Claim, ClaimRun, ClaimTopic, FigureKind, Finding, Remark, ReplicatedRun, Verdict } from './types.ts';
