import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { hierarchicalDifference, hierarchicalMean, hierarchicalRate } from './hierarchical.ts';
import { newcombe, wilson } from './rates.ts';

const stream = (): RandomStream => RandomStream.root(9);
const run = (successes: number, n = 100) => ({ successes, n });

test('a single run has the interval of its own trials', () => {
  expect(hierarchicalRate([run(12, 40)], stream())).toEqual(wilson(12, 40));
  expect(hierarchicalDifference([[run(12, 40), run(3, 50)]], stream())).toEqual(newcombe(run(12, 40), run(3, 50)));
});

describe('several runs', () => {
  test('that agree have about the interval of all their trials together', () => {
    const { value, low, high, n } = hierarchicalRate([run(30), run(30), run(30), run(30), run(30)], stream());
    expect(value).toBeCloseTo(0.3, 12);
    expect(n).toBe(500);
    // sqrt(.3 .7 / 500) = .0205
    expect(low).toBeGreaterThan(0.3 - 2.2 * 0.0205);
    expect(low).toBeLessThan(0.3 - 1.7 * 0.0205);
    expect(high - 0.3).toBeCloseTo(0.3 - low, 1);
  });

  test('that differ have a wider one, as wide as the runs lie apart', () => {
    const { value, low, high } = hierarchicalRate([run(0), run(100), run(0), run(100), run(100)], stream());
    expect(value).toBeCloseTo(0.6, 12);
    // the mean of five draws of 0 or 1 with probability .6
    expect(low).toBeLessThanOrEqual(0.2);
    expect(high).toBe(1);
  });

  test('differ inside a run by what the run shows, whatever lies between runs', () => {
    const { value, low, high } = hierarchicalDifference(
      [
        [run(90), run(80)],
        [run(20), run(10)],
        [run(55), run(45)],
        [run(30), run(20)],
      ],
      stream(),
    );
    expect(value).toBeCloseTo(0.1, 12);
    expect(low).toBeGreaterThan(0.02);
    expect(high).toBeLessThan(0.18);
  });

  test('are weighted alike, however many trials they have', () => {
    expect(hierarchicalRate([run(10, 10), run(0, 1000)], stream()).value).toBe(0.5);
  });
});

describe('a mean over runs', () => {
  const estimate = (value: number, half: number) => ({ value, low: value - half, high: value + half, n: 50 });

  test('of one run is its own', () => {
    expect(hierarchicalMean([estimate(6, 0.3)], stream())).toEqual(estimate(6, 0.3));
    expect(() => hierarchicalMean([], stream())).toThrow(RangeError);
  });

  test('has an interval of what each run leaves open and of how far they lie apart', () => {
    const agreeing = hierarchicalMean(
      [5, 5, 5, 5].map((value) => estimate(value, 0.98)),
      stream(),
    );
    expect(agreeing.value).toBe(5);
    expect(agreeing.n).toBe(200);
    // standard errors of .5 over four runs: .25
    expect(agreeing.high - 5).toBeGreaterThan(0.4);
    expect(agreeing.high - 5).toBeLessThan(0.58);
    expect(5 - agreeing.low).toBeCloseTo(agreeing.high - 5, 0);
    const apart = hierarchicalMean(
      [2, 8, 2, 8].map((value) => estimate(value, 0.001)),
      stream(),
    );
    // a mean of four draws of 2 or 8
    expect(apart.low).toBeLessThanOrEqual(3.51);
    expect(apart.high).toBeGreaterThanOrEqual(6.49);
  });
});

test('no runs, or a run without trials, have no rate', () => {
  expect(() => hierarchicalRate([], stream())).toThrow(RangeError);
  expect(() => hierarchicalRate([run(0, 0)], stream())).toThrow(RangeError);
});

test('runs that all went one way still leave doubt: as much as all trials together do', () => {
  const all = hierarchicalRate([run(50, 50), run(60, 60)], stream());
  expect(all).toMatchObject({ value: 1, high: 1, low: wilson(110, 110).low });
  expect(all.low).toBeCloseTo(0.966, 3);
  const gap = hierarchicalDifference(
    [
      [run(50, 50), run(0, 50)],
      [run(50, 50), run(0, 50)],
    ],
    stream(),
  );
  expect(gap).toMatchObject({ value: 1, low: newcombe(run(100, 100), run(0, 100)).low });
});
