export { cellText, parseSweep, planSweep, shardOf } from './plan.ts';
export type { Sweep, SweepJob, SweepPlan } from './plan.ts';
export { isOver, sweepRuns } from './stored.ts';
export type { SweepRuns } from './stored.ts';
export { sweepCsv, sweepRow, sweepTable } from './table.ts';
export type { SweepRow, SweepTable } from './table.ts';
