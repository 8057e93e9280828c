import { describe, expect, test } from 'vitest';
import { parseSweep } from './plan.ts';
import { sweepRuns } from './stored.ts';
import type { KnownRun } from './stored.ts';

const { jobs } = parseSweep({ base: { iterations: 3 }, grid: { beta: [0.1, 0.3] }, seeds: 2 });
const model = { name: 'builtin', hash: 'aa' };

interface NamedRun extends KnownRun {
  readonly name: string;
}

const run = (name: string, job: number, changes: Partial<NamedRun> = {}): NamedRun => {
  const config = jobs[job]?.config;
  if (!config) throw new RangeError();
  return { name, config, model, status: 'finished', completed: 3, ...changes };
};
const namesOf = (all: readonly NamedRun[], wanted: NamedRun['model'] | null = model): (string | null)[] =>
  sweepRuns(jobs, all, wanted).runs.map((each) => each?.name ?? null);

describe('runs of a sweep', () => {
  test('are those of equal settings, in the order of its jobs', () => {
    const other = { ...run('other', 0).config, temperature: 0.9 };
    expect(namesOf([run('x', 0, { config: other }), run('c', 3), run('a', 0), run('b', 2)])).toEqual([
      ...['a', null, 'b', 'c'],
    ]);
  });

  test('settings are equal whatever order their fields come in', () => {
    const config = Object.fromEntries(Object.entries(run('a', 1).config).reverse()) as unknown as NamedRun['config'];
    expect(namesOf([run('a', 1, { config })])).toEqual([null, 'a', null, null]);
  });

  test('one that is over comes before one in progress, and that before the one that has come furthest', () => {
    const halves = [
      run('early', 0, { status: 'interrupted', completed: null }),
      run('late', 0, { status: 'cancelled', completed: 2 }),
    ];
    expect(namesOf(halves)[0]).toBe('late');
    expect(namesOf([...halves, run('now', 0, { status: 'running', completed: 0 })])[0]).toBe('now');
    expect(namesOf([run('now', 0, { status: 'running' }), run('fell', 0, { status: 'collapsed' })])[0]).toBe('fell');
    expect(namesOf([run('latest', 0), run('earlier', 0)])[0]).toBe('latest');
  });

  test('of another model are left out, and counted where nothing stands in their place', () => {
    const old = { name: 'builtin', hash: 'bb' };
    const all = [run('old 0', 0, { model: old }), run('old 1', 1, { model: old }), run('new', 1)];
    expect(namesOf(all)).toEqual([null, 'new', null, null]);
    expect(sweepRuns(jobs, all, model).ofOtherModels).toBe(1);
    // where it is not known which model runs are made with, the latest run tells
    expect(namesOf(all, null)).toEqual(['old 0', 'old 1', null, null]);
    expect(sweepRuns(jobs, all, null)).toMatchObject({ model: old, ofOtherModels: 0 });
    expect(sweepRuns(jobs, [], null)).toMatchObject({ model: null, ofOtherModels: 0 });
  });
});
