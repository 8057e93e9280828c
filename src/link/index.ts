export { decodeLink, encodeLink } from './codec.ts';
export { LinkError } from './errors.ts';
export { valueOf } from './values.ts';
