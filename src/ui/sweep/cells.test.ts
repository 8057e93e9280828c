import { describe, expect, test } from 'vitest';
import type { SweepResults } from '../../archive/index.ts';
import type { Fault } from '../../session/index.ts';
import { planSweep } from '../../experiments/index.ts';
import { cellAfter, shownCells, tintOf } from './cells.ts';

const plan = planSweep({ base: {}, grid: { learner: ['loraKto', 'tabularKto'], turns: [1, 2] }, seeds: 2 });
const interval = (value: number) => ({ value, low: value - 0.1, high: value + 0.1, n: 40 });
const results = {
  table: {
    rows: plan.cells.map((_, cell) =>
      cell === 1
        ? {
            ...{ gap: interval(0.3), harm: { gameable: interval(0.5), other: null }, ratingInterval: interval(6.5) },
            ...{ collapsed: 1, seeds: 2, told: 1 },
          }
        : { gap: null, harm: { gameable: null, other: null }, collapsed: 0, seeds: 1, told: 0 },
    ),
  },
  // the jobs are cells 0, 1, 2 with the first seed, then with the second
  runs: [{ status: 'interrupted' }, { status: 'finished' }, null, null, { status: 'collapsed' }, null],
} as unknown as SweepResults;
const notFinite = { kind: 'engine', detail: 'not finite' } as const;
const idle = { job: null, share: 0, failures: new Map<number, Fault>() };

describe('a cell', () => {
  test('has what is asked for, and how many of its runs are over', () => {
    const gaps = shownCells(plan, results, 'gap', idle);
    expect(gaps.map(({ over, runs }) => [over, runs])).toEqual([
      [0, 2],
      [2, 2],
      [0, 2],
      [0, 0],
    ]);
    expect(gaps[1]).toMatchObject({ figure: { value: 0.3 }, collapsed: 1, refusal: null });
    // a figure of one of two runs says so; where there is no figure there is nothing to say
    expect(gaps.map(({ untold }) => untold)).toEqual([0, 1, 0, 0]);
    expect(gaps[3]?.refusal?.fault.code).toBe('tableHasOneTurn');
    const figure = (measure: Parameters<typeof shownCells>[2]) =>
      shownCells(plan, results, measure, idle)[1]?.figure?.value;
    expect([figure('harmGameable'), figure('harmOther'), figure('rating')]).toEqual([0.5, undefined, 6.5]);
  });

  test('tells of its run in progress and of failed ones', () => {
    const known = { ...idle, job: 3, share: 0.4, failures: new Map([[2, notFinite]]) };
    const shown = shownCells(plan, null, 'gap', known);
    expect(shown.map(({ playing }) => playing)).toEqual([0.4, null, null, null]);
    expect(shown.map(({ failed }) => failed)).toEqual([0, 0, 1, 0]);
  });
});

test('a gap has the colour of the group that is harmed more, the deeper the larger', () => {
  expect(tintOf('gap', 1)).toEqual({ of: 'gameable', depth: 46 });
  expect(tintOf('gap', -0.5)).toEqual({ of: 'other', depth: 23 });
  expect(tintOf('harmOther', 0.5)).toEqual({ of: 'other', depth: 23 });
  expect(tintOf('rating', 1)).toEqual({ of: 'rating', depth: 0 });
  expect(tintOf('rating', 10).depth).toBe(46);
});

test('arrow keys go over the grid and stop at its edges', () => {
  const from = (cell: number) => (key: string) => cellAfter(cell, key, 3, 6);
  const keys = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'x'];
  expect(keys.map(from(1))).toEqual([2, 0, 4, null, 0, 2, null]);
  expect(keys.map(from(5))).toEqual([null, 4, null, 2, 3, 5, null]);
});
