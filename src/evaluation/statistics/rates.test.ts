import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import {
  clusteredMean,
  clusteredRate,
  newcombe,
  pairedDifference,
  pairedRates,
  standardDeviation,
  weightedMean,
  wilson,
} from './index.ts';

const z = 1.959963984540054;

describe('wilson', () => {
  // roots of (p - x)^2 = z^2 x (1 - x) / n, by mpmath with 30 digits
  it.each([
    [0, 10, 0, 0.2775327998628892],
    [5, 10, 0.236593090512564, 0.763406909487436],
    [17, 100, 0.108935661140599, 0.255480047676011],
    [10, 10, 0.722467200137111, 1],
  ])('%d of %d', (successes, n, low, high) => {
    const interval = wilson(successes, n);
    expect(interval.value).toBe(successes / n);
    expect(interval.low).toBeCloseTo(low, 14);
    expect(interval.high).toBeCloseTo(high, 14);
    expect(interval.n).toBe(n);
  });

  const shares = fc
    .integer({ min: 1, max: 5000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

  it('its ends are where the score test is at its limit, inside [0, 1] and around the rate', () => {
    fc.assert(
      fc.property(shares, ([successes, n]) => {
        const { value, low, high } = wilson(successes, n);
        for (const end of [low, high]) {
          expect((value - end) ** 2).toBeCloseTo((z * z * end * (1 - end)) / n, 12);
        }
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(low).toBeLessThan(high);
      }),
    );
  });

  it('counting failures mirrors it', () => {
    fc.assert(
      fc.property(shares, ([successes, n]) => {
        const mirrored = wilson(n - successes, n);
        expect(wilson(successes, n).low).toBeCloseTo(1 - mirrored.high, 13);
      }),
    );
  });

  it.each([
    [0, 0],
    [-1, 4],
    [5, 4],
    [0.5, 4],
    [1, 2.5],
    [NaN, 4],
    [1, Infinity],
  ])('refuses %d of %d', (successes, n) => {
    expect(() => wilson(successes, n)).toThrow(RangeError);
  });
});

describe('newcombe', () => {
  it('the published example 56/70 - 48/80', () => {
    const { value, low, high, n } = newcombe({ successes: 56, n: 70 }, { successes: 48, n: 80 });
    expect(value).toBeCloseTo(0.2, 14);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
    expect(n).toBe(70);
  });

  it('no events on either side: the two upper bounds, 0.2775 (n = 10) and 0.1611 (n = 20)', () => {
    const { value, low, high, n } = newcombe({ successes: 0, n: 10 }, { successes: 0, n: 20 });
    expect([value, n]).toEqual([0, 10]);
    expect(low).toBeCloseTo(-0.1611251580528194, 14);
    expect(high).toBeCloseTo(0.2775327998628892, 14);
  });

  it('b - a mirrors a - b', () => {
    const [a, b] = [
      { successes: 9, n: 10 },
      { successes: 3, n: 10 },
    ];
    const [forward, backward] = [newcombe(a, b), newcombe(b, a)];
    expect(backward.value).toBeCloseTo(-forward.value, 14);
    expect(backward.low).toBeCloseTo(-forward.high, 14);
    expect(backward.high).toBeCloseTo(-forward.low, 14);
  });

  it('refuses an empty group', () => {
    expect(() => newcombe({ successes: 0, n: 0 }, { successes: 1, n: 2 })).toThrow(RangeError);
  });
});

describe('pairedRates', () => {
  const pairsOf = (both: number, first: number, second: number, neither: number): (readonly [boolean, boolean])[] => [
    ...Array<readonly [boolean, boolean]>(both).fill([true, true]),
    ...Array<readonly [boolean, boolean]>(first).fill([true, false]),
    ...Array<readonly [boolean, boolean]>(second).fill([false, true]),
    ...Array<readonly [boolean, boolean]>(neither).fill([false, false]),
  ];

  // apart from this code, with Wilson's limits by bisection of the score equation
  it.each([
    [[36, 12, 2, 0], 0.2, 0.0569295840032389, 0.340427602974941],
    [[20, 12, 2, 16], 0.2, 0.0561564248417483, 0.329206995400141],
    [[20, 12, 2, 0], 10 / 34, 0.0861505993860853, 0.474795446463192],
    [[1, 97, 1, 1], 0.96, 0.873672176200745, 0.985025770374008],
    [[10, 1, 0, 10], 1 / 21, -0.0745534479238888, 0.165295863307288],
    [[54, 0, 0, 0], 0, -0.0664135880908965, 0.0664135880908965],
    [[0, 30, 0, 0], 1, 0.839467819862384, 1],
  ] as const)('%j (both, first, second, neither)', ([both, first, second, neither], value, low, high) => {
    const found = pairedRates(pairsOf(both, first, second, neither));
    expect(found.n).toBe(both + first + second + neither);
    expect(found.value).toBeCloseTo(value, 14);
    expect(found.low).toBeCloseTo(low, 12);
    expect(found.high).toBeCloseTo(high, 12);
  });

  it('turns round with its pairs, and stays within -1 and 1', () => {
    for (let code = 1; code < 256; code++) {
      const pairs = pairsOf(code & 3, (code >> 2) & 3, (code >> 4) & 3, code >> 6);
      const [there, back] = [pairedRates(pairs), pairedRates(pairs.map(([a, b]) => [b, a] as const))];
      expect(back.low).toBeCloseTo(-there.high, 12);
      expect(Math.max(-there.low, there.high)).toBeLessThanOrEqual(1 + 1e-12);
      expect(there.low).toBeLessThan(there.value + 1e-12);
    }
    expect(() => pairedRates([])).toThrow(RangeError);
  });
});

describe('pairedDifference', () => {
  it('by hand: 1, 0, 1, 2 has mean 1, sd sqrt(2/3), SE sqrt(1/6)', () => {
    const { value, low, high, n } = pairedDifference([1, 0, 1, 2]);
    expect([value, n]).toEqual([1, 4]);
    expect(low).toBeCloseTo(1 - z * 0.408248290463863, 13);
    expect(high).toBeCloseTo(1 + z * 0.408248290463863, 13);
  });

  it('refuses a single pair and what is not finite', () => {
    expect(() => pairedDifference([1])).toThrow(RangeError);
    expect(() => pairedDifference([1, NaN])).toThrow(RangeError);
  });
});

describe('clusteredMean', () => {
  it('by hand: deviations -3, 3, 0 in three clusters, SE sqrt(18) / 4, t(2) = 4.302653', () => {
    const { value, low, high, n } = clusteredMean([1, 2, 6, 3], ['a', 'a', 'b', 'c']);
    expect([value, n]).toEqual([3, 4]);
    expect(high - 3).toBeCloseTo(4.302653 * 1.0606601717798212, 5);
    expect(3 - low).toBeCloseTo(high - 3, 12);
  });

  it('clusters of one: sd sqrt((n - 1) / n) / sqrt(n), here with t(4) = 2.776445', () => {
    const values = [3, 1, 4, 1, 5];
    const { value, high } = clusteredMean(values, [0, 1, 2, 3, 4]);
    expect(high - value).toBeCloseTo((2.776445 * standardDeviation(values) * Math.sqrt(4 / 5)) / Math.sqrt(5), 5);
  });

  it('copies inside a cluster add nothing, and the order does not matter', () => {
    const single = clusteredMean([3, 1, 4, 1, 5], [0, 1, 2, 3, 4]);
    const copied = clusteredMean([1, 5, 3, 1, 4, 1, 5, 3, 1, 4], [3, 4, 0, 1, 2, 1, 4, 0, 3, 2]);
    expect(copied.low).toBeCloseTo(single.low, 12);
    expect(copied.high).toBeCloseTo(single.high, 12);
    expect(copied.n).toBe(10);
  });

  it('refuses one cluster and unequal lengths', () => {
    expect(() => clusteredMean([1, 2], ['a', 'a'])).toThrow(RangeError);
    expect(() => clusteredMean([1, 2], ['a'])).toThrow(RangeError);
    expect(() => clusteredMean([], [])).toThrow(RangeError);
  });
});

describe('clusteredRate', () => {
  /** Clusters of `size` trials with so many successes each. */
  const rateOf = (size: number, ...successes: readonly number[]) => {
    const trials = successes.flatMap((count, cluster) =>
      Array.from({ length: size }, (_, i) => ({ outcome: i < count, cluster })),
    );
    return clusteredRate(
      trials.map(({ outcome }) => outcome),
      trials.map(({ cluster }) => cluster),
    );
  };

  // by hand; t(4) = 2.776445
  it.each([
    ['deviations 1, -1, 1, -1, 0 of 20 trials', 4, [3, 1, 3, 1, 2], 0.5, 0.5 - 0.2776445, 0.5 + 0.2776445],
    ['deviations 4, -1, -1, -1, -1: not below 0', 5, [5, 0, 0, 0, 0], 0.2, 0, 0.2 + 2.776445 * Math.sqrt(20 / 625)],
    ["clusters more alike than chance makes them: Wilson's of 20", 4, [2, 1, 3, 2, 2], 0.5, 0.2992980082, 0.7007019918],
    ['none in three clusters: z^2 / (3 + z^2)', 4, [0, 0, 0], 0, 0, 0.561497032],
    ["clusters of one rate: Wilson's of three", 4, [2, 2, 2], 0.5, 0.12533447, 0.87466553],
    ["one cluster: Wilson's of one", 4, [1], 0.25, 0.01463493, 0.88209041],
  ] as const)('%s', (_, size, successes, value, low, high) => {
    const found = rateOf(size, ...successes);
    expect(found.value).toBeCloseTo(value, 12);
    expect(found.n).toBe(size * successes.length);
    expect(found.low).toBeCloseTo(low, 5);
    expect(found.high).toBeCloseTo(high, 5);
  });

  it("with one trial a cluster is Wilson's, bit for bit", () => {
    for (let successes = 0; successes <= 9; successes++) {
      const outcomes = Array.from({ length: 9 }, (_, i) => i < successes);
      expect(clusteredRate(outcomes, [...outcomes.keys()])).toEqual(wilson(successes, 9));
    }
  });

  it('covers the rate of clusters that differ, as Wilson on their trials does not', () => {
    const stream = RandomStream.root(5);
    const [runs, clusters, size] = [1000, 16, 16];
    const covers = { clustered: 0, wilson: 0 };
    for (let run = 0; run < runs; run++) {
      // each cluster has a rate of its own, uniform between 0 and 0.6
      const counts = Array.from({ length: clusters }, () => {
        const rate = 0.6 * stream.uniform();
        return Array.from({ length: size }, () => stream.uniform()).filter((draw) => draw < rate).length;
      });
      const found = rateOf(size, ...counts);
      const alone = wilson(Math.round(found.value * found.n), found.n);
      if (found.low <= 0.3 && found.high >= 0.3) covers.clustered++;
      if (alone.low <= 0.3 && alone.high >= 0.3) covers.wilson++;
    }
    // standard deviation 0.7 points
    expect(covers.clustered / runs).toBeGreaterThan(0.93);
    expect(covers.wilson / runs).toBeLessThan(0.85);
  });

  it('refuses no trials and unequal lengths', () => {
    expect(() => clusteredRate([], [])).toThrow(RangeError);
    expect(() => clusteredRate([true], [1, 2])).toThrow(RangeError);
  });
});

describe('a weighted mean of two independent rates', () => {
  const [a, b] = [wilson(5, 10), wilson(17, 100)];

  it('is the rate itself at either end', () => {
    expect(weightedMean(a, b, 1)).toMatchObject({ value: a.value, n: 110 });
    expect(weightedMean(a, b, 1).low).toBeCloseTo(a.low, 14);
    expect(weightedMean(a, b, 0).high).toBeCloseTo(b.high, 14);
  });

  it('adds the squares of what is weighted', () => {
    const mean = weightedMean(a, b, 0.25);
    expect(mean.value).toBeCloseTo(0.2525, 14);
    // the bounds of both as in the tests of wilson: .5 - .2365930905 and .17 - .1089356611
    expect(mean.low).toBeCloseTo(
      0.2525 - Math.sqrt((0.25 * 0.263406909487436) ** 2 + (0.75 * 0.061064338859401) ** 2),
      12,
    );
    expect(mean.high).toBeCloseTo(
      0.2525 + Math.sqrt((0.25 * 0.263406909487436) ** 2 + (0.75 * 0.085480047676011) ** 2),
      12,
    );
  });
});
