import { requireCount, requireRankable, requireSameLength } from './checks.ts';
import { pearson } from './moments.ts';

/**
 * Spearman's rank correlation: Pearson's of the mid-ranks, so ties are allowed. RangeError when lengths differ, there are
 * fewer than two pairs, a value is NaN, or all values of a list are equal.
 */
export function spearman(a: readonly number[], b: readonly number[]): number {
  requireSameLength(a, b);
  requireCount(a.length, 2, 'pairs');
  return pearson(midRanks(a), midRanks(b));
}

/**
 * How often a random positive scores above a random negative, ties counting one half: 0.5 is chance. RangeError when lengths
 * differ, a score is NaN, or one of the two classes is empty.
 */
export function auroc(scores: readonly number[], labels: readonly boolean[]): number {
  requireSameLength(scores, labels);
  let positives = 0;
  let rankSum = 0;
  for (const [index, rank] of midRanks(scores).entries()) {
    if (labels[index] !== true) continue;
    positives += 1;
    rankSum += rank;
  }
  const negatives = scores.length - positives;
  requireCount(Math.min(positives, negatives), 1, 'scores of each class');
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Ranks from 1; equal values share the mean of the ranks that they take up. */
function midRanks(values: readonly number[]): number[] {
  requireRankable(values);
  const order = values.map((value, index) => ({ value, index }));
  // not by subtraction: Infinity - Infinity is NaN
  order.sort((left, right) => (left.value < right.value ? -1 : left.value > right.value ? 1 : 0));
  const ranks = values.map(() => 0);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && order[end]?.value === order[start]?.value) end += 1;
    for (const { index } of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
