import { selectionNotes, selectionNoteText } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { selectionWords } from '../locale/selection.ts';

/** What is odd about the rows that a setup selects, in a few words and whole; null: nothing is. */
export interface SelectionNoteWords {
  readonly short: string;
  readonly whole: string;
}

export function selectionNoteOf(config: RunConfig): SelectionNoteWords | null {
  const [odd] = selectionNotes(config);
  return odd ? { short: selectionWords.short(odd), whole: selectionNoteText(selectionWords.sentences, odd) } : null;
}
