import { RandomStream } from '../../core/rng/index.ts';
import type { RunConfig } from '../config/index.ts';
import { judge } from './judge.ts';
import { Openings } from './openings.ts';
import { play } from './play.ts';
import type { RunDeps } from './runExperiment.ts';
import { trainingVeto } from './vetoes.ts';

interface SpeedOptions {
  /** Milliseconds. */
  readonly now: () => number;
  readonly isCancelled: () => boolean;
  /** No conversation is begun after that. */
  readonly seconds?: number;
}

/**
 * Milliseconds that a conversation of this run takes, played and judged: of one first, then of twice as many at a time until
 * the time is over, the last of which counts, because servers answer many at once. Updates are not in it. Null: cancelled.
 */
export async function measureSpeed(
  config: RunConfig,
  { spectators, createLearner }: RunDeps,
  { now, isCancelled, seconds = 10 }: SpeedOptions,
): Promise<number | null> {
  const root = RandomStream.root(config.seed).child('speed');
  const openings = new Openings(config, root.child('openings'));
  const learner = await createLearner(root.child('learner'), (conversation) => openings.stateOf(conversation));
  const { users } = openings.panels;
  const asks = trainingVeto(config).asks ?? 'normal';
  const begun = now();
  let perTrajectory = 0;
  for (let count = 1; ; count *= 2) {
    const at = now();
    const requests = Array.from({ length: count }, (_, i) => {
      const state = users[i % users.length];
      if (!state) throw new RangeError('a panel without users');
      return { state, stateIndex: i, sample: 0, stream: root.child(`${String(count)}/${String(i)}`) };
    });
    try {
      const played = await play(requests, { agent: learner.agent, spectators }, config, { isCancelled });
      const settings = { vetoes: [asks], vetoSeesTools: config.vetoSeesTools, evaluates: false };
      await judge(played, spectators, settings, { isCancelled });
    } catch (error) {
      if (isCancelled()) return null;
      throw error;
    }
    perTrajectory = (now() - at) / count;
    if (isCancelled()) return null;
    if (now() - begun >= 1000 * seconds) return perTrajectory;
  }
}
