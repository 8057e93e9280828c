export { recordingLine } from './lines.ts';
export type { RecordedFact } from './lines.ts';
export { mostBytes, parseRecordingList } from './list.ts';
export type { RecordingEntry } from './list.ts';
export { RecordingError, RecordingReader } from './read.ts';
