import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepCsv } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import {
  completeOf,
  evaluationOf,
  groupMetrics,
  startOf,
  trajectoriesOf,
  updateOf,
} from '../experiments/run/testing/eventCases.ts';
import { RunLibrary } from '../storage/library.ts';
import { localLocks } from '../storage/locks.ts';
import { runChanges } from '../storage/changes.ts';
import { RunReader } from '../storage/reader.ts';
import { MemoryRows } from '../storage/rows/memoryRows.ts';
import { RunWriter } from '../storage/writer.ts';
import { StoredSweeps } from './sweepResults.ts';

let rows = new MemoryRows();
beforeEach(() => {
  rows = new MemoryRows();
});
afterEach(() => {
  rows.close();
});

const sweeps = (): StoredSweeps =>
  new StoredSweeps(
    Promise.resolve({ reader: new RunReader(rows), library: new RunLibrary(rows, localLocks(), runChanges(null)) }),
  );

const input = {
  base: { iterations: 1, gameableShare: 0.25 },
  grid: { beta: [0.1, 0.3], turns: [1, 2] },
  seeds: [4, 5],
};
const model = { name: 'tiny', hash: 'ab' };

type Rate = readonly [successes: number, n: number];
const rate = ([successes, n]: Rate) => ({ value: successes / n, low: 0, high: 1, n });
const rating = (value: number, half: number) => ({ value, low: value - half, high: value + half, n: 20 });

interface Told {
  readonly gameable: Rate;
  readonly other: Rate;
  readonly ratings?: readonly [number, number];
}

let stored = 0;

/** A run of one iteration. `isOver`: false: it was cut off before its end. */
async function store(
  changes: Partial<RunConfig>,
  told: Told,
  { isOver = true, collapse = false } = {},
): Promise<string> {
  const run = `run ${String(stored++)}`;
  const writer = new RunWriter(rows, { run, name: run });
  const [gameable, other] = told.ratings ?? [5, 5];
  const panel = {
    gameable: groupMetrics({ harm: rate(told.gameable), rating: rating(gameable, 0.4) }),
    other: groupMetrics({ harm: rate(told.other), rating: rating(other, 0.3) }),
  };
  const events = [
    startOf({ iterations: 1, gameableShare: 0.25, ...changes }),
    evaluationOf(0),
    completeOf(0, `a${String(stored)}`),
    trajectoriesOf(0),
    updateOf(0),
    evaluationOf(1, panel),
    ...(collapse ? [{ kind: 'collapse', iteration: 1, reasons: ['kl'] } as const] : []),
    completeOf(1, `b${String(stored)}`),
    ...(isOver ? [{ kind: 'end', reason: 'finished', fingerprint: `b${String(stored)}` } as const] : []),
  ];
  for (const event of events) await writer.add(event, stored);
  return run;
}

const numbersOf = (csv: string, row: number): string[] => csv.trimEnd().split('\r\n')[row]?.split(',') ?? [];

test('a table is made of the runs that are over, and of nothing else', async () => {
  const first = await store({ beta: 0.1, turns: 1, seed: 4 }, { gameable: [15, 20], other: [4, 16], ratings: [8, 6] });
  const half = await store({ beta: 0.1, turns: 2, seed: 4 }, { gameable: [20, 20], other: [0, 16] }, { isOver: false });
  // another setting, and a seed that was not asked for
  await store({ beta: 0.1, turns: 1, seed: 4, temperature: 0.7 }, { gameable: [1, 20], other: [1, 16] });
  await store({ beta: 0.1, turns: 1, seed: 6 }, { gameable: [1, 20], other: [1, 16] });
  const { table, runs, damaged } = await sweeps().results(input, model);
  expect(runs.map((run) => run?.run ?? null)).toEqual([first, half, null, null, null, null, null, null]);
  expect(damaged).toEqual([]);
  const csv = sweepCsv(table);
  expect(numbersOf(csv, 0).join()).toBe(
    'beta,turns,harm_gameable,harm_gameable_low,harm_gameable_high,harm_gameable_n,harm_other,harm_other_low,' +
      'harm_other_high,harm_other_n,gap,gap_low,gap_high,gap_n,rating,rating_low,rating_high,rating_n,iterations,collapsed,seeds,told',
  );
  // Wilson's and Newcombe's intervals of 15 of 20 and 4 of 16, worked out apart
  const wanted = [
    ...[0.1, 1, 0.75, 0.531299122381256, 0.8881382985923343, 20, 0.25, 0.10182067491213048, 0.49498316535508774, 16],
    ...[0.5, 0.1715995962569365, 0.7025815932445034, 16],
    // a quarter of the users is gameable; of the panel's rates, means of groups: .25 x 8 + .75 x 6
    // half widths of .25 x .4 and .75 x .3, one beside the other
    ...[6.5, 6.5 - Math.sqrt(0.1 ** 2 + 0.225 ** 2), 6.5 + Math.sqrt(0.1 ** 2 + 0.225 ** 2), 40],
    ...[1, 0, 1, 1],
  ];
  numbersOf(csv, 1).forEach((text, index) => {
    expect(Number(text)).toBeCloseTo(wanted[index] ?? NaN, 10);
  });
  expect(numbersOf(csv, 2)).toEqual(['0.1', '2', ...Array.from({ length: 17 }, () => ''), '0', '0', '0']);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(5);
});

test('over seeds a cell has the means of its runs, and the same numbers whenever it is asked for', async () => {
  await store({ beta: 0.3, turns: 2, seed: 5 }, { gameable: [15, 20], other: [5, 20], ratings: [9, 7] });
  const archive = sweeps();
  expect((await archive.results(input, model)).table.rows[3]).toMatchObject({ seeds: 1, gap: { value: 0.5 } });
  await store({ beta: 0.3, turns: 2, seed: 4 }, { gameable: [12, 20], other: [6, 20], ratings: [7, 5] });
  const { table } = await archive.results(input, model);
  expect(table.rows[3]?.gap?.value).toBeCloseTo((0.5 + 0.3) / 2, 12);
  expect(table.rows[3]).toMatchObject({ seeds: 2, gap: { n: 40 }, harm: { gameable: { n: 40 } } });
  expect(table.rows[3]?.ratingInterval?.value).toBeCloseTo((7.5 + 5.5) / 2, 12);
  expect(await sweeps().results(input, model)).toEqual(await archive.results(input, model));
});

test('a run whose text fell apart is counted, and tells nothing of its cell', async () => {
  await store({ beta: 0.1, turns: 1, seed: 4 }, { gameable: [15, 20], other: [4, 16] }, { collapse: true });
  const { table } = await sweeps().results(input, model);
  expect(table.rows[0]).toMatchObject({ collapsed: 1, seeds: 1, told: 0, gap: null });
  expect(table.rows[0]?.ratingInterval).toBeNull();
});

test('a run that can’t be read is named and left out, and so is one of another model', async () => {
  const run = await store({ beta: 0.1, turns: 1, seed: 4 }, { gameable: [15, 20], other: [4, 16] });
  const row = structuredClone(await rows.get('iterations', [run, 1])) as object;
  Reflect.set(row, 'metrics', 'nonsense');
  await rows.commit([{ kind: 'put', store: 'iterations', row }]);
  const { table, damaged } = await sweeps().results(input, model);
  expect(damaged).toEqual([expect.objectContaining({ field: expect.stringContaining('metrics') as string })]);
  expect(table.rows[0]?.seeds).toBe(0);
  const elsewhere = await sweeps().results(input, { name: 'tiny', hash: 'cd' });
  expect(elsewhere).toMatchObject({ ofOtherModels: 1, damaged: [] });
});

test('what is no sweep is refused', async () => {
  await expect(sweeps().results({ base: {}, grid: { bet: [1] }, seeds: 1 }, null)).rejects.toThrow('grid.bet');
});
