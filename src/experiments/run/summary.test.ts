import { describe, expect, test } from 'vitest';
import type { RunEvent } from './events.ts';
import { Summary } from './summary.ts';
import type { IterationSummary, RunSummary } from './summary.ts';
import {
  around,
  completeOf,
  evaluationOf,
  groupMetrics,
  startOf,
  trajectoriesOf,
  updateOf,
  updateStep,
} from './testing/eventCases.ts';

function summaryOf(...events: readonly RunEvent[]): RunSummary {
  const summary = new Summary();
  for (const event of events) summary.add(event);
  return summary.result();
}

const numbersOf = ({ iterations }: RunSummary): number[] => iterations.map(({ iteration }) => iteration);
const at = ({ iterations }: RunSummary, number: number): IterationSummary => {
  const found = iterations.find(({ iteration }) => iteration === number);
  if (!found) throw new Error(`no iteration ${String(number)}`);
  return found;
};

/** A harm rate by which an evaluation is known again. */
const harmed = (value: number) => ({ gameable: groupMetrics({ harm: around(value) }) });

test('before the run has started there is nothing to sum up', () => {
  expect(() => new Summary().result()).toThrow(new RangeError('the run has not started'));
  expect(() => summaryOf(evaluationOf(0), completeOf(0, 'f0'))).toThrow(RangeError);
});

test('a run that has only started has its config, its model and no policies', () => {
  const start = startOf({ seed: 7 });
  expect(summaryOf(start)).toEqual({
    ...{ fingerprint: 'f0', config: start.config, model: { name: 'tiny', hash: 'ab' }, ceiling: null, iterations: [] },
  });
});

test('re-ranking has a ceiling where it chooses once a conversation', () => {
  const ceilingOf = (changes: Parameters<typeof startOf>[0]) =>
    summaryOf(startOf({ learner: 'rerankKto', candidates: 2, ...changes }), evaluationOf(0, harmed(0.5))).ceiling;
  // one of two draws: 1 - .5^2
  expect(ceilingOf({})?.gameable).toMatchObject({ rate: 0.75 });
  expect(ceilingOf({ learner: 'loraKto' })).toBeNull();
  // a chosen plan, or a chosen first reply, changes what is drawn after it
  expect(ceilingOf({ scratchpad: true })).toBeNull();
  expect(ceilingOf({ environment: 'actionAdvice', turns: 2 })).toBeNull();
});

test("the rates of an evaluation are told with their intervals, each group's its own", () => {
  const other = groupMetrics({ harm: null, acted: around(0.6, 10), acts: { nudge: 1 }, rating: around(4) });
  const summary = summaryOf(
    startOf(),
    evaluationOf(0, { other, kl: { previous: around(1.5), first: around(12) }, unparsed: around(0.07) }),
  );
  expect(at(summary, 0)).toMatchObject({
    harm: { gameable: { rate: 0.5, low: 0.4, high: 0.6, n: 64 }, other: null },
    acted: { gameable: null, other: { rate: 0.6, low: 0.5, high: 0.7, n: 10 } },
    acts: { gameable: { dissuade: 0.75, encourage: 0.25 }, other: { nudge: 1 } },
    rating: { gameable: 6.25, other: 4 },
    kl: { previous: 1.5, first: 12 },
    unparsed: 0.07,
  });
  // the untrained policy is no way from itself
  expect(at(summaryOf(startOf(), evaluationOf(0)), 0).kl).toEqual({ previous: 0, first: 0 });
});

test('what the evaluator says, what the run-time veto stops and all intervals are told', () => {
  const gameable = groupMetrics({
    ...{ judgeScore: around(0.3), vetoed: around(0.7, 20), rating: around(8) },
    judgeError: { falsePositive: around(0.2, 40), falseNegative: null },
  });
  const kl = { previous: around(1.5), first: around(12) };
  const found = at(
    summaryOf(startOf(), evaluationOf(1, { gameable, judgeGap: around(0.4), unparsed: around(0.07), kl })),
    1,
  );
  const rate = (value: number, n = 64) => ({ rate: value, low: value - 0.1, high: value + 0.1, n });
  const other = groupMetrics();
  expect(found).toMatchObject({
    judgeGap: around(0.4),
    judgeScore: { gameable: around(0.3), other: other.judgeScore },
    judgeError: { gameable: { falsePositive: rate(0.2, 40), falseNegative: null } },
    panelVetoed: { gameable: rate(0.7, 20), other: rate(other.vetoed.value, other.vetoed.n) },
    intervals: { rating: { gameable: around(8), other: around(5.5) }, unparsed: around(0.07), kl },
  });
});

test('divergences that a trained policy was not measured for are not told as none', () => {
  const summary = summaryOf(startOf(), evaluationOf(0), evaluationOf(1, { kl: null }));
  expect(at(summary, 1)).toMatchObject({ kl: { previous: null, first: null }, intervals: { kl: null } });
});

test('a policy has the selection and the update that made it, the untrained one has none', () => {
  const summary = summaryOf(
    startOf(),
    evaluationOf(0),
    trajectoriesOf(0, { vetoed: around(0.125), desirable: 5 }, 0.75),
    updateOf(0, { desirable: 5 }),
    evaluationOf(1),
    trajectoriesOf(1, { vetoed: around(0.5), desirable: 6 }),
    updateOf(1, { desirable: 6 }),
    evaluationOf(2),
  );
  expect(at(summary, 0)).toMatchObject({ vetoed: null, selection: null, interference: null, update: null });
  expect(at(summary, 1)).toMatchObject({ vetoed: 0.125, interference: 0.75, update: { desirable: 5 } });
  expect(at(summary, 2)).toMatchObject({ vetoed: 0.5, interference: null, selection: { desirable: 6 } });
  expect(at(summary, 2).update?.desirable).toBe(6);
});

describe('an update', () => {
  const summed = (report: Parameters<typeof updateOf>[1]) =>
    at(summaryOf(startOf(), updateOf(0, report), evaluationOf(1)), 1).update;

  test('has its first and last loss, its last margin and its largest z0', () => {
    const steps = [
      updateStep({ loss: 0.5, kl: { raw: -0.25, clamped: 0 }, rewardMargin: 0 }),
      updateStep({ loss: 0.75, kl: { raw: 2, clamped: 2 }, rewardMargin: 0.5 }),
      updateStep({ loss: 0.25, kl: { raw: 1, clamped: 1 }, rewardMargin: 0.375 }),
    ];
    expect(summed({ steps, desirable: 16, undesirable: 12, stoppedEarly: true })).toEqual({
      ...{ steps: 3, desirable: 16, undesirable: 12, firstLoss: 0.5, lastLoss: 0.25, klRaw: 2, rewardMargin: 0.375 },
      klClamped: 2,
      stoppedEarly: true,
    });
  });

  test('has a z0 below 0 as it is', () => {
    const steps = [updateStep({ kl: { raw: -3, clamped: 0 } }), updateStep({ kl: { raw: -2, clamped: 0 } })];
    expect(summed({ steps })).toMatchObject({ klRaw: -2, klClamped: 0 });
  });

  test('of a learner without z0 and margins has none', () => {
    expect(summed({ steps: [updateStep({ kl: null, rewardMargin: null })] })).toMatchObject({
      ...{ klRaw: null, rewardMargin: null, firstLoss: 0.5 },
    });
  });

  test('without rows has no steps', () => {
    expect(summed({ steps: [], desirable: 0, undesirable: 0 })).toEqual({
      ...{ steps: 0, desirable: 0, undesirable: 0, firstLoss: 0, lastLoss: 0, klRaw: null, rewardMargin: null },
      klClamped: null,
      stoppedEarly: false,
    });
  });
});

test('a collapse belongs to the policy that it names', () => {
  const summary = summaryOf(
    startOf(),
    evaluationOf(0),
    evaluationOf(1),
    { kind: 'collapse', iteration: 1, reasons: ['kl', 'unparsed'] },
    evaluationOf(2),
    // of a policy that was not evaluated: nothing to attach it to
    { kind: 'collapse', iteration: 9, reasons: ['repeat'] },
  );
  expect(summary.iterations.map(({ collapse }) => collapse)).toEqual([[], ['kl', 'unparsed'], []]);
  expect(at(summary, 1).harm.gameable?.rate).toBe(0.5);
});

test("the fingerprint is the last checkpoint's, not that of a policy which was not completed", () => {
  const begun = [startOf(), evaluationOf(0), completeOf(0, 'f0'), evaluationOf(1), completeOf(1, 'f1')];
  expect(summaryOf(...begun).fingerprint).toBe('f1');
  const cancelled = summaryOf(...begun, updateOf(1), { kind: 'end', reason: 'cancelled', fingerprint: 'f2' });
  expect(cancelled.fingerprint).toBe('f1');
});

describe('a run that goes on', () => {
  test('has the policies of before the interruption, too', () => {
    const summary = summaryOf(
      startOf(),
      evaluationOf(0, harmed(0.25)),
      completeOf(0, 'f0'),
      trajectoriesOf(0, { vetoed: around(0.5) }),
      { kind: 'end', reason: 'cancelled', fingerprint: 'f0' },
      startOf({}, 0, 'f0'),
      trajectoriesOf(0, { vetoed: around(0.125) }),
      updateOf(0),
      evaluationOf(1, harmed(0.75)),
      completeOf(1, 'f1'),
    );
    expect(numbersOf(summary)).toEqual([0, 1]);
    expect(summary.iterations.map(({ harm }) => harm.gameable?.rate)).toEqual([0.25, 0.75]);
    // what was collected before the interruption was collected again
    expect(at(summary, 1).vetoed).toBe(0.125);
    expect(summary.fingerprint).toBe('f1');
  });

  test('evaluates a policy again whose checkpoint was lost, collapse and all', () => {
    const summary = summaryOf(
      startOf(),
      evaluationOf(0),
      completeOf(0, 'f0'),
      evaluationOf(1, harmed(0.375)),
      { kind: 'collapse', iteration: 1, reasons: ['kl'] },
      startOf({}, 0, 'f0'),
      evaluationOf(1, harmed(0.625)),
      completeOf(1, 'f1'),
      evaluationOf(2),
    );
    expect(numbersOf(summary)).toEqual([0, 1, 2]);
    expect(at(summary, 1).harm.gameable?.rate).toBe(0.625);
    expect(at(summary, 1).collapse).toEqual([]);
  });

  test('begun again from nothing has an untrained policy that no update made', () => {
    const made = [trajectoriesOf(0), updateOf(0), evaluationOf(1), completeOf(1, 'f1')];
    const summary = summaryOf(startOf(), evaluationOf(0), ...made, startOf(), evaluationOf(0, harmed(0.125)));
    expect(at(summary, 0)).toMatchObject({ vetoed: null, selection: null, update: null });
    expect(at(summary, 0).harm.gameable?.rate).toBe(0.125);
  });

  test('heard of from there on has the policies from there on', () => {
    const summary = summaryOf(startOf({}, 3, 'f3'), evaluationOf(4), completeOf(4, 'f4'));
    expect(numbersOf(summary)).toEqual([4]);
    expect(summaryOf(startOf({}, 3, 'f3')).fingerprint).toBe('f3');
  });
});

test('progress changes nothing', () => {
  const events: RunEvent[] = [startOf(), evaluationOf(0), completeOf(0, 'f0')];
  const progress: RunEvent = { kind: 'progress', iteration: 1, phase: 'rate', done: 3, total: 4 };
  expect(summaryOf(...events.flatMap((event) => [event, progress]))).toEqual(summaryOf(...events));
});
