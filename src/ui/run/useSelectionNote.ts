import { useEffect, useState } from 'react';
import type { RunConfig } from '../../experiments/index.ts';
import type { SelectionNoteWords } from './selectionNote.ts';

type NoteOf = (config: RunConfig) => SelectionNoteWords | null;

/** What is odd about the rows that a setup selects. Null: nothing is, or what tells it is still being fetched, after the first screen. */
export function useSelectionNote(config: RunConfig): SelectionNoteWords | null {
  const [noteOf, setNoteOf] = useState<NoteOf | null>(null);
  useEffect(() => {
    let isShown = true;
    import('./selectionNote.ts').then(
      ({ selectionNoteOf }) => {
        if (isShown) setNoteOf(() => selectionNoteOf);
      },
      // a note that can't be fetched is done without; the command line and the Users dialog have it, too
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, []);
  return noteOf?.(config) ?? null;
}
