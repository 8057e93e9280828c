import { beforeEach, describe, expect, test } from 'vitest';
import { endOf, iterationEvents, startAt } from '../../test/support/storedRun.ts';
import type { RunChange } from './changes.ts';
import { StorageError } from './errors.ts';
import { RunLibrary } from './library.ts';
import { localLocks } from './locks.ts';
import { RunReader } from './reader.ts';
import { MemoryRows } from './rows/memoryRows.ts';
import { storeNames } from './rows/types.ts';
import { RunWriter } from './writer.ts';

let rows = new MemoryRows();
let locks = localLocks();
let told: RunChange[] = [];
let library = new RunLibrary(rows, locks, changesInto([]));

function changesInto(list: RunChange[]) {
  return { tell: (change: RunChange) => list.push(change), subscribe: () => () => undefined, close: () => undefined };
}

async function write(run: string, at: number, isEnded = true): Promise<void> {
  const writer = new RunWriter(rows, { run, name: `Run ${run}` });
  for (const event of [startAt(), ...iterationEvents(0), ...iterationEvents(1), ...(isEnded ? [endOf(1)] : [])]) {
    await writer.add(event, at);
  }
}
const listed = async (): Promise<string[]> => (await library.list()).found.map(({ run, status }) => `${run} ${status}`);
const rowsOf = async (run: string): Promise<number> => {
  const counts = storeNames.map(async (store) => (await rows.batch(store, { prefix: [run] }, null, 1000)).length);
  return (await Promise.all(counts)).reduce((total, count) => total + count, 0);
};

beforeEach(async () => {
  rows = new MemoryRows();
  locks = localLocks();
  told = [];
  library = new RunLibrary(rows, locks, changesInto(told));
  await write('b', 20);
  await write('a', 10);
  await write('c', 30, false);
});

describe('the list', () => {
  test('has the latest first, and a run that nobody writes any more as interrupted', async () => {
    expect(await listed()).toEqual(['c interrupted', 'b finished', 'a finished']);
    const lock = await locks.acquire('c');
    expect(await listed()).toEqual(['c running', 'b finished', 'a finished']);
    lock?.release();
    expect(await listed()).toEqual(['c interrupted', 'b finished', 'a finished']);
  });

  test('an interrupted run goes on from its checkpoint', async () => {
    const checkpoint = await new RunReader(rows).checkpoint('c');
    const writer = new RunWriter(rows, { run: 'c', name: '' });
    for (const event of [startAt(checkpoint?.iteration), ...iterationEvents(2), endOf(2)]) await writer.add(event, 40);
    expect(await listed()).toEqual(['c finished', 'b finished', 'a finished']);
  });

  test('has the other runs where one is damaged, and says which', async () => {
    await rows.commit([{ kind: 'put', store: 'runs', row: { run: 'b', name: 'no more than this' } }]);
    const { found, damaged } = await library.list();
    expect(found.map(({ run }) => run)).toEqual(['c', 'a']);
    expect(damaged).toHaveLength(1);
    expect(damaged[0]).toMatchObject({ code: 'damaged', facts: { store: 'runs', key: '["b"]' } });
  });
});

describe('a run', () => {
  test('is renamed and pinned, and nothing else changes', async () => {
    const reader = new RunReader(rows);
    const before = await reader.run('a');
    await library.rename('a', 'Another <b>name</b>');
    await library.pin('a', true);
    expect(await reader.run('a')).toEqual({ ...before, name: 'Another <b>name</b>', pinned: true });
    expect(told).toEqual([
      { kind: 'changed', run: 'a' },
      { kind: 'changed', run: 'a' },
    ]);
    await expect(library.rename('x', 'X')).rejects.toMatchObject({ code: 'missing' });
    await expect(rows.get('runs', ['x'])).resolves.toBeUndefined();
  });

  test('is deleted with all its rows, and no other with it', async () => {
    const others = await rowsOf('b');
    await library.delete('a');
    expect([await rowsOf('a'), await rowsOf('b')]).toEqual([0, others]);
    expect(told).toEqual([{ kind: 'deleted', run: 'a' }]);
  });

  test('is not deleted while it is being written', async () => {
    const lock = await locks.acquire('c');
    const error: unknown = await library.delete('c').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ code: 'busy' });
    expect(await rowsOf('c')).toBeGreaterThan(1);
    lock?.release();
    await library.delete('c');
    expect(await rowsOf('c')).toBe(0);
  });

  test('that is damaged can be deleted', async () => {
    await rows.commit([{ kind: 'put', store: 'runs', row: { run: 'b' } }]);
    await library.delete('b');
    expect(await library.list()).toMatchObject({ damaged: [] });
    expect(await rowsOf('b')).toBe(0);
  });
});

test('room is made by the run that was changed longest ago, but for pinned ones and those being written', async () => {
  await library.pin('a', true);
  const lock = await locks.acquire('b');
  expect(await library.deleteOldestUnpinned('c')).toBeNull();
  expect(await library.deleteOldestUnpinned()).toMatchObject({ run: 'c' });
  expect(await library.deleteOldestUnpinned()).toBeNull();
  lock?.release();
  expect(await library.deleteOldestUnpinned()).toMatchObject({ run: 'b' });
  expect(await library.deleteOldestUnpinned()).toBeNull();
  expect(await listed()).toEqual(['a finished']);
});
