import { beforeEach, describe, expect, test } from 'vitest';
import { endOf, iterationEvents, smallSize, startAt } from '../../test/support/storedRun.ts';
import type { RunChange } from './changes.ts';
import { localLocks } from './locks.ts';
import { migrations } from './migrations.ts';
import type { Migration } from './migrations.ts';
import { RunReader } from './reader.ts';
import { MemoryRows } from './rows/memoryRows.ts';
import { scan, storeNames } from './rows/types.ts';
import type { Rows, StoreName } from './rows/types.ts';
import { exportRun, importRun, sweepImports } from './transfer.ts';
import type { TransferredRow } from './transfer.ts';
import { RunWriter } from './writer.ts';

let rows = new MemoryRows();
let target = new MemoryRows();
let told: RunChange[] = [];
let locks = localLocks();
const version = migrations.length;
/** More than one chunk of them. */
const size = { ...smallSize, training: 60 };

async function writeTo(into: Rows, run: string, last: number, isEnded = true): Promise<RunWriter> {
  const writer = new RunWriter(into, { run, name: 'A run' });
  const middle = Array.from({ length: last + 1 }, (_, iteration) => iterationEvents(iteration, size)).flat();
  for (const event of [startAt(), ...middle, ...(isEnded ? [endOf(last)] : [])]) await writer.add(event, 5);
  return writer;
}
async function collect(source: AsyncIterable<TransferredRow>): Promise<TransferredRow[]> {
  const found: TransferredRow[] = [];
  for await (const each of source) found.push(each);
  return found;
}
async function* from(items: readonly unknown[]): AsyncGenerator<unknown, void> {
  for (const item of items) yield await Promise.resolve(item);
}
const importTo = (into: Rows, items: readonly unknown[], run = 'new', steps: readonly Migration[] = migrations) => {
  const changes = {
    tell: (change: RunChange) => told.push(change),
    subscribe: () => () => undefined,
    close: () => undefined,
  };
  return importRun(into, from(items), { run, migrations: steps }, { locks, changes });
};
const everything = async (of: Rows): Promise<{ store: StoreName; row: object }[]> => {
  const found: { store: StoreName; row: object }[] = [];
  for (const store of storeNames) {
    for await (const { row } of scan(of, store, { prefix: [] })) found.push({ store, row: row as object });
  }
  return found;
};

beforeEach(async () => {
  rows = new MemoryRows();
  target = new MemoryRows();
  told = [];
  locks = localLocks();
  await writeTo(rows, 'a', 2);
});

describe('a run that is exported and imported', () => {
  test('has the same rows under another id, and the same columns although they were not exported', async () => {
    const exported = await collect(exportRun(rows, 'a', version));
    expect(exported.map(({ store }): string => store).includes('columns')).toBe(false);
    const stored = await importTo(target, exported);
    expect(stored).toEqual({ ...(await new RunReader(rows).run('a')), run: 'new' });
    const wanted = (await everything(rows)).map(({ store, row }) => ({ store, row: { ...row, run: 'new' } }));
    expect(await everything(target)).toEqual(wanted);
    expect(told).toEqual([{ kind: 'changed', run: 'new' }]);
    expect(await new RunReader(target).checkpoint('new')).toEqual(await new RunReader(rows).checkpoint('a'));
  });

  test('is written in several pieces where it is large', async () => {
    const large = new MemoryRows();
    const writer = new RunWriter(large, { run: 'a', name: '' });
    const many = { training: 2400, panel: 30, optimizer: 'fresh' } as const;
    for (const event of [startAt(), ...iterationEvents(0, many), ...iterationEvents(1, many)])
      await writer.add(event, 1);
    await importTo(target, await collect(exportRun(large, 'a', version)));
    expect((await new RunReader(target).index('new')).index.length).toBe(2460);
  });

  test('has whole iterations only, though it is being written', async () => {
    const source = exportRun(rows, 'a', version);
    const exported = [(await source.next()).value, (await source.next()).value];
    const writer = new RunWriter(rows, { run: 'a', name: '' });
    for (const event of [startAt(2), ...iterationEvents(3)]) await writer.add(event, 9);
    for await (const each of source) if (each.store !== 'optimizers') exported.push(each);
    await importTo(target, exported);
    const { found } = { found: await new RunReader(target).run('new') };
    expect(found).toMatchObject({ completed: 2, trajectories: 129 });
    await expect(new RunReader(target).trajectory('new', 'training', 2, 0)).rejects.toMatchObject({ code: 'missing' });
  });

  test('is interrupted where it was running', async () => {
    await writeTo(rows, 'b', 1, false);
    expect(await importTo(target, await collect(exportRun(rows, 'b', version)))).toMatchObject({
      status: 'interrupted',
    });
  });

  test('may have no complete iteration', async () => {
    await new RunWriter(rows, { run: 'c', name: 'C' }).add(startAt(), 1);
    expect(await importTo(target, await collect(exportRun(rows, 'c', version)))).toMatchObject({ completed: null });
  });

  test('is brought from an older version to this one', async () => {
    const exported = await collect(exportRun(rows, 'a', version));
    const old = exported.map(({ store, row }) => {
      if (store !== 'runs') return { store, row };
      const { name, ...rest } = row as { name: string };
      return { store, row: { ...rest, title: name } };
    });
    const rename: Migration = {
      creates: [],
      rows: { runs: (row) => ({ ...(row as object), name: Reflect.get(row as object, 'title') as unknown }) },
    };
    expect(await importTo(target, old, 'new', [...migrations, rename])).toMatchObject({ name: 'A run' });
  });
});

describe('what is no run leaves nothing behind', () => {
  type Items = { store: string; row: unknown }[];
  const at = (items: Items, store: string): number => items.findIndex((each) => each.store === store);
  const without = (store: string) => (items: Items) => items.filter((each) => each.store !== store);
  const changed = (store: string, changes: object) => (items: Items) =>
    items.with(at(items, store), { store, row: { ...(items[at(items, store)]?.row as object), ...changes } });

  const firstTraining = (items: Items) =>
    items.findIndex(({ store, row }) => store === 'trajectories' && Reflect.get(row as object, 'part') === 'training');
  const shortened = (items: Items) => {
    const row = items[firstTraining(items)]?.row as { trajectories: unknown[] };
    const less = { store: 'trajectories', row: { ...row, trajectories: row.trajectories.slice(1) } };
    return items.with(firstTraining(items), less);
  };

  test.each<[string, (items: Items) => unknown[], object]>([
    ['nothing', () => [], { facts: { store: 'runs', fault: 'there is no run' } }],
    ['no rows', () => [5, 'text', null], { facts: { store: 'meta' } }],
    ['a later version', changed('meta', { version: version + 1 }), { code: 'newer' }],
    ['no run', without('runs'), { facts: { store: 'iterations', key: '["row 1"]' } }],
    ['two runs', (items) => [...items, items[1]], { facts: { store: 'runs', fault: 'is a second run' } }],
    ['an unknown store', (items) => [...items, { store: 'secrets', row: {} }], { facts: { store: 'import' } }],
    ['no iterations', without('iterations'), { facts: { store: 'iterations' } }],
    ['an iteration less', (items) => items.toSpliced(at(items, 'iterations'), 1), { facts: { field: 'iteration' } }],
    [
      'an iteration twice',
      (items) => items.toSpliced(3, 0, items[2] ?? { store: '', row: 0 }),
      { facts: { field: 'iteration' } },
    ],
    ['a chunk less', (items) => items.toSpliced(firstTraining(items), 1), { facts: { field: 'chunk' } }],
    ['a chunk that is not full', shortened, { facts: { field: 'chunk' } }],
    ['the last chunk less', (items) => items.toSpliced(at(items, 'checkpoints') - 1, 1), { facts: { field: null } }],
    [
      'a damaged trajectory',
      changed('trajectories', { trajectories: [{ state: 1 }] }),
      { facts: { field: 'trajectories.0.state' } },
    ],
    ['no checkpoints', without('checkpoints'), { facts: { store: 'checkpoints' } }],
    ['a damaged checkpoint', changed('checkpoints', { bytes: 'bytes' }), { facts: { field: 'bytes' } }],
    ['a damaged config', changed('runs', { config: { beta: 'high' } }), { facts: { store: 'runs', field: 'config' } }],
    [
      'other trajectories than the run says',
      changed('runs', { trajectories: 3 }),
      { facts: { store: 'trajectories' } },
    ],
  ])('%s', async (_name, change, wanted) => {
    await writeTo(target, 'other', 0);
    const before = await everything(target);
    const items: Items = await collect(exportRun(rows, 'a', version));
    await expect(importTo(target, change(items))).rejects.toMatchObject({ name: 'StorageError', ...wanted });
    expect(await everything(target)).toEqual(before);
    expect(told).toEqual([]);
    // and the run can still be imported as it is
    await importTo(target, items);
  });

  test('a file that can not be read to its end', async () => {
    const items = await collect(exportRun(rows, 'a', version));
    async function* broken(): AsyncGenerator<unknown, void> {
      yield* from(items.slice(0, 20));
      throw new RangeError('the file is cut off');
    }
    const changes = { tell: () => undefined, subscribe: () => () => undefined, close: () => undefined };
    const importing = importRun(target, broken(), { run: 'new', migrations }, { locks, changes });
    await expect(importing).rejects.toThrow(new RangeError('the file is cut off'));
    expect(await everything(target)).toEqual([]);
  });
});

test('a run that is there or being written is not replaced', async () => {
  const items = await collect(exportRun(rows, 'a', version));
  const before = await everything(rows);
  await expect(importTo(rows, items, 'a')).rejects.toMatchObject({ code: 'exists' });
  await locks.acquire('b');
  await expect(importTo(rows, items, 'b')).rejects.toMatchObject({ code: 'busy' });
  expect(await everything(rows)).toEqual(before);
});

test('what a broken-off import has left is swept away, but not what another tab is importing', async () => {
  await writeTo(target, 'kept', 0);
  const before = await everything(target);
  for (const run of ['broken', 'other']) {
    await target.commit([
      { kind: 'put', store: 'meta', row: { key: `import/${run}`, run } },
      { kind: 'put', store: 'iterations', row: { run, iteration: 0 } },
    ]);
  }
  const lock = await locks.acquire('other');
  await sweepImports(target, locks);
  expect(await target.get('iterations', ['broken', 0])).toBeUndefined();
  expect(await target.get('iterations', ['other', 0])).toBeDefined();
  lock?.release();
  await sweepImports(target, locks);
  expect(await everything(target)).toEqual(before);
});
