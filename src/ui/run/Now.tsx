import { isLive, isRecorded, shownEntry, shownIteration } from '../../session/index.ts';
import type { Session, SessionState } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { pageWords } from '../locale/page.ts';
import { statusText } from '../locale/sentences.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { Estimate } from './Estimate.tsx';
import { recordingText } from './recordingText.ts';
import styles from './TimeBar.module.css';

const words = pageWords.time;

/** Which iteration is on show, whether it is live or recorded, and what can be done about that. */
export function Now() {
  const session = useSession();
  const state = useSessionState((whole) => whole);
  const { view, setup, recording } = state;
  const at = shownIteration(view, state.lookedAt);
  const { iterations } = (view ?? setup).config;
  const head = view?.policies.at(-1)?.iteration ?? 0;
  const isElsewhere = shownEntry(state.library)?.isElsewhere ?? false;
  const action = actionOf(state, session);
  return (
    <div className={styles['now']}>
      <p>
        {isRecorded(recording) && <em>{pageWords.recording.mark}</em>}
        <b>{words.at(at, iterations)}</b>
        <span title={recording.fault ?? undefined}>
          {at < head ? words.lookingAt(at, head) : (recordingText(state) ?? statusText(state, isElsewhere))}
        </span>
        {!isRecorded(recording) && <Estimate />}
      </p>
      <div>
        {at < head && (
          <button
            type="button"
            onClick={() => {
              session.lookAt(null);
            }}
          >
            {words.follow}
          </button>
        )}
        {action && (
          <button
            type="button"
            className={classes(action.leads && styles['lead'])}
            title={action.leads ? pageWords.recording.runLiveHint : undefined}
            onClick={action.onClick}
          >
            {action.name}
          </button>
        )}
      </div>
    </div>
  );
}

function actionOf(
  { status, recording, view }: SessionState,
  session: Session,
): { readonly name: string; readonly leads: boolean; readonly onClick: () => void } | null {
  if (isRecorded(recording)) {
    return status === 'failed' ? null : { name: pageWords.recording.runLive, leads: true, onClick: session.runLive };
  }
  if (isLive(status)) return { name: words.cancel, leads: false, onClick: session.cancel };
  return recording.stage === 'offered' && view === null
    ? { name: pageWords.recording.open, leads: false, onClick: session.openRecording }
    : null;
}
