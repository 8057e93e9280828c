import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc, spearman } from './index.ts';

describe('spearman', () => {
  it('ties by hand: ranks 1, 2.5, 2.5, 4 and 1, 4, 2.5, 2.5 give 2.25 / 4.5', () => {
    expect(spearman([1, 2, 2, 40], [10, 30, 20, 20])).toBeCloseTo(0.5, 14);
  });

  it('without ties: 1 - 6 sum d^2 / (n (n^2 - 1)), sum d^2 = 1 + 1 + 1 + 1 + 4', () => {
    // ranks of b: 2, 1, 4, 5, 3
    expect(spearman([1, 2, 3, 4, 5], [2, 1, 3, 6, 2.5])).toBeCloseTo(1 - (6 * 8) / 120, 14);
  });

  it('only the order counts, infinities too', () => {
    expect(spearman([-Infinity, -1, 0, Infinity], [1, 4, 9, 1e9])).toBeCloseTo(1, 14);
    expect(spearman([-Infinity, -1, 0, Infinity], [8, 4, 2, -1])).toBeCloseTo(-1, 14);
  });

  it('refusals', () => {
    expect(() => spearman([1, 1, 1], [1, 2, 3])).toThrow(RangeError);
    expect(() => spearman([1, 2], [1, 2, 3])).toThrow(RangeError);
    expect(() => spearman([1, NaN], [1, 2])).toThrow(RangeError);
    expect(() => spearman([1], [1])).toThrow(RangeError);
  });
});

describe('auroc', () => {
  it('by hand: 3, 1, 2 against 2, 0 win 4 pairs of 6 and tie one', () => {
    expect(auroc([3, 2, 1, 0, 2], [true, false, true, false, true])).toBeCloseTo(4.5 / 6, 14);
  });

  it('perfect, reversed, all tied', () => {
    expect(auroc([1, 2, 3], [false, false, true])).toBe(1);
    expect(auroc([1, 2, 3], [true, false, false])).toBe(0);
    expect(auroc([7, 7, 7], [true, false, true])).toBe(0.5);
  });

  it('equals counting all pairs', () => {
    const scored = fc.record({ score: fc.integer({ min: -5, max: 5 }), label: fc.boolean() });
    fc.assert(
      fc.property(fc.array(scored, { minLength: 2, maxLength: 40 }), (items) => {
        const positives = items.filter(({ label }) => label);
        const negatives = items.filter(({ label }) => !label);
        fc.pre(positives.length > 0 && negatives.length > 0);
        let wins = 0;
        for (const { score } of positives) {
          for (const { score: other } of negatives) wins += score > other ? 1 : score === other ? 0.5 : 0;
        }
        const value = auroc(
          items.map(({ score }) => score),
          items.map(({ label }) => label),
        );
        expect(value).toBeCloseTo(wins / positives.length / negatives.length, 12);
      }),
    );
  });

  it('refusals', () => {
    expect(() => auroc([1, 2], [true, true])).toThrow(RangeError);
    expect(() => auroc([1, 2], [false, false])).toThrow(RangeError);
    expect(() => auroc([1, 2], [true])).toThrow(RangeError);
    expect(() => auroc([1, NaN], [true, false])).toThrow(RangeError);
    expect(() => auroc([], [])).toThrow(RangeError);
  });
});
