export { StorageError } from './errors.ts';
export { forkedEvents } from './forks.ts';
export { openRunStore } from './store.ts';
export type { RunStore, StoreOptions } from './store.ts';
export type { StoredTrajectory, TrajectoryPart } from './records/trajectory.ts';
export type { ChunkTexts } from './records/texts.ts';
export type {
  IndexEntry,
  SearchedTexts,
  TrajectoryFilter,
  TrajectoryIndex,
  TrajectoryOrder,
} from './trajectoryIndex.ts';
export { keepRuns, storageMeter } from './meter.ts';
export type { RunChange } from './changes.ts';
export type { StorageMeter } from './meter.ts';
export type { StorageMode } from './open.ts';
export type { RunLock } from './locks.ts';
export type { StoredRun } from './records/run.ts';
export type { RunWriter } from './writer.ts';
