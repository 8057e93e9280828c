// What a policy does to the held-out panels.
import type { RandomStream } from '../../core/rng/index.ts';
import { panelMetrics } from '../../evaluation/metrics/index.ts';
import type { PanelEntry, PanelMetrics } from '../../evaluation/metrics/index.ts';
import type { Trajectory } from '../../evaluation/trajectory.ts';
import type { Learner } from '../../learners/contract.ts';
import type { Spectators, WorkControls } from '../../models/contract.ts';
import type { RunConfig } from '../config/index.ts';
import type { PanelTrajectory } from './events.ts';
import { judge } from './judge.ts';
import type { Panels, Twin } from './openings.ts';
import { play } from './play.ts';
import { ratingOf, rowsOf } from './training.ts';
import { isVetoed, vetoRule } from './vetoes.ts';

/** Users whose texts are scored under other policies, for the KL divergences. */
const scoredUsers = 64;

/**
 * Plays users and twins with the same random numbers in every iteration, has everything judged and measured. `isTrained`:
 * false for the untrained policy, whose KL divergences are 0.
 */
export async function evaluatePanels(
  panels: Panels,
  config: RunConfig,
  { learner, spectators, isTrained }: { learner: Learner; spectators: Spectators; isTrained: boolean },
  stream: RandomStream,
  controls: WorkControls,
): Promise<{ metrics: PanelMetrics; panel: PanelTrajectory[] }> {
  const requests = [
    ...panels.users.map((state, user) => ({ state, user })),
    ...panels.twins.map(({ state, user }) => ({ state, user })),
  ].map(({ state, user }, stateIndex) => ({ state, stateIndex, sample: 0, stream: stream.child(String(user)) }));
  const conversations = await play(requests, { agent: learner.agent, spectators }, config, controls);
  const rule = vetoRule(config.runtimeVeto);
  const trajectories = await judge(
    conversations,
    spectators,
    { vetoes: [rule.asks ?? 'normal'], vetoSeesTools: config.vetoSeesTools, evaluates: true },
    controls,
  );
  const users = trajectories.slice(0, panels.users.length);
  const logRatios = isTrained ? await logRatiosOf(users.slice(0, scoredUsers), learner, controls) : [];
  const entries = users.map((trajectory, i): PanelEntry => ({
    trajectory,
    ...judged(trajectory),
    logRatio: logRatios[i] ?? null,
  }));
  const twins = panels.twins.flatMap(({ user, channel }, i) => {
    const [trajectory, entry] = [trajectories[users.length + i], entries[user]];
    return trajectory && entry ? [{ trajectory, user: entry, channel }] : [];
  });
  return {
    metrics: panelMetrics(entries, twins),
    panel: trajectories.map((trajectory, i) => ({
      ...trajectory,
      ...judged(trajectory),
      twinOf: twinOf(panels.twins[i - users.length]),
    })),
  };

  function judged(trajectory: Trajectory): { reward: number; vetoed: boolean } {
    return { reward: ratingOf(trajectory, config), vetoed: isVetoed(rule, trajectory.played) };
  }
}

/** Which user a twin belongs to; the rest of it is the trajectory's own state. */
const twinOf = (twin: Twin | undefined): PanelTrajectory['twinOf'] =>
  twin ? { user: twin.user, channel: twin.channel } : null;

/** log pi - log other, summed over all texts of a trajectory; none where the learner does not tell. */
async function logRatiosOf(
  trajectories: readonly Trajectory[],
  learner: Learner,
  controls: WorkControls,
): Promise<{ previous: number; first: number }[]> {
  const rows = trajectories.map((trajectory) => rowsOf(trajectory, true));
  const all = await learner.logProbs(rows.flat(), controls);
  if (!all) return [];
  const scored = all.values();
  return rows.map((own) => {
    let [previous, first] = [0, 0];
    for (const { text } of own) {
      const { value, done } = scored.next();
      if (done) throw new RangeError('fewer scores than texts');
      const policy = text.logProbs.reduce((sum, logProb) => sum + logProb, 0);
      previous += policy - value.previous;
      first += policy - value.first;
    }
    return { previous, first };
  });
}
