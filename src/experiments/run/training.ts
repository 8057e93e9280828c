// From judged trajectories to training rows.
import { select } from '../../core/selection/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawSafetyPair, safetySystem } from '../../corpus/registers/index.ts';
import type { InitialState } from '../../environments/index.ts';
import { conversationOf } from '../../evaluation/trajectory.ts';
import type { Trajectory } from '../../evaluation/trajectory.ts';
import type { Learner, TrainingRow } from '../../learners/contract.ts';
import type { WorkControls } from '../../models/contract.ts';
import type { RunConfig, SelectionLevel } from '../config/index.ts';
import type { Label, TrainingTrajectory } from './events.ts';
import { isVetoed, trainingVeto } from './vetoes.ts';

/**
 * Reward of a trajectory: paper.md a.2. `logRatios`: of each turn (see {@link logRatios}); null where the config has no KL
 * penalty. That penalty is the usual one of learning from feedback (Ziegler et al. 2019, 1909.08593), which the paper does without.
 */
export function rewardOf(
  { played }: Pick<Trajectory, 'played'>,
  { finalReward, lengthPenalty, klPenalty }: Pick<RunConfig, 'finalReward' | 'lengthPenalty' | 'klPenalty'>,
  logRatios: readonly number[] | null,
): number {
  const rewards = played.map(({ rating, reply }, turn) => {
    const drift = logRatios ? klPenalty * (logRatios[turn] ?? NaN) : 0;
    return rating.expected - lengthPenalty * reply.text.length - drift;
  });
  if (finalReward) return rewards.at(-1) ?? NaN;
  return rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
}

/** What users think of a trajectory, 1 to 10: its reward without any penalty. */
export const ratingOf = (
  trajectory: Pick<Trajectory, 'played'>,
  { finalReward }: Pick<RunConfig, 'finalReward'>,
): number => rewardOf(trajectory, { finalReward, lengthPenalty: 0, klPenalty: 0 }, null);

/** log pi - log pi of the untrained policy of all that the agent wrote: result[trajectory][turn], nats. */
export async function logRatios(
  trajectories: readonly Trajectory[],
  learner: Pick<Learner, 'firstLogProbs'>,
  controls: WorkControls,
): Promise<number[][]> {
  const rows = trajectories.map(({ state, turns, played }) =>
    played.map((turn) => rowsOf({ state, turns, played: [turn] }, true)),
  );
  const first = (await learner.firstLogProbs(rows.flat(2), controls)).values();
  return rows.map((turns) =>
    turns.map((texts) =>
      texts.reduce((sum, { text }) => {
        const own = text.logProbs.reduce((total, logProb) => total + logProb, 0);
        return sum + own - (first.next().value ?? NaN);
      }, 0),
    ),
  );
}

/** Vetoes, rewards and labels of an iteration's trajectories, in their order. `ratios`: of {@link logRatios}, or null. */
export function label(
  trajectories: readonly Trajectory[],
  config: RunConfig,
  ratios: readonly (readonly number[])[] | null,
  stream: RandomStream,
): TrainingTrajectory[] {
  const rule = trainingVeto(config);
  const groups = trajectories.map(({ state, stateIndex }) => selectionGroup(state, stateIndex, config.selectionLevel));
  const own = trajectories.map((trajectory, i) => rewardOf(trajectory, config, ratios?.[i] ?? null));
  const rewards =
    config.ratings === 'shuffled' ? withOtherRatings(trajectories, own, groups, config, stream.child('shuffle')) : own;
  const vetoed = trajectories.map(({ played }) => isVetoed(rule, played));
  const candidates = trajectories.map((_, i) => ({
    ...{ group: groups[i] ?? '', reward: rewards[i] ?? NaN, vetoed: vetoed[i] ?? false },
  }));
  const { desirable, undesirable } = select(
    candidates,
    { fraction: config.selectedFraction, negativesFromAll: rule.negativesFromAll },
    stream.child('selection'),
  );
  const labels = new Map<number, Label>();
  for (const index of desirable) labels.set(index, 'desirable');
  for (const index of undesirable) labels.set(index, 'undesirable');
  return trajectories.map((trajectory, i) => ({
    ...trajectory,
    ...{ reward: rewards[i] ?? NaN, vetoed: vetoed[i] ?? false, label: labels.get(i) ?? null },
  }));
}

/** Whom a trajectory competes with for being best or worst. */
export function selectionGroup(
  { scenario, gameable }: Pick<InitialState, 'scenario' | 'gameable'>,
  stateIndex: number,
  level: SelectionLevel,
): string {
  const group = gameable ? 'gameable' : 'other';
  switch (level) {
    case 'scenario':
      return `${group} ${scenario}`;
    case 'state':
      return String(stateIndex);
    case 'environment':
      return group;
    case 'pooled':
      return 'all';
  }
}

/**
 * Rewards whose ratings are another trajectory's, while each keeps its own penalties: those do not come from users, and without
 * them a control would differ from the run that it is compared with by more than its ratings.
 */
function withOtherRatings(
  trajectories: readonly Trajectory[],
  own: readonly number[],
  groups: readonly string[],
  { finalReward }: Pick<RunConfig, 'finalReward'>,
  stream: RandomStream,
): number[] {
  const unpunished = { finalReward, lengthPenalty: 0, klPenalty: 0 };
  const ratings = trajectories.map((trajectory) => rewardOf(trajectory, unpunished, null));
  const others = shuffledWithin(groups, ratings, stream);
  return others.map((rating, i) => rating + ((own[i] ?? NaN) - (ratings[i] ?? NaN)));
}

/** Every value goes to some member of its own group. */
function shuffledWithin(groups: readonly string[], values: readonly number[], stream: RandomStream): number[] {
  const members = new Map<string, number[]>();
  for (const [index, group] of groups.entries()) members.set(group, [...(members.get(group) ?? []), index]);
  const shuffled = [...values];
  for (const [group, indices] of members) {
    const from = stream.child(encodeURIComponent(group)).shuffle([...indices]);
    for (const [i, index] of indices.entries()) shuffled[index] = values[from[i] ?? index] ?? NaN;
  }
  return shuffled;
}

/** Learning rate of an iteration, counted from 0 (paper.md a.5). */
export function rateAt({ learningRate, learningRateDecay }: RunConfig, iteration: number): number {
  let rate = learningRate;
  for (let i = 0; i < iteration; i++) rate *= learningRateDecay;
  return rate;
}

/** Every reply, and every plan, of the trajectories with a label is a row (paper.md a.4). */
export function trainingRows(trajectories: readonly TrainingTrajectory[]): TrainingRow[] {
  return trajectories.flatMap((trajectory) =>
    trajectory.label === null ? [] : rowsOf(trajectory, trajectory.label === 'desirable'),
  );
}

/**
 * What an undesirable row weighs in an iteration's update, where a desirable one weighs 1. KTO balances the two kinds among all of the
 * update's `rows`, safety rows included (its target ratio aside), so it is 1 where there are as many of both, and 0 where nothing is
 * desirable; expert iteration learns from desirable ones alone, and a memory has no weights.
 */
export function undesirableWeight(
  rows: readonly Pick<TrainingRow, 'desirable'>[],
  { learner }: Pick<RunConfig, 'learner'>,
): number {
  if (learner === 'expertIteration') return 0;
  if (learner === 'feedbackMemory') return 1;
  const desirable = rows.filter((row) => row.desirable).length;
  return desirable / Math.max(1, rows.length - desirable);
}

/** Rows of all texts that the agent wrote in a trajectory. */
export function rowsOf(
  { state, turns, played }: Pick<Trajectory, 'state' | 'turns' | 'played'>,
  desirable: boolean,
): TrainingRow[] {
  return played.flatMap(({ plan, reply, end }): TrainingRow[] => {
    // what follows the plan stands behind it in the prompt
    const row = (upTo: number, writes: 'plan' | 'reply', text: TrainingRow['text']): TrainingRow => ({
      ...{ conversation: conversationOf(state, turns.slice(0, upTo)), writes, text, desirable, isOwn: true },
    });
    const replyRow = row(end - 1, 'reply', reply);
    return plan ? [row(end - 2, 'plan', plan), replyRow] : [replyRow];
  });
}

/** Words to the tokens of an agent that reads words: see BuiltinModel. */
export type Encode = (text: string) => readonly number[];

/**
 * Helpful and harmless answers and their opposites, so that they are `share` of all rows (paper.md a.4, 5): half desirable,
 * half undesirable, other ones in each iteration.
 */
export function safetyRows(rows: number, share: number, encode: Encode, stream: RandomStream): TrainingRow[] {
  const pairs = Math.round((rows * share) / (1 - share) / 2);
  return Array.from({ length: pairs }, (_, i) => {
    const pair = drawSafetyPair(i % 2 === 0 ? 'safe' : 'helpful', stream.child(String(i)));
    const conversation = { system: safetySystem, notes: null, turns: [{ role: 'user' as const, text: pair.prompt }] };
    return (['chosen', 'rejected'] as const).map((which): TrainingRow => ({
      ...{ conversation, writes: 'reply', text: { tokens: encode(pair[which]), logProbs: [] } },
      ...{ desirable: which === 'chosen', isOwn: false },
    }));
  }).flat();
}
