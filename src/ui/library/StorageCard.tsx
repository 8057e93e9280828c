import { libraryWords } from '../locale/library.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './StorageCard.module.css';

const words = libraryWords.storage;

/** How much room there is, whether the browser keeps the runs, and how to make room. */
export function StorageCard() {
  const { library } = useSession();
  const meter = useSessionState((state) => state.library.meter);
  const kept = useSessionState((state) => state.library.kept);
  const runs = useSessionState((state) => state.library.runs);
  const { usedBytes = null, allowedBytes = null, isKept = false } = meter ?? {};
  const own = (runs ?? []).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const shown = useSessionState((state) => state.library.shown);
  const canDelete = runs?.some(({ run, pinned, status }) => !pinned && run !== shown && status !== 'running') ?? false;
  return (
    <section className={styles['storage']} aria-label={words.region}>
      <div>
        <h2>{usedBytes === null ? words.unknown : words.used(usedBytes)}</h2>
        <p>
          {allowedBytes !== null && `${words.of(allowedBytes)} `}
          {words.ours(own)}
        </p>
      </div>
      <div>
        <meter aria-label={words.meter} min={0} max={allowedBytes ?? 1} value={usedBytes ?? 0} />
        <p role="status">{isKept ? words.kept : kept === null || kept === 'kept' ? words.notKept : words[kept]}</p>
      </div>
      <div className={styles['buttons']}>
        <button type="button" disabled={isKept} onClick={library.keep}>
          {words.keep}
        </button>
        <button type="button" disabled={!canDelete} onClick={library.deleteOldest}>
          {words.deleteOldest}
        </button>
      </div>
    </section>
  );
}
