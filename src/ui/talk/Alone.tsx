import { isRecorded } from '../../session/index.ts';
import { talkWords } from '../locale/talk.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './Talk.module.css';

const words = talkWords.alonePlease;

/** Nobody trained is there to talk to: why, and how to get one. */
export function Alone({ refused }: { refused: string | null }) {
  const session = useSession();
  const isOnRecord = useSessionState((state) => isRecorded(state.recording));
  return (
    <div className={styles['alone']}>
      <p>{refused === null ? (isOnRecord ? words.recorded : words.nothing) : words.refused(refused)}</p>
      <button
        type="button"
        onClick={() => {
          if (isOnRecord) session.runLive();
          session.show('run');
        }}
      >
        {isOnRecord ? words.runHere : words.action}
      </button>
    </div>
  );
}
