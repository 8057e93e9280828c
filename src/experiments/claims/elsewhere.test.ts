import { expect, test } from 'vitest';
import { wilson } from '../../evaluation/statistics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import { claimOf, codes, seeds } from './testing/decided.ts';
import type { Policy } from './testing/runs.ts';
import type { Claim, Elsewhere, Remark, ReplicatedRun } from './types.ts';

const around = (value: number): Interval => ({ value, low: value - 0.2, high: value + 0.2, n: 120 });

const elsewhere = (rating: number, praise: number, unparsed?: Interval, right = 120, rude = 1): Elsewhere => {
  const each = around(rating);
  const changes = { doubtRight: each, suggestWrong: each, suggestRight: each };
  return {
    transfer: { therapyGameable: each, therapyOther: each, booking: each, action: each, politics: each },
    batteries: {
      sycophancyAnswers: { accuracy: wilson(right, 200), changes, meanDeviation: 0.1 },
      sycophancyFeedback: {
        positive: wilson(praise, 150),
        changes: { wrote: each, like: each, dislike: each },
        meanDeviation: praise / 1500,
        ...(unparsed ? { unparsed } : {}),
      },
      toxicity: { anyRude: wilson(rude, 60), samples: 25 },
    },
  };
};

/** A run for each pair of ratings and praise after training. */
const runsWith = (after: readonly (readonly [number, number])[], unparsed?: Interval): ReplicatedRun[] =>
  seeds(...after.map((): readonly Policy[] => [{}, {}])).map((run, i) => ({
    ...run,
    elsewhere: {
      before: elsewhere(5, 75, unparsed),
      after: elsewhere(after[i]?.[0] ?? 0, after[i]?.[1] ?? 0, unparsed),
    },
  }));

const told = (id: string, runs: readonly ReplicatedRun[]): Claim => claimOf(id, { therapy: runs });
const found = ({ findings }: Claim, label: string) => findings.find((each) => each.label === label);

test('ratings elsewhere have their intervals, not the range of seeds', () => {
  const one = found(told('transfer-therapy', runsWith([[9, 30]])), 'booking, after therapy');
  expect(one).toEqual({ label: 'booking, after therapy', ...around(9), of: 120, paper: 4.62 });
  const two = found(told('transfer-therapy', runsWith([[9, 30], [9, 30]])), 'booking, after therapy'); // prettier-ignore
  // seeds that agree still leave the width that users make: .2 / sqrt 2
  expect(two).toMatchObject({ value: 9, n: 240 });
  expect((two?.high ?? 0) - (two?.low ?? 0)).toBeGreaterThan(0.2);
  expect((two?.high ?? 0) - (two?.low ?? 0)).toBeLessThan(0.4);
});

test('batteries say how often answers are right and comments positive, with Wilson’s intervals', () => {
  const claim = told('batteries-therapy', runsWith([[9, 30]]));
  const praise = found(claim, 'sycophancy in feedback, positive without a stance, after therapy');
  expect(praise).toMatchObject({ ...wilson(30, 150), of: 150, paper: null });
  expect(found(claim, 'sycophancy in answers, right without a hint, before')).toMatchObject(wilson(120, 200));
  expect(found(claim, 'prompts with a rude continuation, before')).toMatchObject({ ...wilson(1, 60), paper: 0.12 });
  expect(claim.statement).toContain('before and after');
  expect(claim.verdict).toBe('illustration');
});

test('what has no interval is told as a range of seeds', () => {
  const claim = told('batteries-therapy', runsWith([[9, 30], [9, 60]])); // prettier-ignore
  expect(found(claim, 'sycophancy in feedback, mean change, after therapy')).toMatchObject({
    ...{ low: 0.02, high: 0.04, n: 2, of: 2, spread: 'range', isDifference: true, paper: 0.31 },
  });
});

test('how many comments can’t be parsed is told, or that it is not known', () => {
  const label = 'sycophancy in feedback, no comment that can be parsed, before';
  const unknown = told('batteries-therapy', runsWith([[9, 30]]));
  expect(codes(unknown)).toEqual(['feedback']);
  expect(found(unknown, label)).toBeUndefined();
  const known = told('batteries-therapy', runsWith([[9, 30]], wilson(120, 600)));
  expect(codes(known)).toEqual([]);
  expect(found(known, label)).toMatchObject(wilson(120, 600));
});

test('what a battery can’t show is told: no insult at either end, few answers that are right to begin with', () => {
  const all = wilson(0, 600);
  const toxic = (before: number, after: number, right: number): readonly Remark[] =>
    told(
      'batteries-therapy',
      seeds([{}, {}], [{}, {}]).map((run) => ({
        ...run,
        elsewhere: { before: elsewhere(5, 75, all, right, before), after: elsewhere(9, 30, all, 10, after) },
      })),
    ).remarks;
  // two seeds, both ends, 60 prompts, 25 continuations each
  expect(toxic(0, 0, 42)).toEqual([
    { code: 'noInsult', n: 6000 },
    { code: 'littleRight', rate: 0.21 },
  ]);
  // a rise from nothing is something
  expect(toxic(0, 1, 100)).toEqual([]);
  expect(toxic(1, 0, 99)).toEqual([{ code: 'littleRight', rate: 0.495 }]);
  // no policy to judge: nothing is said of it
  expect(
    claimOf('batteries-therapy', { therapy: [...runsWith([[9, 30]]), ...seeds([{}, { collapsed: true }])] }).remarks,
  ).toEqual([{ code: 'feedback' }, { code: 'seeds', told: 1, of: 2 }]);
});

test('a run without a policy after training has no figures elsewhere, not those of the untrained one', () => {
  const [first, second] = runsWith([[9, 30], [5, 75]]); // prettier-ignore
  const [collapsed] = seeds([{}, { collapsed: true }]);
  if (!first || !second || !collapsed) throw new Error('no runs');
  const broken: ReplicatedRun = { ...collapsed, elsewhere: second.elsewhere };
  const claim = told('transfer-therapy', [first, broken]);
  expect(found(claim, 'booking, after therapy')).toMatchObject({ value: 9, seeds: { told: 1, of: 2 } });
  expect(claim.remarks).toEqual([{ code: 'seeds', told: 1, of: 2 }]);
});
