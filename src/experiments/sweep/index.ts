export { cellText, parseSweep, shardOf } from './plan.ts';
export type { Sweep, SweepJob } from './plan.ts';
export { sweepCsv, sweepTable } from './table.ts';
