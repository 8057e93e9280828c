import { isLive } from '../../session/index.ts';
import type { Beat, RunView } from '../../session/index.ts';
import { beats } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { lectureWords as words } from '../locale/lecture.ts';
import { useSessionState } from '../useSession.ts';
import styles from './Bars.module.css';

interface TopBarProps {
  readonly run: RunView | null;
  readonly beat: Beat;
  readonly onShare: () => void;
  readonly onLeave: () => void;
}

/** Where in the lecture this is, of which run it is made, and the ways out. */
export function TopBar({ run, beat, onShare, onLeave }: TopBarProps) {
  const isOfRun = beat !== 'veto' && beat !== 'claim';
  const isBusy = useSessionState(({ status }) => isLive(status));
  return (
    <header className={styles['top']}>
      <span className={styles['mark']}>{pageWords.name}</span>
      <span className={styles['where']}>
        {words.position(beats.indexOf(beat) + 1, beats.length)} · {words.names[beat]}
      </span>
      <span className={styles['source']}>
        {isOfRun &&
          run &&
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
