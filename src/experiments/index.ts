export * from './config/index.ts';
export * from './presets/index.ts';
export { paperCurve } from './paper.ts';
export * from './run/events.ts';
export { nameOfAll } from './run/modelName.ts';
export type { UsedModel } from './run/modelName.ts';
export { measureSpeed } from './run/speed.ts';
export { runExperiment } from './run/runExperiment.ts';
export type { RunControl, RunDeps } from './run/runExperiment.ts';
export { ceilingsFrom, iterationSummary, noUpdate, Summary, updateSummary } from './run/summary.ts';
export type { BeforePolicy, IterationSummary, Rate, RunSummary } from './run/summary.ts';
export {
  notesInRun,
  selectionCounts,
  selectionNotes,
  selectionNoteText,
  selectionSentences,
} from './run/selectionCounts.ts';
export type { SelectionCount, SelectionNote } from './run/selectionCounts.ts';
export { selectionGroup } from './run/training.ts';
export { trainingVeto } from './run/vetoes.ts';
export { faultOf, refusing, valueText } from './fault.ts';
export { csvRow } from './csv.ts';
export type { CsvValue } from './csv.ts';
export * from './sweep/index.ts';
export * from './claims/index.ts';
export { measureTransfer } from './run/transfer.ts';
