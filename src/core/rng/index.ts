export { RandomStream, RandomStreamError } from './randomStream.ts';
