// What stores of several contexts are to each other, and what a browser offers.
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { endOf, iterationEvents, startAt } from '../../test/support/storedRun.ts';
import { keepRuns, openRunStore, storageMeter } from './index.ts';
import type { RunChange, RunStore, StoreOptions } from './index.ts';
import type { Channel } from './changes.ts';
import type { LockManagerLike } from './locks.ts';

/** Locks and channels that the contexts of one test share. */
class Browser {
  readonly held = new Set<string>();
  readonly listeners = new Set<(event: { data: unknown }) => void>();

  readonly lockManager: LockManagerLike = {
    request: async (name, _options, callback) => {
      if (this.held.has(name)) return callback(null);
      this.held.add(name);
      await callback({});
      this.held.delete(name);
      return undefined;
    },
    query: () => Promise.resolve({ held: [...this.held].map((name) => ({ name })) }),
  };

  channel(): Channel {
    let own: (event: { data: unknown }) => void = () => undefined;
    return {
      postMessage: (message) => {
        for (const listener of this.listeners) if (listener !== own) listener({ data: structuredClone(message) });
      },
      addEventListener: (_type, listener) => {
        own = listener;
        this.listeners.add(listener);
      },
      close: () => this.listeners.delete(own),
    };
  }
}

let browser = new Browser();
const opened: RunStore[] = [];
async function openTab(options: StoreOptions = {}): Promise<RunStore> {
  const store = await openRunStore({ lockManager: browser.lockManager, channel: browser.channel(), ...options });
  opened.push(store);
  return store;
}
async function write(store: RunStore, run: string, isEnded = true): Promise<void> {
  const writer = store.writer({ run, name: run });
  for (const event of [startAt(), ...iterationEvents(0), ...(isEnded ? [endOf(0)] : [])]) await writer.add(event, 1);
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  browser = new Browser();
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  vi.unstubAllGlobals();
});

describe('two tabs', () => {
  test('never write one run', async () => {
    const [first, second] = [await openTab(), await openTab()];
    const lock = await first.acquireRun('a');
    expect(lock).not.toBeNull();
    expect(await second.acquireRun('a')).toBeNull();
    expect(await first.acquireRun('a')).toBeNull();
    expect(await second.acquireRun('b')).not.toBeNull();
    lock?.release();
    lock?.release();
    await vi.waitFor(async () => {
      expect(await second.acquireRun('a')).not.toBeNull();
    });
  });

  test('see which runs are being written, and by whom they can go on', async () => {
    const [first, second] = [await openTab(), await openTab()];
    const lock = await first.acquireRun('a');
    await write(first, 'a', false);
    expect((await second.library.list()).found).toMatchObject([{ run: 'a', status: 'running' }]);
    await expect(second.library.delete('a')).rejects.toMatchObject({ code: 'busy' });
    lock?.release();
    await vi.waitFor(async () => {
      expect((await second.library.list()).found).toMatchObject([{ run: 'a', status: 'interrupted', completed: 0 }]);
    });
    expect(await second.reader.checkpoint('a')).toMatchObject({ iteration: 0 });
  });

  test('tell each other what changes, and nobody tells themself', async () => {
    const [first, second] = [await openTab(), await openTab()];
    const told: [RunChange[], RunChange[]] = [[], []];
    first.changes.subscribe((change) => told[0].push(change));
    const end = second.changes.subscribe((change) => told[1].push(change));
    await write(first, 'a');
    await first.library.delete('a');
    // start, complete, end
    const changed = { kind: 'changed', run: 'a' } as const;
    expect(told).toEqual([[], [changed, changed, changed, { kind: 'deleted', run: 'a' }]]);
    end();
    await write(first, 'b');
    expect(told[1]).toHaveLength(4);
  });

  test.each([null, 5, 'changed', { kind: 'exploded', run: 'a' }, { kind: 'changed', run: 5 }])(
    'pass over a message that is none of theirs: %j',
    async (message) => {
      const store = await openTab();
      const told: RunChange[] = [];
      store.changes.subscribe((change) => told.push(change));
      for (const listener of browser.listeners) listener({ data: message });
      expect(told).toEqual([]);
    },
  );
});

test('a store in memory has everything that one in a database has, for its own context', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const [first, second] = [await openTab(), await openTab()];
  expect(first.mode()).toMatchObject({ kind: 'memory', reason: 'absent' });
  const lock = await first.acquireRun('a');
  expect(await second.acquireRun('a')).not.toBeNull();
  const told: RunChange[] = [];
  second.changes.subscribe((change) => told.push(change));
  await write(first, 'a');
  lock?.release();
  expect(told).toEqual([]);
  expect((await first.library.list()).found).toMatchObject([{ run: 'a', status: 'finished' }]);
  expect((await second.library.list()).found).toEqual([]);
  const imported = await first.importRun(first.events('a'), { run: 'b', name: 'B', at: 2 });
  expect(imported).toMatchObject({ run: 'b', name: 'B', trajectories: 3 });
});

test('where there are no Web Locks and no channels, a tab knows of itself alone', async () => {
  const store = await openTab({ lockManager: null, channel: null });
  await write(store, 'a');
  expect(await store.acquireRun('a')).not.toBeNull();
  expect(await store.acquireRun('a')).toBeNull();
});

test('a lock that can not be asked for is an error, not a run that somebody else writes', async () => {
  const lockManager = {
    ...browser.lockManager,
    request: () => Promise.reject(new DOMException('no', 'SecurityError')),
  };
  await expect((await openTab({ lockManager })).acquireRun('a')).rejects.toThrow('no');
});

describe('the meter', () => {
  test('says what the browser says', async () => {
    const persisted = () => Promise.resolve(true);
    expect(await storageMeter({ estimate: () => Promise.resolve({ usage: 5, quota: 10 }), persisted })).toEqual({
      usedBytes: 5,
      allowedBytes: 10,
      isKept: true,
    });
    expect(await storageMeter({ estimate: () => Promise.resolve({}), persisted })).toEqual({
      ...{ usedBytes: null, allowedBytes: null, isKept: true },
    });
    expect(await storageMeter(undefined)).toEqual({ usedBytes: null, allowedBytes: null, isKept: false });
  });

  test('tells refusing from not being able to', async () => {
    const manager = { estimate: () => Promise.resolve({}), persisted: () => Promise.resolve(false) };
    expect(await keepRuns({ ...manager, persist: () => Promise.resolve(true) })).toBe('kept');
    expect(await keepRuns({ ...manager, persist: () => Promise.resolve(false) })).toBe('refused');
    expect(await keepRuns(manager)).toBe('unavailable');
    expect(await keepRuns(undefined)).toBe('unavailable');
  });
});
