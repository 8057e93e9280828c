export { StorageError } from './errors.ts';
export { openRunStore, storageVersion } from './store.ts';
export type { RunStore, StoreOptions } from './store.ts';
export { keepRuns, storageMeter } from './meter.ts';
export type { RunChange } from './changes.ts';
