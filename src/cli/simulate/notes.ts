import { notesInRun, selectionNoteText, selectionSentences } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';

/** What is odd about the groups that a run will select from, a line each. */
export const noteLines = (config: RunConfig): string[] =>
  notesInRun(config).map(({ iteration, note }) => {
    const from = iteration === 0 ? '' : `from iteration ${String(iteration)} on: `;
    return `note: ${from}${selectionNoteText(selectionSentences, note)}\n`;
  });
