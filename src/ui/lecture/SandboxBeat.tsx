import { presetNamed } from '../../experiments/index.ts';
import { isLive, linksOf, setupNearest } from '../../session/index.ts';
import { QrCode } from '../shell/QrCode.tsx';
import { lectureWords } from '../locale/lecture.ts';
import { presetTitle } from '../locale/options.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { Title } from './Title.tsx';
import styles from './Lecture.module.css';

const words = lectureWords.sandbox;

/** The setup for the room, and the way into it. */
export function SandboxBeat({ preset, onOpen }: { preset: string; onOpen: () => void }) {
  const session = useSession();
  const view = useSessionState((state) => state.view);
  const isBusy = useSessionState(({ status }) => isLive(status));
  const setup = setupNearest(presetNamed(preset).config);
  const { setup: link } = linksOf({ ...session.store.getState(), setup }, location.href);
  const shown = view && presetTitle(setupNearest(view.config).preset);
  return (
    <div className={styles['two']}>
      <div className={styles['stack']}>
        <Title>{words.title}</Title>
        <p>{words.text}</p>
        <p>
          {words.link}: <a href={link}>{link}</a>
        </p>
        <div className={styles['actions']}>
          <button type="button" className={styles['lead']} onClick={onOpen}>
            {isBusy ? words.openLive : words.open}
          </button>
        </div>
        {shown !== null && (
          <div className={styles['stack']}>
            <p className={styles['small']}>{isBusy ? words.goOnLive(shown) : words.goOn(shown)}</p>
            <div className={styles['actions']}>
              <button
                type="button"
                onClick={() => {
                  session.show('run');
                }}
              >
                {words.goOnAction}
              </button>
            </div>
          </div>
        )}
      </div>
      <div className={styles['code']}>
        <QrCode text={link} label={words.code(link)} />
      </div>
    </div>
  );
}
