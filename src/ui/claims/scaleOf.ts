import type { Claim } from '../../experiments/index.ts';

/** Both ends of the axis on which a claim's figures are drawn. */
export type Scale = readonly [number, number];

/** Ratings run from 1 to 10, shares from 0 to 1, and where any interval goes below 0, from -1. */
export function scaleOf({ unit, findings }: Pick<Claim, 'unit' | 'findings'>): Scale {
  if (unit === 'rating') return [1, 10];
  return [findings.some(({ low, paper }) => low < 0 || (paper ?? 0) < 0) ? -1 : 0, 1];
}

/** Where a value lies on the axis, in percent of its length; what lies beyond it is at its end. */
export const placeOn = ([low, high]: Scale, value: number): number =>
  Math.min(100, Math.max(0, (100 * (value - low)) / (high - low)));
