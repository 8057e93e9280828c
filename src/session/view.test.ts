import { describe, expect, test } from 'vitest';
import { Summary } from '../experiments/index.ts';
import type { RunEvent } from '../experiments/index.ts';
import { completeOf, evaluationOf, startOf, trajectoriesOf, updateOf } from '../experiments/run/testing/eventCases.ts';
import { emptyMemory, factOf } from '../facts/index.ts';
import { parseReport, ReportError } from './reports.ts';
import { momentOf, restingStatus, summaryOf, viewAfter } from './runView.ts';
import type { RunView } from './runView.ts';

const end = { kind: 'end', reason: 'finished', fingerprint: 'cc' } as const;
const run = (from = 0): RunEvent[] => [
  startOf({ seed: 3 }, from, 'aa'),
  ...(from === 0 ? [evaluationOf(0), completeOf(0, 'aa')] : []),
  ...Array.from({ length: 2 - from }, (_, i) => i + from).flatMap((iteration): RunEvent[] => [
    ...[trajectoriesOf(iteration, { desirable: 5 + iteration }), updateOf(iteration), evaluationOf(iteration + 1)],
    completeOf(iteration + 1, `b${String(iteration)}`),
  ]),
];

const isOfUntrained = (event: RunEvent): boolean =>
  (event.kind === 'evaluation' && event.iteration === 0) ||
  (event.kind === 'complete' && event.checkpoint.iteration === 0);

/** As the page sees it: every fact through the door, as it comes from a worker. */
function viewOf(events: readonly RunEvent[], before: RunView | null = null): RunView | null {
  let memory = emptyMemory;
  let view = before;
  for (const event of events) {
    const next = factOf(memory, event);
    memory = next.memory;
    const report = parseReport(structuredClone({ kind: 'fact', run: 1, fact: next.fact }));
    view = report.kind === 'fact' ? viewAfter(view, report.fact) : view;
  }
  return view;
}

describe('the view of a run', () => {
  test('has the summary that the command line prints', () => {
    const events: RunEvent[] = [...run(), { kind: 'collapse', iteration: 2, reasons: ['kl', 'repeat'] }, end];
    const summary = new Summary();
    for (const event of events) summary.add(event);
    const view = viewOf(events);
    expect(view && summaryOf(view)).toEqual(summary.result());
    expect(view?.end).toBe('finished');
  });

  test('tells how the run stands that nobody plays', () => {
    const ends = [{ ...end, reason: 'collapsed' } as const, { ...end, reason: 'cancelled' } as const];
    const views = [null, viewOf(run()), viewOf([...run(), end]), ...ends.map((each) => viewOf([...run(), each]))];
    expect(views.map(restingStatus)).toEqual(['ready', 'interrupted', 'finished', 'finished', 'cancelled']);
  });

  test('goes on where another worker goes on, and tells again what comes after', () => {
    const view = viewOf([...run(1), end], viewOf(run()));
    expect(view?.policies.map(({ iteration }) => iteration)).toEqual([0, 1, 2]);
    expect(view?.rounds.map(({ iteration }) => iteration)).toEqual([0, 1]);
  });

  test('goes on from the untrained policy, which is not evaluated again', () => {
    const first = viewOf([startOf({ seed: 3 }, 0, 'aa'), evaluationOf(0), completeOf(0, 'aa'), trajectoriesOf(0)]);
    const goesOn = run().filter((event) => !isOfUntrained(event));
    expect(viewOf(goesOn.slice(0, 1), first)).toMatchObject({ policies: [{ iteration: 0 }], rounds: [], end: null });
    const view = viewOf([...goesOn, end], first);
    const whole = viewOf([...run(), end]);
    expect(view && summaryOf(view)).toEqual(whole && summaryOf(whole));
    expect(view?.policies.map(({ iteration }) => iteration)).toEqual([0, 1, 2]);
  });

  test('begins empty, and stays so without a start', () => {
    expect(viewOf([startOf()])).toMatchObject({ policies: [], rounds: [] });
    expect(viewOf([evaluationOf(0)])).toBeNull();
  });
});

describe('the moment looked at', () => {
  const view = viewOf(run());
  const told = (lookedAt: number | null) => {
    const { policy, previous, made, round } = momentOf(view, lookedAt);
    return [policy, previous, made, round].map((each) => each?.iteration ?? null);
  };

  test.each([
    ['the newest', null, [2, 1, 1, 1]],
    ['one before', 1, [1, 0, 0, 0]],
    ['the untrained policy, with those it is about to be trained on', 0, [0, null, null, 0]],
    ['the newest, while the one asked for has not been reached', 7, [2, 1, 1, 1]],
  ])('%s', (_, lookedAt, expected) => {
    expect(told(lookedAt)).toEqual(expected);
  });

  test('before a run there is nothing', () => {
    expect(momentOf(null, null)).toEqual({ policy: null, previous: null, made: null, round: null });
  });
});

test.each([
  ['nothing', null, 'report'],
  ['another kind', { kind: 'hello' }, 'kind'],
  ['a fact of no kind', { kind: 'fact', run: 1, fact: {} }, 'fact.kind'],
  ['a config out of range', { kind: 'fact', run: 1, fact: { ...startOf(), config: { beta: 0 } } }, 'fact.config'],
  ['a number as text', { kind: 'loading', done: '3', total: 4 }, 'done'],
  [
    'a text without end',
    {
      kind: 'fact',
      run: 1,
      fact: { kind: 'round', iteration: 0, examples: [{ conversation: { notes: 'x'.repeat(20_001) } }] },
    },
    'fact.selection',
  ],
])('a worker that reports %s is not believed', (_, report, part) => {
  expect(() => parseReport(report)).toThrow(ReportError);
  expect(() => parseReport(report)).toThrow(new RegExp(`^${part}: `, 'u'));
});
