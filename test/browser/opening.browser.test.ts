// Clicks that follow each other faster than a worker answers: which run is on show in the end, and whether it plays.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyMemory, factOf } from '../../src/facts/index.ts';
import { createSession } from '../../src/session/index.ts';
import type { Session, SessionState } from '../../src/session/index.ts';
import type { Outcome, ReadRun } from '../../workers/protocol.ts';
import { endOf, iterationEvents, startAt } from '../support/storedRun.ts';
import { FakeSimulation, workerOf } from './fakeSimulation.ts';

let session: Session;
let first: FakeSimulation;
let second: FakeSimulation;
const state = (): SessionState => session.store.getState();
const shown = (): string | null => state().library.shown;

beforeEach(() => {
  [first, second] = [new FakeSimulation(), new FakeSimulation()];
});
afterEach(() => {
  session.dispose();
  history.replaceState(null, '', location.pathname + location.search);
});

function start(): void {
  const left = [first, second];
  session = createSession({ startWorker: () => workerOf(left.shift() ?? new FakeSimulation()) });
}
async function ready(): Promise<void> {
  start();
  await expect.poll(() => state().status).toBe('ready');
}

function stored(isOver = false): Outcome<ReadRun> {
  const events = [startAt(), ...iterationEvents(0), ...iterationEvents(1), ...(isOver ? [endOf(1)] : [])];
  const complete = events.findLast((event) => event.kind === 'complete');
  return {
    fault: null,
    value: {
      facts: events.map((event) => factOf(emptyMemory, event).fact),
      checkpoint: complete?.checkpoint ?? null,
    },
  };
}

/** Reads of a fake, answered when a test says so. */
function readsOf(fake: FakeSimulation): Map<string, (isOver?: boolean) => void> {
  const reads = new Map<string, (isOver?: boolean) => void>();
  fake.readRun = (id) =>
    new Promise((resolve) => {
      reads.set(id, (isOver) => {
        resolve(stored(isOver));
      });
    });
  return reads;
}
/** What has been answered has come by then. */
const arrived = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

async function play(): Promise<void> {
  session.play();
  await expect.poll(() => first.starts.length).toBe(1);
  await first.event(startAt());
}
const keepsGoing = (): void => {
  first.cancel = () => new Promise(() => undefined);
};

describe('of two stored runs that are opened the last is on show', () => {
  test('whichever is read first, and what has been left is not come back to', async () => {
    await ready();
    const reads = readsOf(first);
    session.library.open('a');
    session.library.open('b');
    await expect.poll(() => reads.size).toBe(2);
    reads.get('b')?.();
    await expect.poll(shown).toBe('b');
    session.show('compare');
    reads.get('a')?.();
    await arrived();
    expect([shown(), state().screen]).toEqual(['b', 'compare']);
  });

  test('and one that was given up by Reset does not come late', async () => {
    await ready();
    const reads = readsOf(first);
    session.library.open('a');
    await expect.poll(() => reads.size).toBe(1);
    session.reset();
    reads.get('a')?.();
    await arrived();
    expect([shown(), state().view]).toEqual([null, null]);
  });

  test('and plays by itself only if that was asked of it', async () => {
    let open = (): void => undefined;
    const opening = new Promise<void>((resolve) => (open = resolve));
    first.open = async (receive) => {
      first.tell = receive;
      await opening;
      return { workers: 1 };
    };
    start();
    const reads = readsOf(first);
    session.library.goOn('a');
    await expect.poll(() => reads.size).toBe(1);
    reads.get('a')?.();
    await expect.poll(shown).toBe('a');
    session.library.open('b');
    await expect.poll(() => reads.size).toBe(2);
    reads.get('b')?.(true);
    await expect.poll(shown).toBe('b');
    open();
    await expect.poll(() => state().status).toBe('finished');
    expect(first.starts).toEqual([]);
  });
});

describe('while a worker does not let a run go', () => {
  test('a stored run that is opened is asked for again where that worker is killed', async () => {
    await ready();
    await play();
    keepsGoing();
    readsOf(first);
    second.readRun = () => Promise.resolve(stored());
    session.library.goOn('a');
    await expect.poll(shown).toBe('a');
    await expect.poll(() => second.starts.length).toBe(1);
    expect(second.starts[0]).toMatchObject({ from: { iteration: 1 }, place: { id: 'a' } });
  });

  test('a run that is begun at once is left to it, and nobody kills it', async () => {
    await ready();
    await play();
    keepsGoing();
    session.reset();
    session.play();
    await expect.poll(() => first.starts.length).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(state().status).toBe('playing');
    await first.event(startAt());
    expect(state().view?.policies).toEqual([]);
  });
});
