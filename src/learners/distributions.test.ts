import { describe, expect, test } from 'vitest';
import { divergence, logSoftmax } from './distributions.ts';

const logs = (...values: readonly number[]): number[] => values.map((value) => Math.log(value));

describe('distributions as logarithms', () => {
  test('softmax of the logarithms of 1, 2, 5 is eighths, whatever is added', () => {
    for (const added of [0, 1000, -1000]) {
      const found = logSoftmax(logs(1, 2, 5).map((value) => value + added)).map((value) => Math.exp(value));
      for (const [i, value] of [1 / 8, 2 / 8, 5 / 8].entries()) expect(found[i]).toBeCloseTo(value, 10);
    }
  });

  test('divergence of (1/2, 1/2) from (1/4, 3/4) is half the logarithm of 4/3', () => {
    expect(divergence(logs(0.5, 0.5), logs(0.25, 0.75))).toBeCloseTo(Math.log(4 / 3) / 2, 14);
    // the other way round: 1/4 ln 1/2 + 3/4 ln 3/2
    expect(divergence(logs(0.25, 0.75), logs(0.5, 0.5))).toBeCloseTo(0.75 * Math.log(3) - Math.LN2, 14);
    expect(divergence(logs(0.1, 0.9), logs(0.1, 0.9))).toBe(0);
  });
});
