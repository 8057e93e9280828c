import type { RunEntry } from '../../../workers/protocol.ts';
import { libraryWords } from '../locale/library.ts';
import { runTitle } from '../locale/options.ts';
import { Dialog } from '../shell/Dialog.tsx';
import styles from './LibraryScreen.module.css';

interface DeleteDialogProps {
  readonly run: RunEntry;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks before a run is gone for good. */
export function DeleteDialog({ run, onClose, onConfirm }: DeleteDialogProps) {
  const words = libraryWords.deleteDialog;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.text(runTitle(run.name), run.sizeBytes)}</p>
      <p>{words.advice}</p>
      <p>
        <button type="button" className={styles['solid']} onClick={onConfirm}>
          {words.confirm}
        </button>
      </p>
    </Dialog>
  );
}
