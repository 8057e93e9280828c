import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../rng/index.ts';
import { select } from './select.ts';
import type { Candidate } from './select.ts';

const stream = (): RandomStream => RandomStream.root(3).child('selection');
const of = (group: string, ...rewards: readonly number[]): Candidate[] =>
  rewards.map((reward) => ({ group, reward, vetoed: false }));
const plain = { fraction: 1 / 4, negativesFromAll: false };

describe('without vetoes', () => {
  test('each group gives its best and its worst, rounded up', () => {
    const candidates = [...of('a', 5, 1, 9, 7, 3), ...of('b', 2, 8, 4, 6)];
    expect(select(candidates, plain, stream())).toEqual({ desirable: [2, 3, 6], undesirable: [1, 4, 5] });
  });

  test.each([
    [0.07, 100, 7],
    [0.07, 101, 8],
    [0.29, 100, 29],
    [0.1, 30, 3],
    [1 / 16, 160, 10],
    [0.001, 10, 1],
  ])('%d of %i are %i, rounding apart', (fraction, size, wanted) => {
    const { desirable, undesirable } = select(
      of('a', ...Array.from({ length: size }, (_, i) => i)),
      { ...plain, fraction },
      stream(),
    );
    expect([desirable.length, undesirable.length]).toEqual([wanted, wanted]);
  });

  test('groups may lie among each other', () => {
    const candidates = [...of('b', 2), ...of('a', 5), ...of('b', 8), ...of('a', 1)];
    expect(select(candidates, { ...plain, fraction: 1 / 2 }, stream())).toEqual({
      desirable: [2, 1],
      undesirable: [0, 3],
    });
  });

  test('a trajectory alone in its group is neither best nor worst', () => {
    expect(select(of('a', 5), plain, stream())).toEqual({ desirable: [], undesirable: [] });
    expect(select(of('a', 5, 6), plain, stream())).toEqual({ desirable: [1], undesirable: [0] });
    expect(select([], plain, stream())).toEqual({ desirable: [], undesirable: [] });
  });
});

describe('with vetoes', () => {
  // rewards 9 to 2; the best two and the worst are vetoed
  const candidates = of('a', 9, 8, 7, 6, 5, 4, 3, 2).map((candidate, index) => ({
    ...candidate,
    vetoed: [0, 1, 7].includes(index),
  }));

  test('the vetoed are left out, and fewer are chosen', () => {
    expect(select(candidates, plain, stream())).toEqual({ desirable: [2, 3], undesirable: [6, 5] });
    expect(select(candidates, { ...plain, fraction: 1 / 8 }, stream())).toEqual({ desirable: [2], undesirable: [6] });
  });

  test('negatives from all: the worst of everybody, and as many as if nobody were vetoed', () => {
    const options = { fraction: 1 / 4, negativesFromAll: true };
    expect(select(candidates, options, stream())).toEqual({ desirable: [2, 3], undesirable: [7, 6] });
    const all = candidates.map((candidate) => ({ ...candidate, vetoed: true }));
    expect(select(all, options, stream())).toEqual({ desirable: [], undesirable: [7, 6] });
    expect(select(all, plain, stream())).toEqual({ desirable: [], undesirable: [] });
  });
});

describe('ties', () => {
  test('fall by lot: every trajectory has its chance, whatever its place', () => {
    const counts = new Array<number>(8).fill(0);
    const runs = 4000;
    for (let i = 0; i < runs; i++) {
      const { desirable } = select(of('a', 5, 5, 5, 5, 5, 5, 5, 5), plain, RandomStream.root(i));
      for (const index of desirable) counts[index] = (counts[index] ?? 0) + 1;
    }
    // 2 of 8 each time: 1000 expected, standard deviation 27
    for (const count of counts) expect(Math.abs(count - runs / 4)).toBeLessThan(4.5 * 27.4);
  });

  test('of one group do not depend on another', () => {
    const tied = of('a', 5, 5, 5, 5, 5, 5, 5, 5);
    const alone = select(tied, plain, stream());
    const beside = select([...tied, ...of('b', 1, 2, 3, 4, 5)], plain, stream());
    expect(beside.desirable.slice(0, 2)).toEqual(alone.desirable);
    expect(beside.undesirable.slice(0, 2)).toEqual(alone.undesirable);
  });
});

test('counts, classes and the order of rewards hold for all candidates', () => {
  const candidate = fc.record({
    group: fc.constantFrom('x', 'y', 'z/1'),
    reward: fc.integer({ min: 1, max: 10 }),
    vetoed: fc.boolean(),
  });
  const fraction = fc.constantFrom(1 / 16, 1 / 8, 1 / 3, 1 / 2);
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 60 }), fraction, fc.boolean(), (all, share, negativesFromAll) => {
      const { desirable, undesirable } = select(all, { fraction: share, negativesFromAll }, stream());
      expect(new Set([...desirable, ...undesirable]).size).toBe(desirable.length + undesirable.length);
      for (const group of ['x', 'y', 'z/1']) {
        const inGroup = (index: number): boolean => all[index]?.group === group;
        const members = all.filter((each) => each.group === group);
        const passed = members.filter(({ vetoed }) => !vetoed);
        const half = (n: number): number => Math.min(Math.ceil(n * share), Math.floor(n / 2));
        expect(desirable.filter(inGroup)).toHaveLength(half(passed.length));
        expect(undesirable.filter(inGroup)).toHaveLength(half((negativesFromAll ? members : passed).length));
        const reward = (index: number): number => all[index]?.reward ?? 0;
        const worstBest = Math.min(...desirable.filter(inGroup).map(reward), 11);
        for (const each of passed) {
          const chosen = desirable.some((index) => all[index] === each);
          if (!chosen) expect(each.reward).toBeLessThanOrEqual(worstBest);
        }
      }
      for (const index of desirable) expect(all[index]?.vetoed).toBe(false);
      if (!negativesFromAll) for (const index of undesirable) expect(all[index]?.vetoed).toBe(false);
    }),
  );
});

test.each([
  [0, 5],
  [0.6, 5],
  [NaN, 5],
  [1 / 16, NaN],
  [1 / 16, Infinity],
])('a fraction of %f with a reward of %f is refused', (fraction, reward) => {
  expect(() => select(of('a', reward), { fraction, negativesFromAll: false }, stream())).toThrow(RangeError);
});
