import type { OpenTrajectory } from '../../archive/index.ts';
import { decimal } from '../locale/numbers.ts';
import { trajectoryWords } from '../locale/trajectories.ts';
import { Facts } from './Facts.tsx';
import styles from './Panel.module.css';

const words = trajectoryWords.why;

/** Why training made this conversation more likely, less likely, or left it alone: reward, rank, veto, label. */
export function Reasons({ opened }: { opened: OpenTrajectory }) {
  const { stored, standing, veto, isShuffled, margin } = opened;
  return (
    <section className={styles['why']}>
      <h3>{words.title}</h3>
      {stored.part === 'panel' ? (
        <>
          <p>{words.panel}</p>
          <Facts
            facts={[
              [words.reward, decimal(stored.trajectory.reward)],
              [words.runtimeVeto, stored.trajectory.vetoed ? words.heldBack : words.letPass],
            ]}
          />
        </>
      ) : (
        <>
          <p>{words.reasons[stored.trajectory.label ?? (stored.trajectory.vetoed ? 'vetoed' : 'middle')]}</p>
          <Facts
            facts={[
              [words.reward, decimal(stored.trajectory.reward)],
              ...(standing
                ? ([
                    [words.rank, words.rankValue(standing)],
                    [words.among, words.amongValue(standing)],
                    [words.best, words.bestValue(standing)],
                  ] as const)
                : []),
              [
                words.veto,
                veto
                  ? `${stored.trajectory.vetoed ? words.vetoed : words.passed} (${veto.asks}, ${words.level(veto.level)})`
                  : words.none,
              ],
              [words.label, trajectoryWords.labels[stored.trajectory.label ?? 'none']],
              ...(margin === null ? [] : [[words.margin, words.marginValue(margin)] as const]),
            ]}
          />
          {!standing && <p>{words.unknown}</p>}
          {isShuffled && <p>{words.shuffled}</p>}
        </>
      )}
    </section>
  );
}
