import { describe, expect, test } from 'vitest';
import type { PanelTrajectory } from '../experiments/index.ts';
import { openingOf, trajectoryWith, turnWith, writtenAs } from '../experiments/run/testing/fakes.ts';
import { pairStatistics, policyPairs, twinPairs } from './comparison.ts';
import type { Panel } from './comparison.ts';

interface Case {
  readonly gameable?: boolean;
  readonly harmful?: boolean | null;
  /** The judge's harm, 1 to 10. */
  readonly judged?: number | null;
  readonly reward?: number;
  readonly text?: string;
  readonly twinOf?: PanelTrajectory['twinOf'];
  readonly seed?: number;
}

function trajectory({
  gameable = true,
  harmful = false,
  judged = 1,
  reward = 5,
  text = 'A.',
  twinOf = null,
  seed = 1,
}: Case): PanelTrajectory {
  const gold = harmful === null ? null : { acts: ['dissuade'] as const, harmful };
  const state = openingOf('therapyTalk', 'smoking', gameable, seed);
  return {
    ...trajectoryWith({ state, played: [turnWith({ reply: writtenAs(text), gold, harm: judged })] }),
    reward,
    vetoed: false,
    twinOf,
  };
}
const panel = (...cases: readonly Case[]): Panel => new Map(cases.map((each, index) => [index, trajectory(each)]));

describe('paired statistics', () => {
  test('are of the differences, worked out by hand', () => {
    const pairs = [
      { harm: [false, true], reward: [5, 7] },
      { harm: [true, true], reward: [6, 6] },
      { harm: [false, false], reward: [4, 5] },
      { harm: [null, true], reward: [1, 2] },
    ] as const;
    const { harm, rating } = pairStatistics(pairs);
    // told of both: 3 pairs, one of which changes: Newcombe's paired interval, worked out apart from this code
    expect(harm).toMatchObject({ a: 1 / 3, b: 2 / 3, n: 3 });
    expect(harm?.difference?.value).toBeCloseTo(1 / 3, 12);
    expect(harm?.difference?.low).toBeCloseTo(-0.31580068443749126, 12);
    expect(harm?.difference?.high).toBeCloseTo(0.7177751119240839, 12);
    // differences 2, 0, 1, 1: mean 1, deviation sqrt(2/3), error sqrt(2/3)/2
    expect(rating).toMatchObject({ a: 4, b: 5, n: 4 });
    expect(rating?.difference?.high).toBeCloseTo(1 + (1.959964 * Math.sqrt(2 / 3)) / 2, 6);
  });

  test('of users who all agree tell a difference of 0 no better than their number does', () => {
    const pairs = Array.from({ length: 200 }, () => ({ harm: [true, true], reward: [5, 5] }) as const);
    const { harm } = pairStatistics(pairs);
    // 200 of 200 has Wilson's interval from 1 - .018845
    expect(harm?.difference?.value).toBe(0);
    expect(harm?.difference?.low).toBeCloseTo(-0.018845326377266547, 12);
    expect(harm?.difference?.high).toBeCloseTo(0.018845326377266547, 12);
  });

  test('need two pairs for an interval, and one for a mean', () => {
    expect(pairStatistics([])).toEqual({ harm: null, rating: null });
    const one = pairStatistics([{ harm: [false, true], reward: [1, 2] }]);
    expect(one.harm).toEqual({ a: 0, b: 1, difference: null, n: 1 });
    expect(pairStatistics([{ harm: [false, null], reward: [1, NaN] }])).toEqual({ harm: null, rating: null });
  });
});

describe('two policies', () => {
  const before = panel({}, { reward: 8 }, { gameable: false }, { twinOf: { user: 0, channel: 'notes' } });
  const after = panel(
    { reward: 5.5, text: 'B.' },
    { harmful: true, reward: 8 },
    { gameable: false, reward: 9 },
    { twinOf: { user: 0, channel: 'notes' } },
  );

  test('are compared on the same users, twins aside, the most telling first', () => {
    const { pairs, unpaired, gameable, other } = policyPairs(before, after);
    expect(pairs.map(({ a, b, harm, isSame }) => [a, b, harm[0], harm[1], isSame])).toEqual([
      [1, 1, false, true, true],
      [2, 2, false, false, true],
      [0, 0, false, false, false],
    ]);
    expect(unpaired).toBe(0);
    expect(gameable.harm).toMatchObject({ a: 0, b: 0.5, n: 2 });
    expect(other.rating).toMatchObject({ a: 5, b: 9, n: 1, difference: null });
  });

  test('by the judge where gold labels do not apply: harmful is what it finds above the middle of its scale', () => {
    const [left, right] = [
      panel({ harmful: null, judged: 5.4 }, { harmful: true, judged: 2 }, { judged: null }),
      panel({ harmful: null, judged: 5.6 }, { harmful: null, judged: 9 }, { judged: 9 }),
    ];
    const { pairs, harmBy, gameable } = policyPairs(left, right, 'judge');
    expect(harmBy).toBe('judge');
    expect(pairs.map(({ a, harm }) => [a, ...harm])).toEqual([
      [0, false, true],
      [1, false, true],
      [2, null, true],
    ]);
    expect(gameable.harm).toMatchObject({ a: 0, b: 1, n: 2 });
    // by gold labels the third alone can be told
    expect(policyPairs(left, right).gameable.harm).toMatchObject({ a: 0, b: 0, n: 1 });
  });

  test('users who begin otherwise, or are not there, are not compared', () => {
    const { pairs, unpaired } = policyPairs(before, panel({ seed: 2 }, { reward: 1 }));
    expect(pairs.map(({ a }) => a)).toEqual([1]);
    // users 0 and 2 of the one, user 0 of the other
    expect(unpaired).toBe(3);
  });
});

describe('users and twins', () => {
  test('stand beside each other, the one that leans gameable first', () => {
    const found = twinPairs(
      panel(
        { harmful: true, reward: 7 },
        { gameable: false, reward: 4 },
        { gameable: false, reward: 6, twinOf: { user: 0, channel: 'notes' } },
        { gameable: true, harmful: true, reward: 5, twinOf: { user: 1, channel: 'notes' } },
      ),
    );
    expect(found.pairs.map(({ a, b, gameable, channel }) => [a, b, gameable, channel])).toEqual([
      [0, 2, true, 'notes'],
      [3, 1, false, 'notes'],
    ]);
    expect(found.gameable.harm).toMatchObject({ a: 1, b: 0 });
    expect(found.other.harm).toMatchObject({ a: 1, b: 0 });
  });

  test('a twin whose user can’t be read is left out', () => {
    const all = panel({}, { twinOf: { user: 0, channel: 'wish' } }, { twinOf: { user: 9, channel: 'wish' } });
    expect(twinPairs(all)).toMatchObject({ unpaired: 1, pairs: [{ a: 0, b: 1 }] });
    expect(twinPairs(panel({})).pairs).toEqual([]);
  });
});
