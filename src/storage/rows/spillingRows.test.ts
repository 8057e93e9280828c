import { beforeEach, describe, expect, test } from 'vitest';
import { StorageError } from '../errors.ts';
import { MemoryRows } from './memoryRows.ts';
import { SpillingRows } from './spillingRows.ts';
import { scan } from './types.ts';
import type { Change, Key, KeyedRow, KeyRange, Rows, StoreName } from './types.ts';

/** Rows that refuse as they are told. */
class Failing implements Rows {
  readonly inner = new MemoryRows();
  onCommit: ((changes: readonly Change[]) => Error | null) | null = null;
  onRead: Error | null = null;

  get(store: StoreName, key: Key): Promise<unknown> {
    return this.onRead ? Promise.reject(this.onRead) : this.inner.get(store, key);
  }
  batch(store: StoreName, range: KeyRange, after: Key | null, limit: number): Promise<KeyedRow[]> {
    return this.onRead ? Promise.reject(this.onRead) : this.inner.batch(store, range, after, limit);
  }
  commit(changes: readonly Change[]): Promise<void> {
    const error = this.onCommit?.(changes) ?? null;
    return error ? Promise.reject(error) : this.inner.commit(changes);
  }
  close(): void {
    this.inner.close();
  }
}

const full = new DOMException('the disk is full', 'QuotaExceededError');
const isDelete = ({ kind }: Change): boolean => kind === 'delete';
const row = (run: string, iteration: number, value: number): Change => ({
  ...{ kind: 'put', store: 'iterations', row: { run, iteration, value } },
});
const deletes = (run: string, from?: number): Change => ({
  ...{ kind: 'delete', store: 'iterations' },
  range: from === undefined ? { prefix: [run] } : { prefix: [run], from },
});
const rename = (name: string): Change => ({
  ...{ kind: 'edit', store: 'runs', key: ['a'] },
  edit: (before) => ({ ...(before as object), name }),
});
const values = async (rows: Rows, limit = 256): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const { row: each } of scan(rows, 'iterations', { prefix: [] }, limit))
    found.push(Object.values(each as object));
  return found;
};

let stored = new Failing();
let told: string[] = [];
let rows = new SpillingRows(stored, () => undefined);

beforeEach(async () => {
  stored = new Failing();
  told = [];
  rows = new SpillingRows(stored, (reason, detail) => told.push(`${reason}: ${detail}`));
  await rows.commit([
    ...[row('a', 0, 1), row('a', 1, 1), row('b', 0, 1)],
    { kind: 'put', store: 'runs', row: { run: 'a', name: 'first', pinned: true } },
  ]);
});

describe('when the database is full', () => {
  test('what is written is in memory, over what is stored, and it is told once', async () => {
    stored.onCommit = () => full;
    await rows.commit([row('a', 1, 2), row('a', 2, 2), rename('second')]);
    await rows.commit([row('c', 0, 2)]);
    expect(told).toEqual(['quota: the disk is full']);
    for (const limit of [1, 2, 3, 256]) {
      expect(await values(rows, limit)).toEqual([
        ...[
          ['a', 0, 1],
          ['a', 1, 2],
          ['a', 2, 2],
        ],
        ...[
          ['b', 0, 1],
          ['c', 0, 2],
        ],
      ]);
    }
    expect(await rows.get('runs', ['a'])).toEqual({ run: 'a', name: 'second', pinned: true });
    expect(await values(stored)).toEqual([
      ['a', 0, 1],
      ['a', 1, 1],
      ['b', 0, 1],
    ]);
  });

  test('what is deleted is deleted in the database, too, which makes room', async () => {
    stored.onCommit = (changes) => (changes.every(isDelete) ? null : full);
    await rows.commit([row('a', 2, 2)]);
    await rows.commit([deletes('a', 1)]);
    expect(await values(rows)).toEqual([
      ['a', 0, 1],
      ['b', 0, 1],
    ]);
    expect(await values(stored)).toEqual([
      ['a', 0, 1],
      ['b', 0, 1],
    ]);
  });

  test('what is deleted beside something new stays in the database until that is there, too', async () => {
    stored.onCommit = (changes) => (changes.every(isDelete) ? null : full);
    await rows.commit([deletes('a'), row('a', 2, 2)]);
    expect(await values(rows)).toEqual([
      ['a', 2, 2],
      ['b', 0, 1],
    ]);
    expect(await values(stored)).toEqual([
      ['a', 0, 1],
      ['a', 1, 1],
      ['b', 0, 1],
    ]);
    stored.onCommit = null;
    expect(await rows.restore()).toBe(true);
    expect(await values(stored)).toEqual([
      ['a', 2, 2],
      ['b', 0, 1],
    ]);
  });

  test('what is deleted is gone even if the database can not be told, until something new is put there', async () => {
    stored.onCommit = () => full;
    await rows.commit([deletes('a')]);
    expect(await values(rows, 1)).toEqual([['b', 0, 1]]);
    expect(await rows.get('iterations', ['a', 1])).toBeUndefined();
    await rows.commit([row('a', 1, 3)]);
    expect(await values(rows, 1)).toEqual([
      ['a', 1, 3],
      ['b', 0, 1],
    ]);
  });

  test('all of it is stored once there is room, deletions first', async () => {
    stored.onCommit = () => full;
    await rows.commit([deletes('a'), row('a', 0, 5), row('c', 0, 5)]);
    expect(await rows.restore()).toBe(false);
    stored.onCommit = null;
    expect(await rows.restore()).toBe(true);
    expect(await values(stored)).toEqual([
      ['a', 0, 5],
      ['b', 0, 1],
      ['c', 0, 5],
    ]);
    await rows.commit([row('c', 1, 6)]);
    expect(await values(stored)).toContainEqual(['c', 1, 6]);
    stored.onCommit = () => full;
    await rows.commit([row('c', 2, 7)]);
    expect(told).toHaveLength(2);
  });
});

test('a database that was closed is not even read: runs are edited as they were last written', async () => {
  const gone = new StorageError('replaced', {
    store: 'swayground',
    key: '',
    field: null,
    fault: { code: 'replacedDatabase' },
  });
  stored.onCommit = () => gone;
  stored.onRead = gone;
  await rows.commit([row('a', 2, 2), rename('second')]);
  expect(told).toEqual(['replaced: swayground: a newer version was opened in another tab']);
  expect(await rows.get('runs', ['a'])).toEqual({ run: 'a', name: 'second', pinned: true });
  await expect(rows.get('iterations', ['b', 0])).rejects.toThrow(gone);
  // what was written since is in memory, and can be listed and read
  for (const limit of [1, 256]) expect(await values(rows, limit)).toEqual([['a', 2, 2]]);
});

test('a read that fails while all is in the database is not taken for an empty one', async () => {
  stored.onRead = new DOMException('closed', 'InvalidStateError');
  await expect(values(rows)).rejects.toThrow('closed');
  stored.onCommit = () => full;
  await rows.commit([row('a', 2, 2)]);
  // it is full, so it can be read: a row that can't be is at fault
  stored.onRead = new DOMException('a value', 'UnknownError');
  await expect(values(rows)).rejects.toThrow('a value');
});

test.each([
  [
    'a row that is at fault',
    new StorageError('damaged', { store: 'runs', key: '', field: null, fault: { code: 'missing' } }),
  ],
  ['a value that can not be stored', new DOMException('a function', 'DataCloneError')],
  ['a fault of the program', new TypeError('x')],
])('%s is no reason to leave the database', async (_name, error) => {
  stored.onCommit = () => error;
  await expect(rows.commit([row('a', 2, 2)])).rejects.toThrow(error);
  stored.onCommit = null;
  expect(told).toEqual([]);
  expect(await values(rows)).toHaveLength(3);
});

test('commits that are asked for at once are done one after the other', async () => {
  stored.onCommit = (changes) => (changes.length === 2 ? full : null);
  await Promise.all([rows.commit([row('c', 0, 1), row('c', 1, 1)]), rows.commit([row('c', 0, 2)])]);
  expect(await rows.get('iterations', ['c', 0])).toEqual({ run: 'c', iteration: 0, value: 2 });
});
