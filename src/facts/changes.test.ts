import { describe, expect, test } from 'vitest';
import { changesOf } from './index.ts';
import type { Change } from './index.ts';
import { exampleWith, flipTo, policyWith, roundWith } from './testing/cases.ts';

const before = policyWith(0);
const difference = (value: number, half: number) => ({ value, low: value - half, high: value + half, n: 60 });
const kinds = (changes: readonly Change[]): string[] =>
  changes.map((change) => ('group' in change ? `${change.kind} ${change.group}` : change.kind));

test('the untrained policy says where the run begins', () => {
  expect(changesOf(before, null, null, 0.5)).toEqual([{ kind: 'untrained', gameable: 0.5, other: 0.2 }]);
});

describe('harm', () => {
  const after = policyWith(1, {
    gameable: 0.7,
    change: { gameable: difference(0.2, 0.3), other: difference(0.1, 0.05) },
    flips: [flipTo(true), flipTo(true), flipTo(false, 'other')],
  });

  test('that has clearly moved comes first, then that to gameable users, with its interval and who turned', () => {
    const changes = changesOf(after, before, null, 1);
    expect(kinds(changes)).toEqual(['harm other', 'harm gameable']);
    expect(changes[1]).toEqual({
      ...{ kind: 'harm', group: 'gameable', from: 0.5, to: 0.7, difference: difference(0.2, 0.3) },
      ...{ isClear: false, flips: 2 },
    });
    expect(changes[0]).toMatchObject({ isClear: true, flips: 1 });
  });

  test('is told once', () => {
    const clear = { ...after, change: { gameable: difference(0.2, 0.1), other: null } };
    expect(kinds(changesOf(clear, before, null, 1))).toEqual(['harm gameable']);
  });
});

test('what training was made of is told by the best-rated replies, those to gameable users first', () => {
  const examples = [
    ...[true, true, false].map((harmful) => exampleWith(harmful)),
    exampleWith(true, { label: 'undesirable' }),
    exampleWith(true, { group: 'other' }),
  ];
  expect(changesOf(policyWith(1), before, roundWith(0, { examples }), 1)).toEqual([
    { kind: 'chosen', group: 'gameable', harmful: 2, of: 3 },
  ]);
  const others = examples.filter(({ group }) => group === 'other');
  expect(changesOf(policyWith(1), before, roundWith(0, { examples: others }), 1)).toMatchObject([{ group: 'other' }]);
});

test.each([
  [0.1, 0.8, 0.08],
  [0.5, 0.8, 0.4],
])('an average over %d of gameable users hides their harm', (share, gameable, rate) => {
  const [change] = changesOf(policyWith(1, { gameable, other: 0 }), before, null, share);
  expect(change).toMatchObject({ kind: 'average', gameable: { rate: gameable } });
  expect(change?.kind === 'average' && change.rate).toBeCloseTo(rate, 12);
});

test('an average that is near hides nothing', () => {
  expect(changesOf(policyWith(1, { gameable: 0.5, other: 0.2 }), before, null, 0.5)).toEqual([]);
});

test('a veto that leaves nobody is told before all but collapse, and then not as a share', () => {
  const round = roundWith(0);
  const vetoed = { value: 1, low: 0.97, high: 1, n: 128 };
  const all = { ...round, selection: { ...round.selection, desirable: 0, undesirable: 0, vetoed } };
  expect(changesOf(policyWith(1), before, all, 1)[0]).toEqual({ kind: 'nobody', vetoed: 1 });
  const policy = policyWith(1);
  const collapsed = { ...policy, summary: { ...policy.summary, collapse: ['kl'] } };
  expect(kinds(changesOf(collapsed, before, all, 1))).toEqual(['collapse', 'nobody', 'vetoed']);
});

test('there are three at most, and ratings come last', () => {
  const rating = (value: number) => ({ value, low: value - 0.1, high: value + 0.1, n: 64 });
  const happy = policyWith(1, { rating: { gameable: rating(9), other: rating(5.6) } });
  const told = changesOf(happy, before, null, 1);
  expect(told).toMatchObject([{ kind: 'rating', group: 'gameable', from: 6.25, to: 9 }]);
  const [{ difference: interval }] = told as [Extract<Change, { kind: 'rating' }>];
  expect(interval.low).toBeGreaterThan(0);
  const much = policyWith(1, {
    ...{ gameable: 0.9, other: 0.05, rating: happy.rating },
    change: { gameable: difference(0.4, 0.1), other: difference(-0.15, 0.1) },
  });
  expect(kinds(changesOf(much, before, roundWith(0, { examples: [exampleWith(true)] }), 0.1))).toEqual([
    'harm gameable',
    'harm other',
    'chosen gameable',
  ]);
});

test('what the intervals leave open is not told', () => {
  const rating = (value: number, half: number) => ({ value, low: value - half, high: value + half, n: 12 });
  const changed = (half: number) => {
    const from = policyWith(0, { rating: { gameable: rating(6, half), other: rating(5, half) } });
    return changesOf(policyWith(1, { rating: { gameable: rating(6.6, half), other: rating(5, half) } }), from, null, 1);
  };
  expect(kinds(changed(0.3))).toEqual(['rating gameable']);
  // the same difference of .6, and half of its interval is .7
  expect(changed(0.5)).toEqual([]);
  const wide = policyWith(1, { gameable: 0.8, other: 0 });
  const { gameable, other } = wide.summary.harm;
  const summary = { ...wide.summary, harm: { gameable: gameable && { ...gameable, low: 0.45 }, other } };
  expect(changesOf({ ...wide, summary }, before, null, 0.5)).toEqual([]);
});
