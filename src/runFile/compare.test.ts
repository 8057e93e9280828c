import { describe, expect, test } from 'vitest';
import { handMade, metrics } from '../../test/support/runFileCase.ts';
import { Comparison, isCompared } from './index.ts';
import type { Difference, StoredEvent } from './index.ts';

function compare(again: readonly StoredEvent[], recorded: readonly StoredEvent[] = handMade): Difference | null {
  const comparison = new Comparison();
  const others = again.filter(isCompared);
  for (const [index, event] of recorded.filter(isCompared).entries()) {
    const other = others[index];
    const found = other ? comparison.add(event, other) : null;
    if (found) return found;
  }
  return comparison.end();
}

const changed = (change: (event: StoredEvent) => StoredEvent): StoredEvent[] => handMade.map(change);
const otherMetrics = (event: StoredEvent): StoredEvent =>
  event.kind === 'evaluation' && event.iteration === 1 ? { ...event, metrics: { ...metrics, entropy: 2 } } : event;
const otherParameters = (event: StoredEvent): StoredEvent =>
  event.kind === 'complete' && event.checkpoint.iteration === 1
    ? {
        kind: 'complete',
        checkpoint: { ...event.checkpoint, learner: { ...event.checkpoint.learner, bytes: Uint8Array.of(1) } },
      }
    : event;

describe('two runs', () => {
  test('are the same, whatever else was told', () => {
    expect(compare(handMade)).toBeNull();
    expect(compare(handMade.filter(({ kind }) => kind !== 'collapse'))).toBeNull();
  });

  test.each<[string, StoredEvent[], Partial<Difference>]>([
    [
      'the start',
      changed((event) => (event.kind === 'start' ? { ...event, fingerprint: 'c'.repeat(64) } : event)),
      { part: 'start', iteration: 0, field: 'fingerprint' },
    ],
    [
      'a trajectory',
      changed((event) =>
        event.kind === 'trajectories'
          ? { ...event, trajectories: event.trajectories.map((each) => ({ ...each, reward: 8.500000000000002 })) }
          : event,
      ),
      {
        ...{ part: 'trajectories', iteration: 0, field: 'trajectories.0.reward' },
        ...{ recorded: '8.5', again: '8.500000000000002' },
      },
    ],
    [
      'an update',
      changed((event) =>
        event.kind === 'update' ? { ...event, report: { ...event.report, steps: event.report.steps.slice(1) } } : event,
      ),
      { part: 'update', iteration: 0, field: 'report.steps.0.loss' },
    ],
    [
      'metrics',
      changed(otherMetrics),
      { part: 'metrics', iteration: 1, field: 'metrics.entropy', recorded: '1.5', again: '2' },
    ],
    ['parameters', changed(otherParameters), { part: 'update', iteration: 0, field: 'checkpoint.learner.bytes' }],
    [
      'parameters, and so in metrics',
      changed((event) => otherParameters(otherMetrics(event))),
      { part: 'update', iteration: 0, field: 'checkpoint.learner.bytes' },
    ],
    [
      'the end',
      changed((event) => (event.kind === 'end' ? { ...event, reason: 'collapsed' } : event)),
      { part: 'end', field: 'reason', recorded: '"finished"', again: '"collapsed"' },
    ],
    ['length', handMade.toSpliced(3, 1), { part: 'trajectories', iteration: 0, field: 'kind' }],
  ])('differ first in %s', (_, again, difference) => {
    expect(compare(again)).toMatchObject(difference);
  });

  test('are the same where the recorded one has the moments of its last checkpoint alone', () => {
    const without = changed((event) => {
      if (event.kind !== 'complete' || event.checkpoint.iteration > 0) return event;
      const { learner } = event.checkpoint;
      return { kind: 'complete', checkpoint: { ...event.checkpoint, learner: { ...learner, optimizer: null } } };
    });
    expect(compare(handMade, without)).toBeNull();
    expect(compare(without)).toMatchObject({ part: 'update', field: 'checkpoint.learner.optimizer' });
  });

  test('are the same where only what follows from their trajectories and policies was worked out otherwise', () => {
    const otherwise = changed((event) =>
      event.kind === 'trajectories'
        ? {
            ...{ ...event, interference: 0.125 },
            selection: {
              ...{ ...event.selection, predictedDrift: { gameable: 0.5, other: null } },
              vetoed: { ...event.selection.vetoed, high: 0.875 },
            },
          }
        : event,
    );
    expect(compare(otherwise)).toBeNull();
  });

  test('are the same where the recorded one is older than what checkpoints say of a collapse', () => {
    const saying = changed((event) =>
      event.kind === 'complete' ? { ...event, checkpoint: { ...event.checkpoint, collapsed: true } } : event,
    );
    expect(compare(saying)).toBeNull();
    expect(compare(saying, saying)).toBeNull();
    expect(compare(handMade, saying)).toMatchObject({ part: 'update', field: 'checkpoint.collapsed' });
  });

  test('differ in metrics where the file ends before it is known why', () => {
    expect(compare(changed(otherMetrics), handMade.slice(0, 6))).toMatchObject({ part: 'metrics', iteration: 1 });
  });

  test('that differ in something long name its beginning', () => {
    const long = changed((event) =>
      event.kind === 'complete'
        ? {
            kind: 'complete',
            checkpoint: { ...event.checkpoint, learner: { bytes: new Uint8Array(900), optimizer: null } },
          }
        : event,
    );
    expect(compare(long)).toMatchObject({ recorded: '"AQL6AA=="' });
    expect(compare(long)?.again).toHaveLength(60);
  });
});
