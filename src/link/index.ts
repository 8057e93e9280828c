export { decodeLink, encodeLink, fitsLink } from './codec.ts';
export type { SavedOwn } from './codec.ts';
export { LinkError } from './errors.ts';
export { valueOf, wordOf } from './values.ts';
