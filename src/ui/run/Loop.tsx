import { phases } from '../../experiments/index.ts';
import type { Phase } from '../../experiments/index.ts';
import { momentOf } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { pageWords } from '../locale/page.ts';
import { useSessionState } from '../useSession.ts';
import { useMoment, useUnmixed } from './useMoment.ts';
import styles from './Loop.module.css';

const words = pageWords.loop;

/** The loop's five stations; the one at work lights up, and each keeps the newest number it has given. */
export function Loop() {
  const config = useSessionState((state) => (state.view ?? state.setup).config);
  const position = useSessionState((state) => state.position);
  const what = words.what(config);
  const values = useValues();
  return (
    <section className={styles['loop']} aria-label={words.region}>
      {phases.map((phase) => {
        const isOn = position?.phase === phase;
        const share = isOn && position.total > 0 ? position.done / position.total : 0;
        return (
          <div
            key={phase}
            className={classes(styles['station'], isOn && styles['on'], isOn && position.isWaiting && styles['waits'])}
            aria-current={isOn ? 'step' : undefined}
          >
            <b>{words.stations[phase]}</b>
            <small>{what[phase]}</small>
            <span>{values[phase]}</span>
            <div className={styles['bar']} aria-hidden="true">
              {isOn && <i style={{ transform: `scaleX(${String(share)})` }} />}
            </div>
          </div>
        );
      })}
    </section>
  );
}

function useValues(): Readonly<Record<Phase, string>> {
  const { initialStates, trajectoriesPerState } = useSessionState((state) => (state.view ?? state.setup).config);
  const isNewest = useSessionState((state) => state.lookedAt === null);
  const view = useUnmixed();
  const looked = useMoment();
  const newest = isNewest ? (view?.update ?? null) : null;
  const { policy, round } = isNewest ? momentOf(view, null) : looked;
  const update = policy?.summary.update ?? null;
  const margin = newest ? newest.margin : (update?.rewardMargin ?? null);
  const kl = newest ? newest.kl : (update?.klRaw ?? null);
  const selection = round?.selection;
  const gap = policy?.summary.gap;
  return {
    simulate: words.users(initialStates, trajectoriesPerState),
    rate: selection ? words.mean(selection.reward.gameable, selection.reward.other) : words.none,
    select: selection
      ? words.selected(
          selection.desirable,
          selection.undesirable,
          Math.round(selection.vetoed.value * selection.trajectories),
        )
      : words.none,
    update: newest || update ? words.updated(margin, kl) : words.none,
    evaluate: gap ? words.gap(gap.value) : words.none,
  };
}
