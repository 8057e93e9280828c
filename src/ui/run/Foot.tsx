import { en } from '../locale/en.ts';
import { useSessionState } from '../useSession.ts';
import styles from './Foot.module.css';

/** What the numbers are worth, and how to tell that a run is the same one. */
export function Foot() {
  const fingerprint = useSessionState((state) => state.view?.fingerprint ?? '');
  const isOver = useSessionState((state) => state.view?.end === 'finished' || state.view?.end === 'collapsed');
  const expected = useSessionState((state) => state.expected);
  const seed = useSessionState((state) => (state.view ?? state.setup).config.seed);
  const shown = fingerprint.slice(0, 12).match(/.{4}/gu)?.join(' ') ?? '–';
  return (
    <footer className={styles['foot']}>
      <span>{en.toy}</span>
      {isOver && expected !== null && (
        <b role="status">{fingerprint.startsWith(expected) ? en.reproduced : en.differs}</b>
      )}
      <code>
        {en.fingerprint} {shown} · {en.seed(seed)} · {en.local}
      </code>
    </footer>
  );
}
