export { StorageError } from './errors.ts';
export { openRunStore, storageVersion } from './store.ts';
export type { RunStore, StoreOptions } from './store.ts';
export type { StoredRun } from './records/run.ts';
export type { StoredTrajectory, TrajectoryPart } from './records/trajectory.ts';
export type { IndexEntry, TrajectoryFilter, TrajectoryIndex, TrajectoryOrder } from './trajectoryIndex.ts';
export { keepRuns, storageMeter } from './meter.ts';
export type { RunChange } from './changes.ts';
