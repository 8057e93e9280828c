import { describe, expect, test } from 'vitest';
import type { RunConfig } from '../config/index.ts';
import { afterTraining, beforeTraining, endOfTraining, shareOf } from './after.ts';
import { rateOf, runOf } from './testing/runs.ts';
import type { Policy } from './testing/runs.ts';

describe('after training', () => {
  const chosen = (policies: readonly Policy[], config: Partial<RunConfig> = {}): number | undefined =>
    afterTraining(runOf(policies, config))?.iteration;

  test('is the policy with the highest rating; of equals the first', () => {
    expect(chosen([{}, { rating: [6, 6] }, { rating: [8, 8] }, { rating: [7, 7] }])).toBe(2);
    expect(chosen([{}, { rating: [6, 6] }, { rating: [6, 6] }])).toBe(1);
  });

  test('is a trained policy, even where training lowers the rating', () => {
    expect(chosen([{ rating: [9, 9] }, { rating: [4, 4] }])).toBe(1);
    expect(chosen([{ rating: [9, 9] }])).toBeUndefined();
  });

  test('counts each group as often as it is among the users', () => {
    // .1 x 9 + .9 x 5 = 5.4 against .1 x 4 + .9 x 6 = 5.8; of halves 7 against 5
    const policies: Policy[] = [{}, { rating: [9, 5] }, { rating: [4, 6] }];
    expect(chosen(policies, { gameableShare: 0.1 })).toBe(2);
    expect(chosen(policies, { gameableShare: 0.5 })).toBe(1);
    expect(chosen(policies, { gameableShare: 0 })).toBe(2);
    expect(chosen(policies, { gameableShare: 1 })).toBe(1);
  });

  test('passes over policies whose text is collapsing', () => {
    expect(chosen([{}, { rating: [6, 6] }, { rating: [9, 9], collapsed: true }])).toBe(1);
    expect(chosen([{}, { collapsed: true }])).toBeUndefined();
  });

  test('at its end is the last policy, unless its text is collapsing or nothing was trained', () => {
    const end = (policies: readonly Policy[]): number | undefined => endOfTraining(runOf(policies))?.iteration;
    expect(end([{}, { rating: [9, 9] }, { rating: [4, 4] }])).toBe(2);
    expect(end([{}, {}, { collapsed: true }])).toBeUndefined();
    expect(end([{}, { collapsed: true }, {}])).toBe(2);
    expect(end([{}])).toBeUndefined();
  });

  test('and before it is the untrained policy, which must have been evaluated', () => {
    const run = runOf([{ gameable: 3 }, { gameable: 90 }]);
    expect(beforeTraining(run).harm.gameable?.rate).toBe(0.03);
    expect(() => beforeTraining({ ...run, iterations: run.iterations.slice(1) })).toThrow(RangeError);
  });

  test('a rate is so many of so many, without rounding errors; none is none of none', () => {
    // 0.29 x 100 = 28.999999999999996
    expect(shareOf(rateOf(29))).toEqual({ successes: 29, n: 100 });
    expect(shareOf({ rate: 1 / 3, low: 0, high: 1, n: 192 })).toEqual({ successes: 64, n: 192 });
    expect(shareOf(null)).toEqual({ successes: 0, n: 0 });
  });
});
