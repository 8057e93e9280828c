import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { hierarchicalDifference, hierarchicalMean, hierarchicalRate } from './hierarchical.ts';
import { newcombe, wilson } from './rates.ts';

const stream = (): RandomStream => RandomStream.root(9);
const ratings = [1, 10] as const;
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

describe('a few runs that differ', () => {
  test('have at least the interval of Student’s t over their rates, as far as rates go', () => {
    // .5 +- 4.302653 * .1 / sqrt 3; a bootstrap of them ends at .39 and .61
    const rate = hierarchicalRate([run(40), run(50), run(60)], stream());
    expect(rate.low).toBeCloseTo(0.2515862, 6);
    expect(rate.high).toBeCloseTo(0.7484138, 6);
    // .275 +- 12.706205 * .1060660 / sqrt 2
    expect(hierarchicalRate([run(35), run(20)], stream())).toMatchObject({ low: 0, high: 1 });
  });

  test('and so has the difference, which may be below 0', () => {
    const differences = [30, 10, 20, 40].map((first) => [run(first + 50), run(50)] as const);
    // .25 +- 3.182446 * .1290994 / sqrt 4
    const found = hierarchicalDifference(differences, stream());
    expect(found.value).toBeCloseTo(0.25, 12);
    expect(found.low).toBeCloseTo(0.044574, 6);
    expect(found.high).toBeCloseTo(0.455426, 6);
    const [a, b] = [[run(0), run(100)] as const, [run(50), run(50)] as const];
    expect(hierarchicalDifference([a, b], stream())).toMatchObject({ value: -0.5, low: -1, high: 1 });
  });

  test('hold the truth about as often as they say', () => {
    const draw = stream().child('coverage');
    const played = (p: number) => run(Array.from({ length: 64 }, () => draw.uniform() < p).filter(Boolean).length, 64);
    let covered = 0;
    for (let i = 0; i < 120; i++) {
      const runs = [1, 2, 3].map(() => played(Math.min(1, Math.max(0, 0.5 + 0.2 * draw.normal()))));
      const { low, high } = hierarchicalRate(runs, draw.child(String(i)), 20);
      covered += low <= 0.5 && high >= 0.5 ? 1 : 0;
    }
    // .95 less two standard errors of 120 repetitions; the bootstrap alone: .83
    expect(covered / 120).toBeGreaterThan(0.91);
  });
});

describe('a mean over runs', () => {
  const estimate = (value: number, half: number) => ({ value, low: value - half, high: value + half, n: 50 });

  test('of one run is its own', () => {
    expect(hierarchicalMean([estimate(6, 0.3)], ratings, stream())).toEqual(estimate(6, 0.3));
    expect(() => hierarchicalMean([], ratings, stream())).toThrow(RangeError);
  });

  test('has an interval of what each run leaves open and of how far they lie apart', () => {
    const agreeing = hierarchicalMean(
      [5, 5, 5, 5].map((value) => estimate(value, 0.98)),
      ratings,
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
      ratings,
      stream(),
    );
    // 5 - 3.182446 * 3.4641 / 2 = -.51, and no rating is below 1 or above 10
    expect(apart).toMatchObject({ value: 5, low: 1, high: 10 });
    const near = hierarchicalMean(
      [5, 5.2, 5.5].map((value) => estimate(value, 0.001)),
      ratings,
      stream(),
    );
    // 5.2333 +- 4.302653 * .2516611 / sqrt 3
    expect(near.low).toBeCloseTo(4.6081723, 6);
    expect(near.high).toBeCloseTo(5.8584943, 6);
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
