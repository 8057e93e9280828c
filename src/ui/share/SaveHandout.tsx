import { useState } from 'react';
import { saveHandout, setupNearest, unmixed } from '../../session/index.ts';
import { handoutWords as words } from '../locale/handout.ts';
import { presetTitle } from '../locale/options.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './Share.module.css';

/** The run on the Run screen as one file with a reader in it: of a live run over its recording what has been computed. */
export function SaveHandout() {
  const { store } = useSession();
  const hasRun = useSessionState((state) => (unmixed(state)?.policies.length ?? 0) > 0);
  const [told, setTold] = useState('');
  const save = (): void => {
    const { fixed, hidden } = store.getState();
    const view = unmixed(store.getState());
    if (!view) return;
    setTold('');
    saveHandout(view, presetTitle(setupNearest(view.config).preset), { fixed, hidden }).then(
      () => {
        setTold(words.saved);
      },
      () => {
        setTold(words.failed);
      },
    );
  };
  return (
    <details className={styles['part']}>
      <summary>{words.title}</summary>
      <p>{hasRun ? words.intro : words.none}</p>
      <p className={styles['action']}>
        <button type="button" disabled={!hasRun} onClick={save}>
          {words.save}
        </button>
        <span role="status">{told}</span>
      </p>
    </details>
  );
}
