// Distributions over a few alternatives, given as logarithms.
import { exp, log } from '../core/math/index.ts';

/** log softmax of `scores`, without overflow. */
export function logSoftmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  let total = 0;
  for (const score of scores) total += exp(score - most);
  const normaliser = most + log(total);
  return scores.map((score) => score - normaliser);
}

/** KL divergence of two distributions given as logarithms, nats. */
export function divergence(logPi: readonly number[], logOther: readonly number[]): number {
  let sum = 0;
  for (const [i, value] of logPi.entries()) sum += exp(value) * (value - (logOther[i] ?? 0));
  return sum;
}
