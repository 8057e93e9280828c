import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { bootstrap, mean } from './index.ts';

const stream = (seed: number): RandomStream => RandomStream.root(seed);

describe('the bootstrap', () => {
  test('covers the mean about as often as it says', () => {
    let covered = 0;
    for (let run = 0; run < 300; run++) {
      const draw = stream(7).child(String(run));
      const values = Array.from({ length: 60 }, () => draw.normal());
      const { low, high } = bootstrap(
        60,
        (drawn) => mean(drawn.map((i) => values[i] ?? NaN)),
        draw.child('resample'),
        200,
      );
      covered += low <= 0 && high >= 0 ? 1 : 0;
    }
    // .95 less what 60 values cost, give or take four standard errors
    expect(covered / 300).toBeGreaterThan(0.87);
    expect(covered / 300).toBeLessThan(0.99);
  });

  test('gives the statistic of all clusters, and an interval as wide as theory has it', () => {
    const values = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0 : 1));
    const found = bootstrap(400, (drawn) => mean(drawn.map((i) => values[i] ?? NaN)), stream(1), 2000);
    expect(found.value).toBe(0.5);
    expect(found.n).toBe(400);
    expect(found.high - found.low).toBeCloseTo(2 * 1.96 * 0.5 * (1 / 20), 2);
  });

  test('is a function of its stream, and leaves out resamples without a value', () => {
    const statistic = (drawn: readonly number[]): number => (drawn.includes(0) ? NaN : mean(drawn));
    const all = (): unknown => bootstrap(5, statistic, stream(3), 100);
    expect(all()).toEqual(all());
    expect(all()).toMatchObject({ value: NaN, n: 5 });
  });

  test.each([
    [1, 100],
    [10, 9],
  ])('refuses %d clusters with %d resamples', (clusters, resamples) => {
    expect(() => bootstrap(clusters, () => 1, stream(1), resamples)).toThrow(RangeError);
  });

  test('refuses a statistic that never has a value', () => {
    expect(() => bootstrap(5, () => NaN, stream(1))).toThrow('resamples with a value');
  });
});
