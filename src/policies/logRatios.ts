import type { LogRatios } from './types.ts';

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Log-ratios of one text's tokens from their log-probabilities (nats). `beta`: of a KTO update; null: there was none. */
export function logRatiosOf(policy: readonly number[], reference: readonly number[], beta: number | null): LogRatios {
  const sum = total(policy) - total(reference);
  return {
    ...{ policy, reference, sum },
    logRatios: policy.map((logProb, i) => logProb - (reference[i] ?? NaN)),
    implicitReward: beta === null ? null : beta * sum,
  };
}

/** Largest distance of two lists of equally many log-probabilities. */
export const driftOf = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
