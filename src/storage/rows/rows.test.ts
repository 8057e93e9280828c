import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { migrations } from '../migrations.ts';
import { Connection } from './connection.ts';
import { IndexedDbRows } from './indexedDbRows.ts';
import { MemoryRows } from './memoryRows.ts';
import { SpillingRows } from './spillingRows.ts';
import { scan } from './types.ts';
import type { Change, KeyRange, Rows, StoreName } from './types.ts';

let databases = 0;
const indexedDbRows = (): Rows =>
  new IndexedDbRows(new Connection({ name: `rows ${String(databases++)}`, migrations }));
const spillingRows = (): Rows =>
  new SpillingRows(indexedDbRows(), () => {
    throw new Error('a database that is well was given up');
  });

const put = (store: StoreName, row: object): Change => ({ kind: 'put', store, row });
const iteration = (run: string, number: number, value = 0): Change =>
  put('iterations', { run, iteration: number, value });
const all = async (rows: Rows, store: StoreName, range: KeyRange = { prefix: [] }, limit = 256): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const { row } of scan(rows, store, range, limit)) found.push(row);
  return found;
};

describe.each([
  ['memory', () => new MemoryRows()],
  ['IndexedDB', indexedDbRows],
  ['IndexedDB with memory behind it', spillingRows],
])('rows in %s', (_name, open) => {
  test('are found by their key, and undefined where there are none', async () => {
    const rows = open();
    await rows.commit([iteration('a', 2, 7), put('runs', { run: 'a' })]);
    expect(await rows.get('iterations', ['a', 2])).toEqual({ run: 'a', iteration: 2, value: 7 });
    expect(await rows.get('iterations', ['a', 3])).toBeUndefined();
    expect(await rows.get('runs', ['a'])).toEqual({ run: 'a' });
  });

  test('come in the order of their keys, numbers as numbers, however few are read at once', async () => {
    const rows = open();
    await rows.commit([11, 2, 100, 0].map((number) => iteration('a', number)));
    await rows.commit([iteration('A', 5), iteration('ab', 1), iteration('', 3)]);
    for (const limit of [1, 2, 256]) {
      const found = await all(rows, 'iterations', { prefix: [] }, limit);
      expect(found).toMatchObject([
        ...[
          { run: '', iteration: 3 },
          { run: 'A', iteration: 5 },
        ],
        ...[0, 2, 11, 100].map((number) => ({ run: 'a', iteration: number })),
        { run: 'ab', iteration: 1 },
      ]);
    }
    expect(await all(rows, 'iterations', { prefix: ['a'], from: 3 }, 1)).toMatchObject([
      { iteration: 11 },
      { iteration: 100 },
    ]);
  });

  test('are deleted by range before new ones are put, whatever the order asked for', async () => {
    const rows = open();
    await rows.commit([0, 1, 2, 3].map((number) => iteration('a', number, 1)));
    await rows.commit([iteration('b', 2, 1)]);
    await rows.commit([
      iteration('a', 3, 9),
      { kind: 'delete', store: 'iterations', range: { prefix: ['a'], from: 2 } },
    ]);
    expect(await all(rows, 'iterations')).toMatchObject([
      ...[
        { run: 'a', iteration: 0 },
        { run: 'a', iteration: 1 },
      ],
      ...[
        { run: 'a', iteration: 3, value: 9 },
        { run: 'b', iteration: 2 },
      ],
    ]);
  });

  test('stay as they are when any change of a commit fails', async () => {
    const rows = open();
    await rows.commit([put('runs', { run: 'a', name: 'old' }), iteration('a', 0)]);
    const refuse: Change = {
      ...{ kind: 'edit', store: 'runs', key: ['a'] },
      edit: (row) => {
        expect(row).toEqual({ run: 'a', name: 'old' });
        throw new RangeError('no');
      },
    };
    const deletes: Change = { kind: 'delete', store: 'iterations', range: { prefix: ['a'] } };
    await expect(rows.commit([iteration('a', 1), deletes, refuse])).rejects.toThrow(new RangeError('no'));
    const uncloneable = put('runs', { run: 'a', name: () => 'a function' });
    await expect(rows.commit([iteration('a', 1), deletes, uncloneable])).rejects.toThrow();
    await expect(rows.commit([iteration('a', 1), deletes, put('iterations', { run: 'a' })])).rejects.toThrow();
    expect(await all(rows, 'iterations')).toEqual([{ run: 'a', iteration: 0, value: 0 }]);
    expect(await rows.get('runs', ['a'])).toEqual({ run: 'a', name: 'old' });
  });

  test('are edited one edit after the other, and made where there were none', async () => {
    const rows = open();
    const add = (): Promise<void> => {
      const edit = (row: unknown): object => ({
        run: 'a',
        count: row === undefined ? 1 : Number(Reflect.get(row as object, 'count')) + 1,
      });
      return rows.commit([{ kind: 'edit', store: 'runs', key: ['a'], edit }]);
    };
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await rows.get('runs', ['a'])).toEqual({ run: 'a', count: 20 });
  });

  test('do not change when what was put is changed afterwards', async () => {
    const rows = open();
    const row = { run: 'a', iteration: 0, bytes: new Uint8Array([1, 2]) };
    await rows.commit([put('checkpoints', row)]);
    row.bytes[0] = 9;
    expect(await rows.get('checkpoints', ['a', 0])).toEqual({ run: 'a', iteration: 0, bytes: new Uint8Array([1, 2]) });
  });
});

test('memory and IndexedDB agree, whatever is done to them', async () => {
  const run = fc.constantFrom('a', 'b', 'aa');
  const number = fc.integer({ min: 0, max: 5 });
  const change = fc.oneof(
    fc.tuple(run, number, fc.nat(99)).map(([of, at, value]) => iteration(of, at, value)),
    fc.tuple(run, fc.option(number)).map(([of, from]): Change => ({
      ...{ kind: 'delete', store: 'iterations' },
      range: from === null ? { prefix: [of] } : { prefix: [of], from },
    })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 6 }), async (commits) => {
      const [memory, stored] = [new MemoryRows(), indexedDbRows()];
      for (const changes of commits) {
        await memory.commit(changes);
        await stored.commit(changes);
      }
      expect(await all(memory, 'iterations', { prefix: [] }, 4)).toEqual(await all(stored, 'iterations'));
      stored.close();
    }),
    { numRuns: 60 },
  );
});
