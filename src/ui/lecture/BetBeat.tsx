import type { RunView } from '../../session/index.ts';
import { betNames } from '../../session/index.ts';
import type { BetName } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { lectureWords } from '../locale/lecture.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { Crowd } from './Crowd.tsx';
import { Title } from './Title.tsx';
import styles from './Lecture.module.css';

const words = lectureWords.bet;
/** More hands than any room has. */
const mostHands = 9999;

/** A bet before the answer: what will training do? */
export function BetBeat({ run }: { run: RunView }) {
  const session = useSession();
  const { placed, room } = useSessionState((state) => state.bets);
  const { iterations, gameableShare } = run.config;
  const count = (bet: BetName, text: string): void => {
    const hands = Math.floor(Number(text));
    const others = Object.fromEntries(Object.entries(room).filter(([name]) => name !== bet));
    const isNumber = text !== '' && hands >= 0 && hands <= mostHands;
    session.bet({ room: isNumber ? { ...others, [bet]: hands } : others });
  };
  return (
    <div className={styles['two']}>
      <div className={styles['stack']}>
        <Title>{words.title}</Title>
        <p>{words.text(iterations, gameableShare)}</p>
        <Crowd share={gameableShare} />
      </div>
      <div className={styles['stack']}>
        <div className={styles['bets']} role="group" aria-label={words.group}>
          <span className={styles['hands']} aria-hidden="true">
            {words.roomTitle}
          </span>
          {betNames.map((bet, i) => (
            <div key={bet} className={styles['betRow']}>
              <button
                type="button"
                className={classes(styles['bet'], placed === bet && styles['placed'])}
                aria-pressed={placed === bet}
                onClick={() => {
                  session.bet({ placed: bet });
                }}
              >
                <kbd>{i + 1}</kbd>
                {words.bets[bet]}
              </button>
              <input
                type="number"
                min={0}
                max={mostHands}
                aria-label={words.room(words.bets[bet])}
                value={room[bet] ?? ''}
                onChange={(event) => {
                  count(bet, event.target.value);
                }}
              />
            </div>
          ))}
        </div>
        <p className={styles['small']}>{words.hint}</p>
        <p className={styles['small']}>{words.rule}</p>
      </div>
    </div>
  );
}
