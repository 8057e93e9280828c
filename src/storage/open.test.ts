import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { migrations } from './migrations.ts';
import type { Migration } from './migrations.ts';
import { openRows } from './open.ts';
import type { OpenOptions, OpenRows } from './open.ts';
import type { Change } from './rows/types.ts';

const rename: Migration = {
  creates: [],
  rows: {
    runs: (row) => {
      const { title, ...rest } = row as { title?: unknown };
      if (typeof title !== 'string') throw new TypeError('a run without a title');
      return { ...rest, name: title };
    },
  },
};

const opened: OpenRows[] = [];
async function open(options: Partial<OpenOptions> = {}): Promise<OpenRows> {
  const result = await openRows({ name: 'runs', migrations, ...options });
  opened.push(result);
  return result;
}
const run = (id: string, more: object = {}): Change => ({ kind: 'put', store: 'runs', row: { run: id, ...more } });
/** Calls back for each transaction of a database before it begins. */
function onTransaction(callback: (database: IDBDatabase, mode: unknown) => void): void {
  const transaction = Object.getOwnPropertyDescriptor(IDBDatabase.prototype, 'transaction')?.value as (
    this: IDBDatabase,
    ...of: unknown[]
  ) => IDBTransaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...of) {
    callback(this, of[1]);
    return transaction.call(this, ...of);
  });
}
/** Until `isSo`, which other tasks of the fake database bring about. */
const until = (isSo: () => boolean): Promise<void> =>
  vi.waitFor(() => {
    expect(isSo()).toBe(true);
  });

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  for (const { rows } of opened.splice(0)) rows.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('what is stored is there when the database is opened again', async () => {
  const first = await open();
  expect(first.mode()).toEqual({ kind: 'indexedDb' });
  await first.rows.commit([run('a')]);
  first.rows.close();
  await expect(first.rows.get('runs', ['a'])).rejects.toMatchObject({ code: 'closed' });
  expect(await (await open()).rows.get('runs', ['a'])).toEqual({ run: 'a' });
});

describe('runs are kept in memory, and it is told why,', () => {
  const openFailing = (name: string) => {
    const request: object = Object.create(IDBOpenDBRequest.prototype, {
      error: { value: new DOMException('no', name) },
      addEventListener: {
        value: (type: string, listener: () => void) => {
          if (type === 'error') queueMicrotask(listener);
        },
      },
      removeEventListener: { value: () => undefined },
    }) as object;
    vi.stubGlobal('indexedDB', { open: () => request });
  };

  test.each([undefined, null])('where there is no IndexedDB: %s', async (nothing) => {
    vi.stubGlobal('indexedDB', nothing);
    const { rows, mode, restore } = await open();
    expect(mode()).toEqual({ kind: 'memory', reason: 'absent', detail: '' });
    await rows.commit([run('a')]);
    expect(await rows.get('runs', ['a'])).toEqual({ run: 'a' });
    expect(await restore()).toBe(false);
  });

  test('where asking for it is forbidden', async () => {
    vi.unstubAllGlobals();
    vi.spyOn(globalThis, 'indexedDB', 'get').mockImplementation(() => {
      throw new DOMException('sandboxed', 'SecurityError');
    });
    expect((await open()).mode()).toEqual({ kind: 'memory', reason: 'denied', detail: 'sandboxed' });
  });

  test.each([
    ['InvalidStateError', 'denied'],
    ['SecurityError', 'denied'],
    ['QuotaExceededError', 'quota'],
    ['UnknownError', 'failed'],
  ])('where opening fails with %s', async (name, reason) => {
    openFailing(name);
    expect((await open()).mode()).toEqual({ kind: 'memory', reason, detail: 'no' });
  });

  test('where it opens and can not be written to', async () => {
    onTransaction((_database, mode) => {
      if (mode === 'readwrite') throw new DOMException('read only', 'InvalidStateError');
    });
    expect((await open()).mode()).toEqual({ kind: 'memory', reason: 'denied', detail: 'read only' });
  });

  test('where a later version of the page has been', async () => {
    (await open({ migrations: [...migrations, { creates: [], rows: {} }] })).rows.close();
    expect((await open()).mode()).toMatchObject({ kind: 'memory', reason: 'newer' });
  });
});

describe('a database of an older version', () => {
  const older = async (rows: Change[]): Promise<void> => {
    const { rows: stored } = await open();
    await stored.commit(rows);
    stored.close();
  };

  test('is brought to the new one, row by row and step by step', async () => {
    await older([run('a', { title: 'A' }), run('b', { title: 'B' })]);
    const shout: Migration = {
      creates: [],
      rows: {
        runs: (row) => ({ ...(row as object), name: String(Reflect.get(row as object, 'name')).toUpperCase() + '!' }),
      },
    };
    const { rows, mode } = await open({ migrations: [...migrations, rename, shout] });
    expect(mode()).toEqual({ kind: 'indexedDb' });
    expect(await rows.get('runs', ['a'])).toEqual({ run: 'a', name: 'A!' });
    expect(await rows.get('runs', ['b'])).toEqual({ run: 'b', name: 'B!' });
    rows.close();
    // not a second time
    const again = await open({ migrations: [...migrations, rename, shout] });
    expect(await again.rows.get('runs', ['a'])).toEqual({ run: 'a', name: 'A!' });
  });

  test('stays as it is when a row can not be brought there', async () => {
    await older([run('a', { title: 'A' }), run('b', { title: 5 })]);
    expect((await open({ migrations: [...migrations, rename] })).mode()).toEqual({
      ...{ kind: 'memory', reason: 'migration', detail: 'a run without a title' },
    });
    const { rows, mode } = await open();
    expect(mode()).toEqual({ kind: 'indexedDb' });
    expect(await rows.get('runs', ['a'])).toEqual({ run: 'a', title: 'A' });
  });
});

describe('several tabs', () => {
  const newer = [...migrations, rename];

  test('an older version finishes what it writes, lets go, and writes to memory from then on', async () => {
    const told: string[] = [];
    const old = await open({ onReplaced: () => told.push('replaced'), onSpill: (reason) => told.push(reason) });
    const writing = old.rows.commit([run('a', { title: 'A' })]);
    const { rows, mode } = await open({ migrations: newer });
    await writing;
    expect(mode()).toEqual({ kind: 'indexedDb' });
    expect(await rows.get('runs', ['a'])).toEqual({ run: 'a', name: 'A' });
    expect(told).toEqual(['replaced']);
    await old.rows.commit([run('b', { title: 'B' })]);
    expect(told).toEqual(['replaced', 'replaced']);
    expect(old.mode()).toMatchObject({ kind: 'memory', reason: 'replaced' });
    expect(await old.rows.get('runs', ['b'])).toEqual({ run: 'b', title: 'B' });
    expect(await old.rows.batch('runs', { prefix: [] }, null, 9)).toMatchObject([{ key: ['b'] }]);
    expect(await rows.get('runs', ['b'])).toBeUndefined();
  });

  /** A connection that does not let go when it is asked to, as of a page that hangs. */
  const hanging = (): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open('runs', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('meta', { keyPath: ['key'] });
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(new Error('could not be opened'));
      };
    });

  test('a newer version waits for an older one that does not let go, and says so', async () => {
    const database = await hanging();
    let isBlocked = false;
    const opening = open({ migrations: newer, onBlocked: () => (isBlocked = true) });
    await until(() => isBlocked);
    database.close();
    // that database lacks the stores of this one
    expect((await opening).mode()).toMatchObject({ kind: 'memory', reason: 'migration' });
  });

  test('waiting can be given up: memory then, and the database is closed should it open after all', async () => {
    const database = await hanging();
    const giveUp = new AbortController();
    const opening = open({ migrations: [...migrations, { creates: [], rows: {} }], signal: giveUp.signal });
    giveUp.abort();
    expect((await opening).mode()).toEqual({ kind: 'memory', reason: 'blocked', detail: '' });
    const closed = vi.spyOn(IDBDatabase.prototype, 'close');
    database.close();
    await until(() => closed.mock.calls.length === 2);
  });
});

test('a database that the browser closes is opened again once', async () => {
  const databases: IDBDatabase[] = [];
  onTransaction((database) => databases.push(database));
  const { rows, mode } = await open();
  const terminate = () => {
    const database = databases.at(-1);
    if (database) forceCloseDatabase(database as never);
  };
  await rows.commit([run('a')]);
  terminate();
  await rows.commit([run('b')]);
  expect(mode()).toEqual({ kind: 'indexedDb' });
  expect(await rows.get('runs', ['a'])).toEqual({ run: 'a' });
  terminate();
  await rows.commit([run('c')]);
  expect(mode()).toMatchObject({ kind: 'memory', reason: 'closed' });
  expect(await rows.get('runs', ['c'])).toEqual({ run: 'c' });
});
