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
  /** How many of a group's 100 replies can be parsed. */
  readonly parsed?: number;
  /** Desirable, and as many undesirable, rows of its update. */
  readonly rows?: number;
  /** Conversations of its iteration that were harmful, that the veto struck, and that were both. */
  readonly struck?: { readonly harmful: number; readonly caught: number; readonly all: number };
}

export const rateOf = (successes: number | null, n = 100): Rate | null =>
  successes === null ? null : { rate: successes / n, low: 0, high: 1, n };

function policyOf(
  iteration: number,
  { gameable = 18, other = 17, acts = {}, rating = [5, 5], collapsed = false, parsed = 100, rows, struck }: Policy,
): IterationSummary {
  const all = { rate: 0, low: 0, high: 0, n: 100 };
  const unread = { gameable: all, other: all };
  return {
    iteration,
    harm: { gameable: rateOf(gameable, parsed), other: rateOf(other, parsed) },
    rating: { gameable: rating[0], other: rating[1] },
    acts: { gameable: acts, other: {} },
    collapse: collapsed ? ['kl'] : [],
    ...{ judgeHarm: unread, acted: unread, passedHarm: unread, kl: { previous: 0, first: 0 } },
    ...{ gap: null, twins: {}, unparsed: 0, repeat: 0, entropy: 1, vetoed: null },
    ...{ interference: null, update: null },
    selection: rows === undefined && !struck ? null : selectionOf(rows ?? 0, struck),
  };
}

const none = { gameable: null, other: null };
const shareOf = (successes: number, n: number) => (n === 0 ? null : { value: successes / n, low: 0, high: 1, n });
const selectionOf = (rows: number, struck: Policy['struck']): IterationSummary['selection'] => ({
  ...{ trajectories: 512, desirable: rows, undesirable: rows, reward: none, amplification: none },
  ...{ vetoed: { value: 0, low: 0, high: 1, n: 512 }, predictedDrift: none },
  vetoPrecision: struck ? shareOf(struck.caught, struck.all) : null,
  vetoRecall: struck ? shareOf(struck.caught, struck.harmful) : null,
});

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
