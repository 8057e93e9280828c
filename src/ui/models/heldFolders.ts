import type { CachedModel } from '../../models/shelf/modelShelf.ts';

/** A folder of weights in the browser's cache: one download, whatever models share it. */
export interface HeldFolder extends Pick<CachedModel, 'folder' | 'bytes' | 'isComplete'> {
  /** Those that are whole; where none is, all. At least one. */
  readonly ids: readonly [string, ...string[]];
}

/** In the order of their first models. */
export function heldFolders(cached: readonly CachedModel[]): readonly HeldFolder[] {
  const folders = new Map<string, HeldFolder>();
  for (const { id, folder, bytes, isComplete } of cached) {
    const known = folders.get(folder);
    if (known?.isComplete === true && !isComplete) continue;
    const isAlike = known?.isComplete === isComplete;
    folders.set(folder, { folder, ids: isAlike ? [...known.ids, id] : [id], bytes, isComplete });
  }
  return [...folders.values()];
}
