export { claimPresets, decideClaims } from './claims.ts';
export type { Claim } from './types.ts';
