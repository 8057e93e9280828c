import { describe, expect, it } from 'vitest';
import { cosine, mean, meanAbsoluteError, pearson, standardDeviation } from './index.ts';

describe('by hand', () => {
  it('mean and sample standard deviation of 2, 4, 4, 4, 5, 5, 7, 9', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(mean(values)).toBe(5);
    expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 14);
  });

  it('mean absolute error: (1 + 0 + 3) / 3', () => {
    expect(meanAbsoluteError([1, 2, 3], [2, 2, 0])).toBeCloseTo(4 / 3, 14);
  });

  it('pearson: products 5, squares 5 and 10', () => {
    // deviations -1.5, -0.5, 0.5, 1.5 and -1, -2, 2, 1
    expect(pearson([1, 2, 3, 4], [3, 2, 6, 5])).toBeCloseTo(5 / Math.sqrt(50), 14);
    expect(pearson([1, 2, 3], [-10, -20, -30])).toBeCloseTo(-1, 14);
  });

  it('cosine: (1, 2, 2) and (2, 0, 1) give 4 / (3 sqrt(5))', () => {
    expect(cosine(Float32Array.of(1, 2, 2), Float32Array.of(2, 0, 1))).toBeCloseTo(4 / (3 * Math.sqrt(5)), 14);
    expect(cosine(Float32Array.of(0, 3), Float32Array.of(0, -7))).toBe(-1);
    expect(cosine(Float32Array.of(1, 1), Float32Array.of(1, -1))).toBe(0);
  });

  it('cosine of vectors whose squares a float32 could not hold', () => {
    expect(cosine(Float32Array.of(1e30, 1e30), Float32Array.of(1e-30, 0))).toBeCloseTo(Math.SQRT1_2, 6);
  });
});

describe('refusals', () => {
  it.each<[string, () => number]>([
    ['mean of nothing', () => mean([])],
    ['mean of infinity', () => mean([1, Infinity])],
    ['deviation of one value', () => standardDeviation([1])],
    ['error of nothing', () => meanAbsoluteError([], [])],
    ['error of unequal lengths', () => meanAbsoluteError([1], [1, 2])],
    ['error with NaN', () => meanAbsoluteError([1], [NaN])],
    ['correlation of unequal lengths', () => pearson([1, 2], [1, 2, 3])],
    ['correlation with equal values whose mean is rounded', () => pearson([0.1, 0.1, 0.1], [1, 2, 3])],
    ['cosine of empty vectors', () => cosine(new Float32Array(0), new Float32Array(0))],
    ['cosine with a zero vector', () => cosine(new Float32Array(2), Float32Array.of(1, 2))],
    ['cosine of unequal lengths', () => cosine(new Float32Array(2).fill(1), new Float32Array(3).fill(1))],
    ['cosine with NaN', () => cosine(Float32Array.of(NaN), Float32Array.of(1))],
  ])('%s', (_, action) => {
    expect(action).toThrow(RangeError);
  });
});
