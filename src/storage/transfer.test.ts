import { beforeEach, describe, expect, test } from 'vitest';
import { endOf, iterationEvents, linkOf, smallSize, startAt } from '../../test/support/storedRun.ts';
import type { RunEvent } from '../experiments/index.ts';
import { startOf } from '../experiments/run/testing/eventCases.ts';
import type { RunChange } from './changes.ts';
import { storedEvents } from './events.ts';
import { RunLibrary } from './library.ts';
import { localLocks } from './locks.ts';
import { RunReader } from './reader.ts';
import { MemoryRows } from './rows/memoryRows.ts';
import { scan, storeNames } from './rows/types.ts';
import type { Rows, StoreName } from './rows/types.ts';
import { importRun, sweepImports } from './transfer.ts';
import { RunWriter } from './writer.ts';

let rows = new MemoryRows();
let target = new MemoryRows();
let told: RunChange[] = [];
let locks = localLocks();
/** More than one chunk of them. */
const size = { ...smallSize, training: 60 };

const changes = {
  tell: (change: RunChange) => told.push(change),
  subscribe: () => () => undefined,
  close: () => undefined,
};
const eventsTo = (last: number, isEnded = true): RunEvent[] => [
  startAt(),
  ...Array.from({ length: last + 1 }, (_, iteration) => iterationEvents(iteration, size)).flat(),
  ...(isEnded ? [endOf(last)] : []),
];
async function writeTo(into: Rows, run: string, events: readonly RunEvent[]): Promise<void> {
  const writer = new RunWriter(into, { run, name: 'A run' });
  for (const event of events) await writer.add(event, 5);
}
async function collect<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const each of source) found.push(each);
  return found;
}
async function* from<Item>(items: readonly Item[]): AsyncGenerator<Item, void> {
  for (const item of items) yield await Promise.resolve(item);
}
const importTo = (into: Rows, source: AsyncIterable<RunEvent>, run = 'new') =>
  importRun(into, source, { run, name: 'A run', at: 5 }, { locks, changes });
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
  await writeTo(rows, 'a', eventsTo(2));
});

describe('a stored run as events', () => {
  test('is what it was written from, but for the moments of all checkpoints but the last', async () => {
    const wanted = eventsTo(2).map((event): RunEvent => {
      if (event.kind !== 'complete' || event.checkpoint.iteration === 2) return event;
      const { learner, ...rest } = event.checkpoint;
      return { kind: 'complete', checkpoint: { ...rest, learner: { ...learner, optimizer: null } } };
    });
    expect(await collect(storedEvents(rows, 'a'))).toEqual(wanted);
  });

  test('has no end while it is being written, and nothing of what is not complete yet', async () => {
    await writeTo(rows, 'b', eventsTo(1, false));
    const source = storedEvents(rows, 'b');
    const found = [(await source.next()).value];
    await writeTo(rows, 'b', [startAt(1), ...iterationEvents(2, size)]);
    found.push(...(await collect(source)));
    const last = found.at(-1);
    expect(last).toMatchObject({ kind: 'complete', checkpoint: { iteration: 1, learner: { optimizer: null } } });
  });

  test('before its first iteration is a start, and after a collapse says so', async () => {
    await writeTo(rows, 'c', [startAt()]);
    expect(await collect(storedEvents(rows, 'c'))).toEqual([startAt()]);
    const [evaluation, complete] = iterationEvents(0);
    const collapse = { kind: 'collapse', iteration: 0, reasons: ['kl'] } as const;
    const events = [startAt(), evaluation, collapse, complete, endOf(0, 'collapsed')] as RunEvent[];
    await writeTo(rows, 'd', events);
    const kinds = (await collect(storedEvents(rows, 'd'))).map(({ kind }) => kind);
    expect(kinds).toEqual(['start', 'evaluation', 'collapse', 'complete', 'end']);
  });

  test('goes on to nothing but its end where its text collapsed and it was to stop there', async () => {
    const [evaluation, complete] = iterationEvents(0);
    const collapse = { kind: 'collapse', iteration: 0, reasons: ['kl'] } as const;
    for (const stopOnCollapse of [true, false]) {
      const id = String(stopOnCollapse);
      const start = startOf({ stopOnCollapse }, 0, linkOf(0));
      await writeTo(rows, id, [start, evaluation, collapse, complete] as RunEvent[]);
      const [last] = (await collect(storedEvents(rows, id))).slice(-1);
      const checkpoint = await new RunReader(rows).checkpoint(id);
      expect(last).toEqual({ kind: 'complete', checkpoint });
      expect(checkpoint?.collapsed).toBe(stopOnCollapse ? true : undefined);
    }
  });

  test.each<[string, StoreName, string]>([
    ['an iteration', 'iterations', 'missing'],
    ['a policy', 'checkpoints', 'missing'],
  ])('is refused where %s is missing', async (_, store, code) => {
    await rows.commit([{ kind: 'delete', store, range: { prefix: ['a', 1] } }]);
    await expect(collect(storedEvents(rows, 'a'))).rejects.toMatchObject({ code });
  });

  test('is refused where a trajectory is damaged', async () => {
    const key = ['a', 'training', 0, 1] as const;
    const row = (await rows.get('trajectories', key)) as object;
    await rows.commit([{ kind: 'put', store: 'trajectories', row: { ...row, trajectories: [{ state: 1 }] } }]);
    await expect(collect(storedEvents(rows, 'a'))).rejects.toMatchObject({ facts: { field: 'trajectories.0.state' } });
  });
});

describe('a run that is imported', () => {
  test('has the rows of the one that it comes from, under another id', async () => {
    const stored = await importTo(target, storedEvents(rows, 'a'), 'b');
    expect(stored).toEqual({ ...(await new RunReader(rows).run('a')), run: 'b' });
    const wanted = (await everything(rows)).map(({ store, row }) => ({ store, row: { ...row, run: 'b' } }));
    expect(await everything(target)).toEqual(wanted);
    expect(told).toEqual([{ kind: 'changed', run: 'b' }]);
  });

  test('is interrupted where it has no end', async () => {
    expect(await importTo(target, from(eventsTo(1, false)))).toMatchObject({ status: 'interrupted', completed: 1 });
  });

  test('is in no list before it is whole', async () => {
    const library = new RunLibrary(target, locks, changes);
    const listed: unknown[] = [];
    async function* watched(): AsyncGenerator<RunEvent, void> {
      for (const event of eventsTo(1)) {
        yield event;
        listed.push(...(await library.list()).found);
      }
    }
    await importTo(target, watched());
    expect(listed).toEqual([]);
    expect((await library.list()).found).toMatchObject([{ run: 'new', status: 'finished' }]);
  });

  test('leaves nothing behind when it fails', async () => {
    await writeTo(target, 'other', eventsTo(0));
    const before = await everything(target);
    async function* broken(): AsyncGenerator<RunEvent, void> {
      yield* from(eventsTo(1, false));
      throw new RangeError('the file is cut off');
    }
    await expect(importTo(target, broken())).rejects.toThrow(new RangeError('the file is cut off'));
    await expect(importTo(target, from([]))).rejects.toMatchObject({ code: 'missing' });
    expect(await everything(target)).toEqual(before);
    expect(told).toEqual([]);
    await importTo(target, storedEvents(rows, 'a'));
  });

  test('does not replace one that is there or being written', async () => {
    const before = await everything(rows);
    await expect(importTo(rows, from(eventsTo(0)), 'a')).rejects.toMatchObject({ code: 'exists' });
    await locks.acquire('b');
    await expect(importTo(rows, from(eventsTo(0)), 'b')).rejects.toMatchObject({ code: 'busy' });
    expect(await everything(rows)).toEqual(before);
  });
});

test('what a broken-off import has left is swept away, but not what another tab is importing', async () => {
  await writeTo(target, 'kept', eventsTo(0));
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
