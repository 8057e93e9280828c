import { useRef } from 'react';
import { libraryWords } from '../locale/library.ts';
import { percent } from '../locale/numbers.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './LibraryScreen.module.css';

/** The button that takes a file in, or how far the file in progress is. */
export function ImportBar() {
  const { library } = useSession();
  const transfer = useSessionState((state) => state.library.transfer);
  const chooser = useRef<HTMLInputElement>(null);
  if (transfer) {
    const { kind, name, done, total } = transfer;
    const label = kind === 'import' ? libraryWords.importing(name) : libraryWords.exporting(name);
    const share = total > 0 ? done / total : 0;
    return (
      <div className={styles['transfer']}>
        <span>{label}</span>
        <progress aria-label={label} value={share} max={1} />
        <output>{percent(share)}</output>
        <button type="button" onClick={library.cancelTransfer}>
          {libraryWords.cancel}
        </button>
      </div>
    );
  }
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".jsonl,.gz"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) library.importFile(file);
          // so that the same file can be chosen again
          target.value = '';
        }}
      />
      <button type="button" className={styles['solid']} onClick={() => chooser.current?.click()}>
        {libraryWords.importFile}
      </button>
    </>
  );
}
