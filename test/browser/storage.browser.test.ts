// The store of runs in a real IndexedDB, with real locks and channels, and other contexts that are killed.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runExperiment } from '../../src/experiments/index.ts';
import type { Checkpoint, RunEvent } from '../../src/experiments/index.ts';
import { keepRuns, openRunStore, StorageError, storageMeter } from '../../src/storage/index.ts';
import type { RunChange, RunStore, StoreOptions } from '../../src/storage/index.ts';
import { migrations } from '../../src/storage/migrations.ts';
import { goldenFingerprint, smallConfig, smallDeps } from '../support/runCase.ts';
import { endOf, iterationEvents, learnerState, linkOf, smallSize, startAt } from '../support/storedRun.ts';
import { startBrowserWorkers } from './startWorkers.ts';

let databases = 0;
let name = '';
const opened: RunStore[] = [];
const workers: Worker[] = [];

async function open(options: StoreOptions = {}): Promise<RunStore> {
  const store = await openRunStore({ name, ...options });
  opened.push(store);
  return store;
}
async function write(store: RunStore, run: string, events: readonly RunEvent[]): Promise<void> {
  const writer = store.writer({ run, name: run });
  for (const event of events) await writer.add(event, 1);
}
const iterations = (first: number, last: number): RunEvent[] =>
  Array.from({ length: last - first + 1 }, (_, at) => iterationEvents(first + at)).flat();

beforeEach(() => {
  name = `test ${String(databases++)}`;
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const worker of workers.splice(0)) worker.terminate();
  for (const store of opened.splice(0)) store.close();
  await new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = () => {
      resolve();
    };
  });
});

/** Before the nth row from now is put, and all that follow. */
function onPut(nth: number, callback: (store: IDBObjectStore) => void): void {
  const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')?.value as (
    this: IDBObjectStore,
    ...row: unknown[]
  ) => IDBRequest<IDBValidKey>;
  let count = 0;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...row) {
    if (++count >= nth) callback(this);
    return put.call(this, ...row);
  });
}
const throwFull = (): void => {
  throw new DOMException('full', 'QuotaExceededError');
};

describe('a run', () => {
  test('is there after the store is opened again, and goes on', async () => {
    const first = await open();
    expect(first.mode()).toEqual({ kind: 'indexedDb' });
    await write(first, 'a', [startAt(), ...iterations(0, 2)]);
    first.close();
    const second = await open();
    expect((await second.library.list()).found).toMatchObject([{ run: 'a', status: 'interrupted', completed: 2 }]);
    expect(await second.reader.checkpoint('a')).toEqual({
      ...{ iteration: 2, fingerprint: linkOf(2), learner: learnerState(2, 'kept') },
    });
    await write(second, 'a', [startAt(2), ...iterations(3, 3), endOf(3)]);
    expect(await second.reader.run('a')).toMatchObject({ status: 'finished', completed: 3, trajectories: 27 });
    expect((await second.reader.index('a')).index.length).toBe(27);
  });

  test.each([1, 4, 7])('has no part of an iteration whose transaction is broken off at its row %i', async (row) => {
    const first = await open();
    await write(first, 'a', [startAt(), ...iterations(0, 1)]);
    onPut(row, (store) => {
      store.transaction.abort();
    });
    await write(first, 'a', [startAt(1), ...iterations(2, 2)]);
    vi.restoreAllMocks();
    expect(first.mode()).toMatchObject({ kind: 'memory', reason: 'failed' });
    expect(await first.reader.run('a')).toMatchObject({ completed: 2 });
    const second = await open();
    expect(await second.reader.run('a')).toMatchObject({ completed: 1, trajectories: 11 });
    expect((await second.reader.index('a')).index.length).toBe(11);
    expect(await second.reader.checkpoint('a')).toMatchObject({ iteration: 1, fingerprint: linkOf(1) });
    await expect(second.reader.policy('a', 2)).rejects.toMatchObject({ code: 'missing' });
  });

  test('that is resumed from the store in another engine ends with the same fingerprint', async () => {
    const config = smallConfig();
    const store = await open();
    const runOn = async (from: Checkpoint | null, until: number): Promise<void> => {
      const { replicas, stop } = startBrowserWorkers(1);
      const writer = store.writer({ run: 'a', name: '' });
      const control = from ? { from } : {};
      for await (const event of runExperiment(config, await smallDeps(config, replicas), control)) {
        await writer.add(event, 1);
        if (event.kind === 'complete' && event.checkpoint.iteration === until) break;
      }
      stop();
    };
    await runOn(null, 1);
    const checkpoint = await store.reader.checkpoint('a');
    expect(checkpoint?.iteration).toBe(1);
    await runOn(checkpoint, Infinity);
    expect(await store.reader.run('a')).toMatchObject({ status: 'finished', fingerprint: goldenFingerprint });
    const [fault] = (await store.reader.index('a')).damaged;
    expect(fault).toBeUndefined();
    for await (const each of store.reader.trajectories('a')) expect(each).not.toBeInstanceOf(StorageError);
    for await (const each of store.reader.iterations('a')) expect(each).not.toBeInstanceOf(StorageError);
  });
});

describe('two contexts', () => {
  const start = (run: string): { said: string[]; goOn: () => void; stop: () => void } => {
    const worker = new Worker(new URL('./storage.worker.ts', import.meta.url), { type: 'module' });
    workers.push(worker);
    const said: string[] = [];
    worker.onmessage = ({ data }: MessageEvent<string>) => {
      said.push(data);
    };
    worker.postMessage({ name, run });
    return {
      said,
      goOn: () => {
        worker.postMessage(null);
      },
      stop: () => {
        worker.terminate();
      },
    };
  };
  const until = (isSo: () => boolean | Promise<boolean>): Promise<void> =>
    vi.waitFor(
      async () => {
        expect(await isSo()).toBe(true);
      },
      { timeout: 60_000, interval: 20 },
    );

  test('a worker that is killed in the middle of a write leaves whole iterations, and its run free', async () => {
    const store = await open();
    const told: RunChange[] = [];
    store.changes.subscribe((change) => told.push(change));
    const { said, goOn, stop } = start('a');
    await until(() => said.length > 0);
    expect(said).toEqual(['written']);
    expect((await store.library.list()).found).toMatchObject([{ run: 'a', status: 'running', completed: 1 }]);
    expect(await store.acquireRun('a')).toBeNull();
    await expect(store.library.delete('a')).rejects.toMatchObject({ code: 'busy' });
    // start and two iterations
    expect(told.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => ({ kind: 'changed', run: 'a' })));
    goOn();
    await until(() => said.includes('in the middle'));
    stop();
    await until(async () => (await store.library.list()).found[0]?.status === 'interrupted');
    expect(said).not.toContain('complete');
    expect(await store.reader.run('a')).toMatchObject({ completed: 1, trajectories: 11 });
    expect((await store.reader.index('a')).index.length).toBe(11);
    const lock = await store.acquireRun('a');
    expect(lock).not.toBeNull();
    await write(store, 'a', [startAt(1), ...iterations(2, 2)]);
    lock?.release();
  });

  test('a run that the page writes is busy for a worker', async () => {
    const store = await open();
    await store.acquireRun('a');
    const { said, stop } = start('a');
    await until(() => said.length > 0);
    stop();
    expect(said).toEqual(['busy']);
  });

  test('an older version lets go of the database, and goes on in memory', async () => {
    let replaced = 0;
    const old = await open({ onReplaced: () => replaced++ });
    await write(old, 'a', [startAt(), ...iterations(0, 0)]);
    const shout = (row: unknown): object => ({ ...(row as object), name: 'A!' });
    const newer = await open({ migrations: [...migrations, { creates: [], rows: { runs: shout } }] });
    expect(newer.mode()).toEqual({ kind: 'indexedDb' });
    expect(replaced).toBe(1);
    expect(await newer.reader.run('a')).toMatchObject({ name: 'A!', completed: 0 });
    await write(old, 'b', [startAt(), ...iterations(0, 0)]);
    expect(old.mode()).toMatchObject({ kind: 'memory', reason: 'replaced' });
    expect(await old.reader.run('b')).toMatchObject({ completed: 0 });
    expect((await open()).mode()).toMatchObject({ kind: 'memory', reason: 'newer' });
  });

  test('a newer version says that it waits for one that does not let go, and opens when that does', async () => {
    (await open()).close();
    const hanging = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(new Error('could not be opened'));
      };
    });
    let isBlocked = false;
    const opening = open({
      migrations: [...migrations, { creates: [], rows: {} }],
      onBlocked: () => {
        isBlocked = true;
      },
    });
    await until(() => isBlocked);
    hanging.close();
    expect((await opening).mode()).toEqual({ kind: 'indexedDb' });
  });
});

describe('a full disk', () => {
  test('moves a run to memory, where it goes on, and back once there is room', async () => {
    const spilled: string[] = [];
    const store = await open({ onSpill: (reason) => spilled.push(reason) });
    await write(store, 'a', [startAt(), ...iterations(0, 1)]);
    onPut(5, throwFull);
    await write(store, 'a', [startAt(1), ...iterations(2, 3), endOf(3)]);
    expect(spilled).toEqual(['quota']);
    expect(await store.reader.run('a')).toMatchObject({ completed: 3, status: 'finished', trajectories: 27 });
    expect((await store.reader.index('a')).index.length).toBe(27);
    const found: unknown[] = [];
    for await (const each of store.reader.iterations('a'))
      found.push(each instanceof StorageError ? each : each.iteration);
    expect(found).toEqual([0, 1, 2, 3]);
    expect(await store.restore()).toBe(false);
    vi.restoreAllMocks();
    const other = await open();
    expect(await other.reader.run('a')).toMatchObject({ completed: 1, trajectories: 11 });
    expect(await store.restore()).toBe(true);
    expect(store.mode()).toEqual({ kind: 'indexedDb' });
    expect(await other.reader.run('a')).toMatchObject({ completed: 3, status: 'finished', trajectories: 27 });
    expect((await other.reader.index('a')).index.length).toBe(27);
  });

  test('can be foreseen', async ({ annotate }) => {
    const meter = await storageMeter(navigator.storage);
    expect(meter.allowedBytes).toBeGreaterThan(0);
    await annotate(`allowance ${((meter.allowedBytes ?? 0) / 2 ** 20).toFixed(0)} MiB`);
    expect(['kept', 'refused']).toContain(await keepRuns(navigator.storage));
  });
});

test('100,000 trajectories are written, listed and filtered', async ({ annotate }) => {
  const store = await open();
  const size = { ...smallSize, training: 9_700, panel: 300 };
  const timed = async <Result>(label: string, work: () => Result | Promise<Result>): Promise<Result> => {
    const start = performance.now();
    const result = await work();
    // reported, not asserted: these machines are shared
    await annotate(`${label}: ${(performance.now() - start).toFixed(1)} ms`);
    return result;
  };
  await write(store, 'a', [startAt(), ...iterations(0, 0)]);
  await timed('write 10 iterations of 10,000 trajectories', async () => {
    for (let iteration = 1; iteration <= 10; iteration++) await write10(iteration);
  });
  async function write10(iteration: number): Promise<void> {
    const events = iterationEvents(iteration, size);
    const writer = store.writer({ run: 'a', name: '' });
    for (const event of [startAt(iteration - 1), ...events]) await writer.add(event, 1);
  }
  const { sizeBytes, trajectories } = await store.reader.run('a');
  const { usedBytes } = await storageMeter(navigator.storage);
  await annotate(`stored: about ${mib(sizeBytes)} MiB by our estimate, ${mib(usedBytes ?? 0)} MiB by the browser's`);
  const { index } = await timed('read the index of them', () => store.reader.index('a'));
  expect(index.length).toBe(trajectories);
  const played = { by: 'iteration', descending: false } as const;
  const rated = { by: 'reward', descending: true } as const;
  const harmful = await timed('filter', () => index.select({ gameable: true, harmful: true, vetoed: false }, played));
  const best = await timed('sort all of them by rating', () => index.select({}, rated));
  const found = await timed('search their texts, first', () => index.select({ text: 'policy 7,' }, played));
  await timed('search their texts, again', () => index.select({ text: 'policy 3,' }, rated));
  expect(found).toHaveLength(10_000);
  expect(harmful.length).toBeGreaterThan(1000);
  expect(index.entry(best[0] ?? -1).reward).toBe(
    Math.max(...[...best].map((position) => index.entry(position).reward)),
  );
  const { part, iteration, index: at } = index.entry(found[5000] ?? -1);
  const { trajectory } = await timed('open one', () => store.reader.trajectory('a', part, iteration, at));
  expect(trajectory.played[0]?.reply.text).toContain(`Reply ${String(at)} of policy 7,`);
  await timed('delete the run', () => store.library.delete('a'));
  expect((await store.reader.index('a')).index.length).toBe(0);
});

const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
