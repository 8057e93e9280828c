export { decodeLink, encodeLink } from './codec.ts';
export { LinkError } from './errors.ts';
export { sameValue, valueOf, wordOf } from './values.ts';
