import type { ReactNode } from 'react';
import { chosenModels } from '../../experiments/index.ts';
import { expectedOf, isRecorded } from '../../session/index.ts';
import type { SessionState } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { useSessionState } from '../useSession.ts';
import styles from './Foot.module.css';

/** What the numbers are worth, and how to tell that a run is the same one. `children` come last. */
export function Foot({ children }: { children?: ReactNode }) {
  const recording = useSessionState((state) => state.recording);
  const ofView = useSessionState((state) => state.view?.fingerprint ?? '');
  // what is recorded is known to its end
  const fingerprint = isRecorded(recording) ? (recording.entry?.fingerprint ?? '') : ofView;
  const isOver = useSessionState((state) => state.view?.end === 'finished' || state.view?.end === 'collapsed');
  const expected = useSessionState((state) => state.view && expectedOf(state, state.view.config));
  const seed = useSessionState((state) => (state.view ?? state.setup).config.seed);
  const isSeedHidden = useSessionState((state) => state.hidden.includes('seed'));
  const hasOthers = useSessionState((state) => chosenModels((state.view ?? state.setup).config).length > 0);
  const verdict = verdictOf(fingerprint, isOver, isRecorded(recording) ? null : expected, recording.check);
  return (
    <footer className={styles['foot']}>
      <span>{hasOthers ? pageWords.toyOthers : pageWords.toy}</span>
      {verdict !== null && <b role="status">{verdict}</b>}
      <code>
        {pageWords.fingerprint} {pageWords.shortFingerprint(fingerprint)}
        {isSeedHidden ? '' : ` · ${pageWords.seed(seed)}`} · {hasOthers ? pageWords.localOthers : pageWords.local}
      </code>
      {children}
    </footer>
  );
}

/** Whether a run is the one that its link, or its recording, was made from; null: that is not known, or not asked. */
function verdictOf(
  fingerprint: string,
  isOver: boolean,
  expected: string | null,
  check: SessionState['recording']['check'],
): string | null {
  if (check && check.differs !== null) return pageWords.recording.differs(check.differs);
  if (!isOver) return null;
  if (check) return pageWords.reproduced;
  if (expected === null) return null;
  return fingerprint.startsWith(expected) ? pageWords.reproduced : pageWords.differs;
}
