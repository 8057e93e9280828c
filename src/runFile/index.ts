export { lineOf } from './lines.ts';
export type { StoredEvent } from './lines.ts';
export { RunFileError, RunReader } from './read.ts';
export type { RunFileEnd } from './read.ts';
export { Comparison, isCompared } from './compare.ts';
export type { Difference } from './compare.ts';
export { metricsCsv } from './exports/metrics.ts';
export { trajectoryLines } from './exports/trajectories.ts';
export { trlLines } from './exports/trl.ts';
