export * from './config/index.ts';
export * from './presets/index.ts';
export * from './run/events.ts';
export { runExperiment } from './run/runExperiment.ts';
export type { RunControl, RunDeps } from './run/runExperiment.ts';
export { Summary } from './run/summary.ts';
export type { RunSummary } from './run/summary.ts';
export * from './claims/index.ts';
export { measureTransfer } from './run/transfer.ts';
