export { StoredArchive } from './archive.ts';
export type { TokenTexts } from './archive.ts';
export type * from './sightTypes.ts';
export type * from './types.ts';
