import { assert as check, integer, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, defaults, presetNamed } from '../index.ts';
import { cellText, parseSweep, planSweep, shardOf } from './plan.ts';

const grid = { beta: [0.1, 0.3], turns: [1, 2, 3] };

describe('a sweep', () => {
  test('is every combination with every seed, the first seed of all combinations first', () => {
    const { cells, jobs, seeds } = parseSweep({ base: { iterations: 2 }, grid, seeds: 2 });
    expect(seeds).toEqual([1, 2]);
    expect(cells).toEqual([
      { beta: 0.1, turns: 1 },
      { beta: 0.1, turns: 2 },
      { beta: 0.1, turns: 3 },
      { beta: 0.3, turns: 1 },
      { beta: 0.3, turns: 2 },
      { beta: 0.3, turns: 3 },
    ]);
    expect(jobs.map(({ cell, config: { seed } }) => [seed, cell])).toEqual([
      ...[0, 1, 2, 3, 4, 5].map((cell) => [1, cell]),
      ...[0, 1, 2, 3, 4, 5].map((cell) => [2, cell]),
    ]);
    expect(jobs[10]?.config).toEqual({ ...defaults, iterations: 2, beta: 0.3, turns: 2, seed: 2 });
  });

  test('begins with a preset, and takes seeds by name', () => {
    const { cells, jobs } = parseSweep({ base: 'therapy-10', grid: {}, seeds: [7, 0] });
    expect(cells).toEqual([{}]);
    expect(jobs.map(({ config }) => config)).toEqual(
      [7, 0].map((seed) => ({ ...presetNamed('therapy-10').config, seed })),
    );
  });

  test('takes lists as values', () => {
    const { cells } = parseSweep({ base: {}, grid: { scenarios: [['smoking'], ['smoking', 'theft'], []] }, seeds: 1 });
    expect(cells.map(cellText)).toEqual(['scenarios=smoking', 'scenarios=smoking theft', 'scenarios=']);
  });

  test('has balanced beginnings: cells differ by one run at most', () => {
    check(
      property(integer({ min: 1, max: 4 }), integer({ min: 1, max: 5 }), nat(), (betas, seeds, cut) => {
        const values = [0.1, 0.2, 0.3, 0.4].slice(0, betas);
        const { cells, jobs } = parseSweep({ base: {}, grid: { beta: values, turns: [1, 2] }, seeds });
        const counts = cells.map(
          (_, cell) => jobs.slice(0, cut % (jobs.length + 1)).filter((job) => job.cell === cell).length,
        );
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test('a plan keeps cells whose values do not go together, with the reason and without runs', () => {
  const { cells, jobs, refusals } = planSweep({
    base: {},
    grid: { learner: ['loraKto', 'tabularKto'], turns: [1, 2] },
    seeds: [7, 9],
  });
  expect(cells).toHaveLength(4);
  // first seed of every cell that has runs, then the second
  expect(jobs.map(({ cell, config: { seed } }) => [cell, seed])).toEqual([
    ...[0, 1, 2].map((cell) => [cell, 7]),
    ...[0, 1, 2].map((cell) => [cell, 9]),
  ]);
  expect(refusals.map((each) => each?.message ?? null)).toEqual([
    ...[null, null, null],
    'grid.turns.1: a tabular agent has 1 (where learner=tabularKto, turns=2)',
  ]);
  expect(() => planSweep({ base: {}, grid: { turns: [1, 9] }, seeds: 1 })).toThrow('grid.turns.1: 9 is not');
});

test('shards are all of a list, each item once, and as long as each other but for one', () => {
  check(
    property(nat(200), integer({ min: 1, max: 30 }), (length, parts) => {
      const items = Array.from({ length }, (_, i) => i);
      const shards = Array.from({ length: parts }, (_, i) => shardOf(items, i + 1, parts));
      expect(shards.flat().sort((a, b) => a - b)).toEqual(items);
      const lengths = shards.map((shard) => shard.length);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    }),
  );
  expect(shardOf(['a', 'b', 'c', 'd', 'e'], 2, 2)).toEqual(['b', 'd']);
});

describe('refused, with the place and what may stand there', () => {
  const whole = { base: {}, grid, seeds: 1 };
  test.each<[string, unknown, string, string]>([
    ['no object', 7, 'sweep', '7 is not Object'],
    ['no grid', { base: {}, seeds: 1 }, 'grid', 'is missing'],
    ['another field', { ...whole, cells: 3 }, 'cells', 'there is no such field'],
    ['no such preset', { ...whole, base: 'therapy-51' }, 'base', 'therapy-51 is none of the presets therapy, booking'],
    ['a base that is a list', { ...whole, base: 4 }, 'base', 'neither the name of a preset nor an object'],
    ['an unknown field of the base', { ...whole, base: { bet: 1 } }, 'base.bet', 'there is no such field'],
    ['a value of the base', { ...whole, base: { epochs: 0 } }, 'base.epochs', '0 is not a whole number from 1 to'],
    ['a seed of the base', { ...whole, base: { seed: 3 } }, 'base.seed', 'a list of their own'],
    ['an unknown axis', { ...whole, grid: { bet: [1] } }, 'grid.bet', 'there is no such field'],
    ['an axis of one value', { ...whole, grid: { beta: 0.1 } }, 'grid.beta', '0.1 is not Array'],
    ['an axis of no values', { ...whole, grid: { beta: [] } }, 'grid.beta', 'is an empty list'],
    [
      'a value out of range',
      { ...whole, grid: { turns: [1, 9] } },
      'grid.turns.1',
      '9 is not a whole number from 1 to 5',
    ],
    ['a value of another type', { ...whole, grid: { turns: ['1'] } }, 'grid.turns.0', '"1" is not a whole number'],
    ['a value twice', { ...whole, grid: { turns: [1, 2, 1] } }, 'grid.turns', '1 is there twice'],
    ['seeds as an axis', { ...whole, grid: { seed: [1, 2] } }, 'grid.seed', 'a list of their own'],
    ['no seeds', { ...whole, seeds: [] }, 'seeds', 'neither a whole number'],
    ['half a seed', { ...whole, seeds: [1.5] }, 'seeds', 'neither a whole number'],
    ['too many seeds', { ...whole, seeds: 1001 }, 'seeds', 'from 1 to 1000'],
    ['a seed twice', { ...whole, seeds: [1, 2, 1] }, 'seeds', 'twice'],
    [
      'too many runs',
      { ...whole, grid: { turns: [1, 2], batchRows: Array.from({ length: 100 }, (_, i) => i + 8) }, seeds: 51 },
      'grid',
      '10200 runs',
    ],
    [
      'values that do not go together',
      { ...whole, grid: { environment: ['therapyTalk', 'bookingAssistance'], turns: [1, 4] } },
      'grid.turns.1',
      '(where environment=',
    ],
  ])('%s', (_, input, field, fault) => {
    let error: unknown = null;
    try {
      parseSweep(input);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ field });
    expect((error as Error).message).toContain(fault);
  });
});
