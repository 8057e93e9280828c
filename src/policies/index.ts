export { StoredPolicies } from './storedPolicies.ts';
export type * from './types.ts';
