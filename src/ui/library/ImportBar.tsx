import { useRef } from 'react';
import type { Transfer } from '../../session/index.ts';
import { libraryWords as words } from '../locale/library.ts';
import { percent } from '../locale/numbers.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './LibraryScreen.module.css';

/** The button that takes a file in, and how far the transfer in progress is. */
export function ImportBar() {
  const { library } = useSession();
  const transfer = useSessionState((state) => state.library.transfer);
  const transferred = useSessionState((state) => state.library.transferred);
  const chooser = useRef<HTMLInputElement>(null);
  const taking = useRef<HTMLButtonElement>(null);
  const isOn = transfer !== null;
  return (
    <div className={styles['take']}>
      {transfer && (
        <TransferBar
          {...transfer}
          onCancel={() => {
            // which goes with its button
            taking.current?.focus();
            library.cancelTransfer();
          }}
        />
      )}
      <p className="spoken" role="status">
        {transfer && words[transfer.kind === 'import' ? 'importing' : 'exporting'](transfer.name)}
        {transferred && words[transferred.kind === 'import' ? 'imported' : 'exported'](transferred.name)}
      </p>
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
      <button
        ref={taking}
        type="button"
        className={styles['solid']}
        // not `disabled`, which would take the focus from it
        aria-disabled={isOn}
        title={isOn ? words.oneAtATime : undefined}
        onClick={() => {
          if (!isOn) chooser.current?.click();
        }}
      >
        {words.importFile}
      </button>
    </div>
  );
}

/** How far the transfer in progress is. */
function TransferBar({ kind, name, done, total, onCancel }: Transfer & { readonly onCancel: () => void }) {
  const label = kind === 'import' ? words.importing(name) : words.exporting(name);
  const share = total > 0 ? done / total : 0;
  return (
    <div className={styles['transfer']}>
      <span>{label}</span>
      <progress aria-label={label} value={share} max={1} />
      <span aria-hidden="true">{percent(share)}</span>
      <button type="button" onClick={onCancel}>
        {words.cancel}
      </button>
    </div>
  );
}
