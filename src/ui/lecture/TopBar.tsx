import { isLive } from '../../session/index.ts';
import type { RunView } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { lectureWords as words } from '../locale/lecture.ts';
import { useSessionState } from '../useSession.ts';
import styles from './Bars.module.css';

interface TopBarProps {
  /** Of which what is shown is made; null: of none, or it has not come yet. */
  readonly run: RunView | null;
  /** Number and name. */
  readonly where: readonly [string, string];
  readonly onShare: () => void;
  readonly onLeave: () => void;
}

/** Where in the lecture or the story this is, of which run it is made, and the ways out. */
export function TopBar({ run, where, onShare, onLeave }: TopBarProps) {
  const isBusy = useSessionState(({ status }) => isLive(status));
  return (
    <header className={styles['top']}>
      <span className={styles['mark']}>{pageWords.name}</span>
      <span className={styles['where']}>
        {where[0]} · {where[1]}
      </span>
      <span className={styles['source']}>
        {run &&
          `${pageWords.recording.mark}, ${pageWords.recording.seed(run.config.seed, pageWords.shortFingerprint(run.fingerprint))}`}
      </span>
      <span className={styles['aboutTop']}>{words.about}</span>
      {isBusy && <span className={styles['busy']}>{words.goesOn}</span>}
      <span className={styles['ways']}>
        <button type="button" onClick={onShare}>
          {words.share}
        </button>
        <button type="button" onClick={onLeave}>
          {words.leave}
        </button>
      </span>
    </header>
  );
}
