import { describe, expect, test } from 'vitest';
import type { SweepResults } from '../../archive/index.ts';
import { parseConfig, planSweep, sweepTable } from '../../experiments/index.ts';
import { proposedSweep, sweepInput } from '../../session/index.ts';
import type { Sweeping, SweepProgress } from '../../session/index.ts';
import { resultsOf, toldOf } from './told.ts';

const played: Sweeping = { ...proposedSweep, seeds: [1, 2] };
const over: SweepProgress = {
  ...{ stage: 'over', plan: planSweep(sweepInput(played)), sweeping: played, waitsFor: null, job: null, share: 1 },
  ...{
    failures: new Map([[0, { kind: 'engine', detail: 'not finite' }]]),
    spoilt: new Set(['damaged']),
    model: { name: 'tiny', hash: 'ab' },
  },
  ...{ speed: { ms: 10, work: 1 }, isMeasuring: false, loading: null, fault: null },
};

const others: [string, Sweeping][] = [
  ['other seeds, as many', { ...played, seeds: [3, 4] }],
  ['another base', { ...played, base: parseConfig({ ...played.base, epochs: played.base.epochs + 1 }) }],
  ['other values', { ...played, rows: { ...played.rows, values: [0.1, 0.2, 0.3] } }],
];

describe('of a sweep that is over', () => {
  test('everything is told where it is shown, whatever is looked at of it', () => {
    expect(toldOf(over, { ...played, measure: 'rating', cell: 1 })).toBe(over);
  });

  test.each(others)('nothing is told to one with %s, but what is known of this browser', (_, shown) => {
    const told = toldOf({ ...over, stage: 'failed', fault: { kind: 'silent', detail: '' } }, shown);
    expect(told).toMatchObject({ stage: 'idle', share: 0, fault: null, model: over.model, speed: over.speed });
    expect(told.failures.size).toBe(0);
    expect([...told.spoilt]).toEqual(['damaged']);
  });
});

test('that another sweep is in progress is told, and none of its jobs', () => {
  const told = toldOf({ ...over, stage: 'paused', job: 3 }, { ...played, seeds: [3, 4] });
  expect(told).toMatchObject({ stage: 'paused', job: null });
});

test('a fault before any sweep was started is told everywhere', () => {
  const broken: SweepProgress = {
    ...{ ...over, stage: 'idle', plan: null, sweeping: null, failures: new Map() },
    fault: { kind: 'noWorker', detail: '' },
  };
  expect(toldOf(broken, played).fault).toEqual({ kind: 'noWorker', detail: '' });
});

describe('results', () => {
  const resultsIn = (sweeping: Sweeping): SweepResults => {
    const plan = planSweep(sweepInput(sweeping));
    const table = sweepTable(plan, () => null);
    // what crosses from a worker is a copy
    return structuredClone({ runs: plan.jobs.map(() => null), model: null, ofOtherModels: 0, damaged: [], table });
  };
  const results = resultsIn(played);

  test('are those of their own sweep, whatever is looked at of it', () => {
    const looked: Sweeping = { ...played, measure: 'rating', cell: 1 };
    expect(resultsOf(planSweep(sweepInput(looked)), results)).toBe(results);
    expect(resultsOf(planSweep(sweepInput(looked)), null)).toBeNull();
  });

  test.each(others)('are nothing to one with %s, of as many cells', (_, shown) => {
    expect(resultsOf(planSweep(sweepInput(shown)), results)).toBeNull();
  });
});
