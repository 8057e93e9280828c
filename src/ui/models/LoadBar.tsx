import { useState } from 'react';
import { modelsWords } from '../locale/models.ts';
import { useSessionState } from '../useSession.ts';
import styles from './Models.module.css';

/** How far the loading of models is; while they are tried out, that. */
export function LoadBar({ onCancel }: { onCancel: () => void }) {
  const loading = useSessionState((state) => state.modelLoading);
  // before the first word of it nothing is loaded yet; after the last one, all is
  const [hasBegun, setBegun] = useState(loading !== null);
  if (loading && !hasBegun) setBegun(true);
  const share = loading?.progress.share ?? null;
  return (
    <div className={styles['load']}>
      <p role="status">
        {loading
          ? modelsWords.loading(loading.id, modelsWords.phases[loading.progress.phase], loading.index, loading.count)
          : hasBegun
            ? modelsWords.measuring
            : modelsWords.begins}
      </p>
      <progress max={1} {...(share === null ? {} : { value: share })} aria-label={modelsWords.progress} />
      <p>
        {loading?.progress.bytes
          ? modelsWords.amount(
              loading.progress.bytes.done,
              loading.progress.bytes.total,
              loading.progress.speed,
              loading.progress.secondsLeft,
            )
          : ''}
      </p>
      <button type="button" onClick={onCancel}>
        {modelsWords.cancel}
      </button>
    </div>
  );
}
