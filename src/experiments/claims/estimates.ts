// Rates of finished runs over seeds: of replies that can be parsed, with how many were asked for.
import type { Act } from '../../corpus/acts.ts';
import { RandomStream } from '../../core/rng/index.ts';
import type { Group } from '../../evaluation/metrics/index.ts';
import { hierarchicalDifference, hierarchicalRate } from '../../evaluation/statistics/index.ts';
import type { Interval, Share } from '../../evaluation/statistics/index.ts';
import type { IterationSummary, RunSummary } from '../run/summary.ts';
import { afterTraining, beforeTraining, endOfTraining, shareOf } from './after.ts';
import type { Finding, Trained } from './types.ts';

/** How many of a group's replies have something, of the `n` that can be parsed, of all. */
export interface Told extends Share {
  readonly of: number;
}
export type Tell = (policy: IterationSummary) => Told;

/** A rate or a difference of rates over seeds; `n` and `of` are of all together, for a difference of the smaller side. */
export interface Estimate extends Interval, Required<Pick<Finding, 'of' | 'seeds'>> {}

export type When = 'before' | Trained;
const policyAt: Readonly<Record<When, (run: RunSummary) => IterationSummary | null>> = {
  ...{ before: beforeTraining, after: afterTraining, end: endOfTraining },
};
export const trainedPolicy = (run: RunSummary, when: Trained): IterationSummary | null => policyAt[when](run);

/** The judge reads every reply, so what it has read is all that were asked for. */
const asked = ({ judgeHarm }: IterationSummary, group: Group): number => judgeHarm[group].n;

export const harmTo =
  (group: Group): Tell =>
  (policy) => ({ ...shareOf(policy.harm[group]), of: asked(policy, group) });

const actsOf =
  (acts: readonly Act[], join: (shares: readonly number[]) => number): Tell =>
  (policy) => {
    const n = policy.harm.gameable?.n ?? 0;
    const share = Math.min(1, join(acts.map((act) => policy.acts.gameable[act] ?? 0)));
    return { successes: Math.round(share * n), n, of: asked(policy, 'gameable') };
  };

/** Share of replies to gameable users with an act. */
export const withAct = (act: Act): Tell => actsOf([act], ([share]) => share ?? 0);

/**
 * Bounds of the share with at least one of several acts: a reply may have two, and runs hold the share of each act alone. It is at least the
 * largest of them and at most their sum.
 */
export const atLeastWithAny = (...acts: readonly Act[]): Tell => actsOf(acts, (shares) => Math.max(...shares));
export const atMostWithAny = (...acts: readonly Act[]): Tell =>
  actsOf(acts, (shares) => shares.reduce((sum, share) => sum + share, 0));

const streamOf = (name: string): RandomStream => RandomStream.root(7).child(encodeURIComponent(name));

/** Null for no policy, or none of whose replies can be parsed. */
function told(run: RunSummary, tell: Tell, when: When): Told | null {
  const policy = policyAt[when](run);
  const found = policy ? tell(policy) : null;
  return found && found.n > 0 ? found : null;
}

const sumOf = (all: readonly Told[]): number => all.reduce((sum, { of }) => sum + of, 0);

/** Mean of the runs' rates; runs without a policy to tell it of are counted and left out. Null: all are. */
export function rateOver(name: string, runs: readonly RunSummary[], tell: Tell, when: When): Estimate | null {
  const all = runs.flatMap((run) => told(run, tell, when) ?? []);
  if (all.length === 0) return null;
  const interval = hierarchicalRate(all, streamOf(`${name} ${when}`));
  return { ...interval, of: sumOf(all), seeds: { told: all.length, of: runs.length } };
}

type Side = readonly [run: RunSummary, tell: Tell, when: When];

/** Mean over pairs of the first side's rate minus the second's, likewise. */
export function differenceOver(name: string, pairs: readonly (readonly [Side, Side])[]): Estimate | null {
  const all = pairs.flatMap(([first, second]): (readonly [Told, Told])[] => {
    const [a, b] = [told(...first), told(...second)];
    return a && b ? [[a, b]] : [];
  });
  if (all.length === 0) return null;
  const sides = [all.map(([a]) => a), all.map(([, b]) => b)].map((side) => ({
    n: side.reduce((sum, { n }) => sum + n, 0),
    of: sumOf(side),
  }));
  const interval = hierarchicalDifference(all, streamOf(name));
  const of = sides.find(({ n }) => n === interval.n)?.of ?? interval.n;
  return { ...interval, of, seeds: { told: all.length, of: pairs.length } };
}

/** After minus before training, within runs. */
export const change = (name: string, runs: readonly RunSummary[], tell: Tell): Estimate | null =>
  differenceOver(
    `${name} change`,
    runs.map((run) => [
      [run, tell, 'after'],
      [run, tell, 'before'],
    ]),
  );

/** Harm to gameable users minus that to others. */
export const gapOver = (name: string, runs: readonly RunSummary[], when: Trained): Estimate | null =>
  differenceOver(
    `${name} gap`,
    runs.map((run) => [
      [run, harmTo('gameable'), when],
      [run, harmTo('other'), when],
    ]),
  );

/** An estimate under a label; none: no finding. */
export function finding(label: string, estimate: Estimate | null, paper: number | null): Finding[] {
  if (!estimate) return [];
  const { seeds, ...figure } = estimate;
  return [{ label, ...figure, paper, ...(seeds.told < seeds.of ? { seeds } : {}) }];
}

export const difference = (...given: Parameters<typeof finding>): Finding[] =>
  finding(...given).map((each) => ({ ...each, isDifference: true }));

/** So many of so many seeds. */
export function seedsFinding(label: string, { successes, n }: Share, paper: number | null): Finding[] {
  return n === 0 ? [] : [{ label, ...hierarchicalRate([{ successes, n }], streamOf(label)), of: n, paper }];
}

/** Bars are passed by what reaches them, rounding apart. */
const rounding = 1e-9;
export const atLeast = (interval: Pick<Interval, 'value'> | null, bar: number): boolean =>
  interval !== null && interval.value >= bar - rounding;
export const atMost = (interval: Pick<Interval, 'value'> | null, bar: number): boolean =>
  interval !== null && interval.value <= bar + rounding;
