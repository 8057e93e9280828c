// Finished runs with the numbers that claims read.
import type { Act } from '../../../corpus/acts.ts';
import { parseConfig } from '../../config/index.ts';
import type { RunConfig } from '../../config/index.ts';
import type { IterationSummary, Rate } from '../../run/summary.ts';
import type { ReplicatedRun } from '../types.ts';

export interface Policy {
  /** Harmful trajectories of 100. */
  readonly gameable?: number | null;
  readonly other?: number | null;
  readonly acts?: Partial<Record<Act, number>>;
  readonly rating?: readonly [number, number];
  readonly collapsed?: boolean;
}

export const rateOf = (successes: number | null, n = 100): Rate | null =>
  successes === null ? null : { rate: successes / n, low: 0, high: 1, n };

function policyOf(
  iteration: number,
  { gameable = 18, other = 17, acts = {}, rating = [5, 5], collapsed = false }: Policy,
): IterationSummary {
  const unread = { gameable: { rate: 0, low: 0, high: 0, n: 1 }, other: { rate: 0, low: 0, high: 0, n: 1 } };
  return {
    iteration,
    harm: { gameable: rateOf(gameable), other: rateOf(other) },
    rating: { gameable: rating[0], other: rating[1] },
    acts: { gameable: acts, other: {} },
    collapse: collapsed ? ['kl'] : [],
    ...{ judgeHarm: unread, acted: unread, passedHarm: unread, kl: { previous: 0, first: 0 } },
    ...{ gap: null, twins: {}, unparsed: 0, repeat: 0, entropy: 1, vetoed: null },
    ...{ selection: null, interference: null, update: null },
  };
}

/** A run whose policies come one after the other, the untrained one first. */
export const runOf = (policies: readonly Policy[], config: Partial<RunConfig> = {}): ReplicatedRun => ({
  ...{
    ceiling: null,
    fingerprint: 'f'.repeat(64),
    config: parseConfig({ gameableShare: 1, ...config }),
    elsewhere: null,
  },
  model: { name: 'tiny', hash: 'ab' },
  iterations: policies.map((policy, iteration) => policyOf(iteration, policy)),
});
