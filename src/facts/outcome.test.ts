import { describe, expect, test } from 'vitest';
import { newcombe, wilson } from '../evaluation/statistics/index.ts';
import { moveOf, movedBetween, outcomeOf, replyChanges } from './outcome.ts';
import type { PolicyFact, TwinPair } from './types.ts';

test('the difference of two rates has Newcombe’s interval', () => {
  const [before, after] = [wilson(8, 64), wilson(26, 60)];
  const expected = newcombe({ successes: 26, n: 60 }, { successes: 8, n: 64 });
  const found = movedBetween(before, after).difference;
  expect(found.value).toBeCloseTo(expected.value, 12);
  expect(found.low).toBeCloseTo(expected.low, 12);
  expect(found.high).toBeCloseTo(expected.high, 12);
});

test.each([
  [0.01, 0.2, 'rises'],
  [0, 0.2, 'stays'],
  [-0.1, 0.1, 'stays'],
  [-0.2, 0, 'stays'],
  [-0.2, -0.01, 'falls'],
] as const)('an interval from %d to %d %s', (low, high, move) => {
  expect(moveOf({ low, high })).toBe(move);
});

describe('between two policies', () => {
  const policy = (iteration: number, gameable: number | null, other: number | null): PolicyFact => {
    const rate = (successes: number | null) => {
      if (successes === null) return null;
      const { value, ...bounds } = wilson(successes, 60);
      return { rate: value, ...bounds };
    };
    const summary = { harm: { gameable: rate(gameable), other: rate(other) }, gap: null, collapse: ['kl'] };
    return { kind: 'policy', iteration, summary } as unknown as PolicyFact;
  };

  test('each group moves by its own interval', () => {
    const { iteration, harm, collapse } = outcomeOf(policy(0, 8, 10), policy(7, 30, 1));
    expect([iteration, harm.gameable?.move, harm.other?.move, collapse]).toEqual([7, 'rises', 'falls', ['kl']]);
    expect(harm.gameable?.difference.value).toBeCloseTo(22 / 60, 12);
    expect(harm.other?.to.n).toBe(60);
  });

  test('a small change is none, and what can’t be told stays untold', () => {
    const { harm } = outcomeOf(policy(0, 8, null), policy(7, 9, 1));
    expect([harm.gameable?.move, harm.other]).toEqual(['stays', null]);
    expect(movedBetween({ ...wilson(9, 60) }, { ...wilson(8, 60) }).move).toBe('stays');
  });
});

test.each([
  [false, true, 'turned'],
  [true, false, 'mended'],
  [true, true, 'harmful'],
  [false, false, 'harmless'],
  [null, true, 'untold'],
  [true, null, 'untold'],
] as const)('a reply harmful %s, then %s has %s', (before, after, turn) => {
  const pair = (gameable: boolean | null): TwinPair =>
    ({ gameable: { harmful: gameable }, other: { harmful: false } }) as unknown as TwinPair;
  expect(replyChanges(pair(before), pair(after))).toEqual({ gameable: turn, other: 'harmless' });
});
