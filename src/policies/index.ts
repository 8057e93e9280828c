export { ModelHolder } from './modelHolder.ts';
export { StoredPolicies } from './storedPolicies.ts';
export { StoredTalks } from './storedTalks.ts';
export type * from './talkTypes.ts';
export type * from './types.ts';
export type * from './workerTypes.ts';
