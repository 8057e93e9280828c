import { beforeEach, describe, expect, test } from 'vitest';
import { ownScenario } from '../../test/support/ownCase.ts';
import { iterationEvents, startAt } from '../../test/support/storedRun.ts';
import { scenarioIds } from '../environments/ids.ts';
import { StorageError } from './errors.ts';
import { RunReader } from './reader.ts';
import { keyPaths } from './rows/types.ts';
import { MemoryRows } from './rows/memoryRows.ts';
import type { Key, StoreName } from './rows/types.ts';
import { RunWriter } from './writer.ts';

let rows = new MemoryRows();
let reader = new RunReader(rows);

beforeEach(async () => {
  rows = new MemoryRows();
  reader = new RunReader(rows);
  const writer = new RunWriter(rows, { run: 'a', name: 'A' });
  for (const event of [startAt(), ...[0, 1, 2].flatMap((iteration) => iterationEvents(iteration))]) {
    await writer.add(event, 1);
  }
});

/** Puts a value in a row, at a path of names and numbers with dots. */
async function damage(store: StoreName, key: Key, path: string, value: unknown): Promise<void> {
  const row: unknown = structuredClone(await rows.get(store, key));
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce<unknown>((part, name) => Reflect.get(part as object, name), row);
  if (value === undefined) Reflect.deleteProperty(holder as object, last);
  else Reflect.set(holder as object, last, value);
  await rows.commit([{ kind: 'put', store, row: row as object }]);
}

const readers: Readonly<Partial<Record<StoreName, (key: Key) => Promise<unknown>>>> = {
  runs: () => reader.run('a'),
  iterations: async (key) => {
    for await (const each of reader.iterations('a')) {
      if (each instanceof StorageError && each.facts.key === JSON.stringify(key).replace(',', ', ')) throw each;
    }
  },
  trajectories: () => reader.trajectory('a', 'training', 1, 2),
  columns: async () => {
    const [fault] = (await reader.index('a')).damaged;
    if (fault) throw fault;
  },
  checkpoints: () => reader.policy('a', 2),
  optimizers: () => reader.checkpoint('a'),
};
const keys: Readonly<Partial<Record<StoreName, Key>>> = {
  ...{ runs: ['a'], iterations: ['a', 1], trajectories: ['a', 'training', 1, 0], columns: ['a', 'training', 1] },
  ...{ checkpoints: ['a', 2], optimizers: ['a'] },
};

describe('a damaged row is told with its store, key, field and fault', () => {
  test.each<[StoreName, string, unknown, string]>([
    ['runs', 'status', 'paused', 'status'],
    ['runs', 'completed', -1, 'completed'],
    ['runs', 'createdAt', Infinity, 'createdAt'],
    ['runs', 'config.beta', 'high', 'config.beta'],
    ['runs', 'model.hash', 'no hash', 'model.hash'],
    ['runs', 'name', undefined, 'name'],
    ['iterations', 'metrics.gameable.harm.low', '0.1', 'metrics.gameable.harm.low'],
    ['iterations', 'metrics.other.acts', { explode: 1 }, 'metrics.other.acts.explode'],
    ['iterations', 'metrics.twins', null, 'metrics.twins'],
    ['iterations', 'collapse', ['boredom'], 'collapse.0'],
    ['iterations', 'update.steps.0.loss', null, 'update.steps.0.loss'],
    ['iterations', 'selection.vetoed', undefined, 'selection.vetoed'],
    ['trajectories', 'trajectories.2.label', 'liked', 'trajectories.2.label'],
    ['trajectories', 'trajectories.2.state.leans.wish', 1, 'trajectories.2.state.leans.wish'],
    ['trajectories', 'trajectories.2.played.0.reply.text', { html: '<b>' }, 'trajectories.2.played.0.reply.text'],
    ['trajectories', 'trajectories.2.played.0.reply.tokens', [1, 2.5], 'trajectories.2.played.0.reply.tokens.1'],
    [
      'trajectories',
      'trajectories.2.played.0.gold',
      { acts: ['explode'], harmful: true },
      'trajectories.2.played.0.gold.acts.0',
    ],
    ['trajectories', 'trajectories', [], 'trajectories'],
    ['columns', 'reward', new Float64Array(2), 'null'],
    ['columns', 'scenarios', [], 'null'],
    ['columns', 'label', new Uint8Array([0, 1, 2, 3, 0]), 'label'],
    ['columns', 'excerpts', 'text', 'excerpts'],
    ['checkpoints', 'bytes', [1, 2], 'bytes'],
    ['optimizers', 'optimizer.firstMoment', new Float32Array(3), 'optimizer'],
    ['optimizers', 'iteration', 1, 'iteration'],
  ])('%s: %s', async (store, path, value, field) => {
    const key = keys[store] ?? [];
    await damage(store, key, path, value);
    const error: unknown = await readers[store]?.(key).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ code: 'damaged', facts: { store, field: field === 'null' ? null : field } });
    expect((error as StorageError).facts.key).toBe(`[${key.map((part) => JSON.stringify(part)).join(', ')}]`);
    expect((error as StorageError).message).not.toMatch(/undefined|Invalid|: $/u);
  });

  test('and a value that is no row at all', async () => {
    const row = Object.assign([], Object.fromEntries(keyPaths.runs.map((path) => [path, 'a'])));
    await rows.commit([{ kind: 'put', store: 'runs', row }]);
    await expect(reader.run('a')).rejects.toMatchObject({ code: 'damaged' });
  });
});

test('a run of one’s own users whose cue did nothing is read, though none is begun like it any more', async () => {
  await damage('runs', ['a'], 'config.cue', 'memory');
  const { environment } = (await reader.run('a')).config;
  await damage('runs', ['a'], 'config.ownScenarios', [ownScenario('Mine', scenarioIds(environment)[0] ?? '')]);
  expect((await reader.run('a')).config).toMatchObject({ cue: 'memory', ownScenarios: [{ name: 'Mine' }] });
});

describe('the other rows are read all the same', () => {
  test('iterations', async () => {
    await damage('iterations', ['a', 1], 'fingerprint', 7);
    const found: unknown[] = [];
    for await (const each of reader.iterations('a'))
      found.push(each instanceof StorageError ? each.code : each.iteration);
    expect(found).toEqual([0, 'damaged', 2]);
  });

  test('trajectories', async () => {
    await damage('trajectories', ['a', 'training', 1, 0], 'trajectories.2', null);
    const found: unknown[] = [];
    for await (const each of reader.trajectories('a')) found.push(each instanceof StorageError ? each.code : 'read');
    expect(found).toHaveLength(19);
    expect(found.indexOf('damaged')).toBe(7);
    expect(found.lastIndexOf('damaged')).toBe(7);
    expect(await reader.trajectory('a', 'training', 1, 1)).toMatchObject({ index: 1 });
    await expect(reader.trajectory('a', 'training', 1, 2)).rejects.toMatchObject({ code: 'damaged' });
    await damage('trajectories', ['a', 'training', 0, 0], 'trajectories', 'none');
    const after: unknown[] = [];
    for await (const each of reader.trajectories('a')) after.push(each instanceof StorageError ? each.code : 'read');
    expect(after).toHaveLength(15);
  });

  test('columns', async () => {
    await damage('columns', ['a', 'training', 1], 'vetoed', null);
    const { index, damaged } = await reader.index('a');
    expect(index.length).toBe(14);
    expect(damaged.map(({ facts }) => facts.key)).toEqual(['["a", "training", 1]']);
  });
});

test('numbers that are not finite are no damage: a run may have measured them', async () => {
  await damage('iterations', ['a', 1], 'metrics.entropy', NaN);
  await damage('iterations', ['a', 2], 'metrics.gap', { value: NaN, low: -Infinity, high: Infinity, n: 0 });
  for await (const each of reader.iterations('a')) expect(each).not.toBeInstanceOf(StorageError);
});

test('what is not there is missing', async () => {
  await expect(reader.run('b')).rejects.toMatchObject({ code: 'missing' });
  for (const index of [5, 50]) {
    const reading = reader.trajectory('a', 'training', 1, index);
    await expect(reading).rejects.toMatchObject({ code: 'missing' });
  }
  await expect(reader.policy('a', 9)).rejects.toMatchObject({ code: 'missing' });
  await expect(reader.checkpoint('b')).rejects.toMatchObject({ code: 'missing' });
  await rows.commit([{ kind: 'delete', store: 'checkpoints', range: { prefix: ['a', 2] } }]);
  await expect(reader.checkpoint('a')).rejects.toMatchObject({ code: 'missing', facts: { key: '["a", 2]' } });
});
