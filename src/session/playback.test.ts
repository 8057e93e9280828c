import { describe, expect, test } from 'vitest';
import { completeOf, evaluationOf, startOf, trajectoriesOf, updateOf } from '../experiments/run/testing/eventCases.ts';
import type { RunEvent } from '../experiments/index.ts';
import { emptyMemory, factOf } from '../facts/index.ts';
import type { PageFact } from '../facts/index.ts';
import { playedPhases, phasesUntil, checkAfter, overlay, viewAt } from './playback.ts';
import type { Check } from './playback.ts';
import { computedUntil, noRecording, unmixed } from './recordings.ts';
import type { RecordingState } from './recordings.ts';
import { viewAfter } from './runView.ts';
import type { RunView } from './runView.ts';

const factsOf = (events: readonly RunEvent[]): PageFact[] => events.map((event) => factOf(emptyMemory, event).fact);
const iteration = (i: number, fingerprint = `b${String(i)}`): RunEvent[] => [
  ...[trajectoriesOf(i - 1), updateOf(i - 1), evaluationOf(i), completeOf(i, fingerprint)],
];
const begin: RunEvent[] = [startOf({ iterations: 3 }, 0, 'aa'), evaluationOf(0), completeOf(0, 'aa')];
const end: RunEvent = { kind: 'end', reason: 'finished', fingerprint: 'b3' };
const collapse: RunEvent = { kind: 'collapse', iteration: 3, reasons: ['kl'] };
const recorded = factsOf([...begin, ...iteration(1), ...iteration(2), ...iteration(3).toSpliced(3, 0, collapse), end]);
const sequence = playedPhases(recorded);
const viewOf = (facts: readonly PageFact[]): RunView | null => facts.reduce<RunView | null>(viewAfter, null);

describe('the phases of a recording', () => {
  test('are the run’s phases, the evaluation of the untrained policy first', () => {
    expect(sequence).toHaveLength(1 + 3 * 5);
    expect(sequence.slice(0, 7).map(({ iteration: i, phase }) => `${phase} ${String(i)}`)).toEqual([
      ...['evaluate 0', 'simulate 0', 'rate 0', 'select 0', 'update 0', 'evaluate 1', 'simulate 1'],
    ]);
  });

  test('tell each fact at the end of the phase that made it, and none twice or never', () => {
    expect(sequence.map(({ facts }) => facts.map(({ kind }) => kind).join(' '))).toEqual([
      'start policy complete',
      ...['', '', 'round', 'update', 'policy complete'],
      ...['', '', 'round', 'update', 'policy complete'],
      ...['', '', 'round', 'update', 'policy collapse complete end'],
    ]);
    expect(sequence.flatMap(({ facts }) => facts)).toEqual(recorded);
  });

  test.each([0, 1, 2, 3])('show policy %d after as many as are said to lead there, and not one earlier', (wanted) => {
    const newest = (count: number) => viewAt(sequence, count)?.policies.at(-1)?.iteration;
    expect(newest(phasesUntil(wanted))).toBe(wanted);
    expect(newest(phasesUntil(wanted) - 1)).toBe(wanted === 0 ? undefined : wanted - 1);
  });

  test('come to the very view of the run', () => {
    expect(viewAt(sequence, sequence.length)).toEqual(viewOf(recorded));
  });
});

describe('what a live run has computed', () => {
  const live = viewOf(factsOf([...begin, ...iteration(1, 'c1'), trajectoriesOf(1)]));
  const shown = viewAt(sequence, phasesUntil(2));

  test('replaces what was recorded, and what it has not come to stays', () => {
    const view = overlay(live, shown);
    expect(view?.policies.map(({ iteration: i }) => i)).toEqual([0, 1, 2]);
    expect(view?.policies[1]).toBe(live?.policies[1]);
    expect(view?.policies[2]).toBe(shown?.policies[2]);
    expect(view?.rounds).toEqual([live?.rounds[0], live?.rounds[1]]);
    expect(view?.fingerprint).toBe('c1');
  });

  test('is all there is once nothing was recorded behind it, and nothing before it begins', () => {
    const whole = viewOf(recorded);
    expect(overlay(whole, shown)?.policies).toEqual(whole?.policies);
    expect(overlay(null, shown)).toBe(shown);
    expect(overlay(live, null)).toBe(live);
  });
});

describe('the check of a live run', () => {
  const none: Check = { computed: null, differs: null };
  const checked = (events: readonly RunEvent[]): Check =>
    factsOf(events).reduce((check, fact) => checkAfter(check, fact, recorded), none);

  test('goes up with its iterations while they are the same', () => {
    expect(checked(begin.slice(0, 2))).toEqual(none);
    expect(checked(begin)).toEqual({ computed: 0, differs: null });
    expect(checked([...begin, ...iteration(1), ...iteration(2)])).toEqual({ computed: 2, differs: null });
  });

  test('names the first iteration that differs, however the later ones are', () => {
    const events = [...begin, ...iteration(1, 'c1'), ...iteration(2)];
    expect(checked(events)).toEqual({ computed: 2, differs: 1 });
  });

  test('knows at once that weights or settings are others', () => {
    expect(checked([startOf({ iterations: 3 }, 0, 'other')])).toEqual({ computed: null, differs: 0 });
  });

  test('does not take the fingerprint of one iteration for that of another', () => {
    expect(checked([...begin, ...iteration(1, 'b2')])).toMatchObject({ differs: 1 });
  });

  test('goes on with a run that goes on', () => {
    const events = [...begin, ...iteration(1), startOf({ iterations: 3 }, 1, 'b1'), ...iteration(2)];
    expect(checked(events)).toEqual({ computed: 2, differs: null });
  });
});

test.each<[string, Partial<RecordingState>, number]>([
  ['nothing, while all on show is recorded', { stage: 'playing' }, -1],
  [
    'nothing, before a live run of the same setup has come to anything',
    { check: { computed: null, differs: null } },
    -1,
  ],
  ['what a live run has come to', { check: { computed: 2, differs: null } }, 2],
  [
    'everything, once it differs, because nothing recorded is shown any more',
    { check: { computed: 2, differs: 1 } },
    Infinity,
  ],
  ['everything, without a recording on show', { stage: 'offered' }, Infinity],
])('this page has computed %s', (_, changes, until) => {
  const stage = changes.check ? 'checked' : 'none';
  expect(computedUntil({ recording: { ...noRecording, stage, ...changes } })).toBe(until);
});

describe('what is on show, live or recorded, never both', () => {
  const live = viewOf(factsOf([...begin, ...iteration(1), trajectoriesOf(1)]));
  const view = overlay(live, viewOf(recorded));
  const of = (shown: RunView | null, recording: Partial<RecordingState>) => {
    const found = unmixed({ view: shown, recording: { ...noRecording, ...recording } });
    return found && [found.policies.map(({ iteration: i }) => i), found.rounds.map(({ iteration: i }) => i)];
  };

  test('is what a live run has completed, while a recording stands behind it', () => {
    expect(of(view, { stage: 'checked', check: { computed: 1, differs: null } })).toEqual([[0, 1], [0]]);
    expect(of(view, { stage: 'checked', check: { computed: null, differs: null } })).toEqual([[], []]);
  });

  test.each(['none', 'ended'] as const)('is all of it, where the stage is %s', (stage) => {
    expect(of(view, { stage })).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2],
    ]);
    expect(of(null, { stage })).toBeNull();
  });
});
