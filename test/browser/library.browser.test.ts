// Stored runs between worker and page: the worker's library in a real IndexedDB, and what the session makes of what it tells.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../src/experiments/index.ts';
import { createSession } from '../../src/session/index.ts';
import type { Session, SessionState } from '../../src/session/index.ts';
import { App } from '../../src/ui/index.ts';
import { emptyMemory, factOf } from '../../src/facts/index.ts';
import { encodeLink } from '../../src/link/index.ts';
import { handMade } from '../support/runFileCase.ts';
import { endOf, iterationEvents, startAt } from '../support/storedRun.ts';
import { Library } from '../../workers/library.ts';
import type { ReadRun, Report, RunEntry } from '../../workers/protocol.ts';
import { FakeSimulation, workerOf } from './fakeSimulation.ts';

type Runs = Extract<Report, { kind: 'runs' }>;

const deleteDatabase = (): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase('swayground');
    request.onsuccess = request.onerror = () => {
      resolve();
    };
  });
beforeEach(deleteDatabase);
afterEach(async () => {
  vi.restoreAllMocks();
  await deleteDatabase();
});

/** A worker's library, and what it has told. */
function openLibrary(): { library: Library; told: Report[]; newest: () => Runs | undefined } {
  const told: Report[] = [];
  const library = new Library((report) => told.push(structuredClone(report)));
  library.open();
  return { library, told, newest: () => told.findLast((report) => report.kind === 'runs') };
}
const patience = { timeout: 10_000 };
const listed = (of: { newest: () => Runs | undefined }) =>
  expect.poll(
    () => of.newest()?.runs.map(({ name, status, completed }) => `${name} ${status} ${String(completed)}`),
    patience,
  );
const place = (id: string) => ({ id, name: id.toUpperCase(), at: 5 });

describe('a worker’s library', () => {
  test('lists what it records, with the harm of the last policy, and every other tab is told', async () => {
    const [own, other] = [openLibrary(), openLibrary()];
    await listed(own).toEqual([]);
    const recorder = await own.library.record(place('a'), 1, false);
    for (const event of [startAt(), ...iterationEvents(0), ...iterationEvents(1)]) await recorder?.add(event);
    for (const each of [own, other]) await listed(each).toEqual(['A running 1']);
    expect([own, other].map((each) => each.newest()?.runs[0]?.isElsewhere)).toEqual([false, true]);
    expect(own.newest()?.runs[0]?.harm).toEqual({
      gameable: { value: 0.5, low: 0.4, high: 0.6, n: 64 },
      other: { value: 0.2, low: 0.1, high: 0.2 + 0.1, n: 64 },
    });
    expect(own.newest()?.mode).toEqual({ kind: 'indexedDb' });
    await recorder?.add(endOf(1));
    await recorder?.close('interrupted');
    for (const each of [own, other]) await listed(each).toEqual(['A finished 1']);
    expect(await other.library.deleteRun('a')).toEqual({ fault: null, value: null });
    for (const each of [own, other]) await listed(each).toEqual([]);
  });

  test('writes no run that another one writes, and frees it', async () => {
    const [own, other] = [openLibrary(), openLibrary()];
    const recorder = await own.library.record(place('a'), 1, false);
    for (const event of [startAt(), ...iterationEvents(0)]) await recorder?.add(event);
    expect(await other.library.record(place('a'), 1, true)).toBeNull();
    expect((await other.library.deleteRun('a')).fault).toMatchObject({ kind: 'busy' });
    await recorder?.close('cancelled');
    const second = await other.library.record(place('a'), 1, true);
    expect(second).not.toBeNull();
    await second?.close('interrupted');
  });

  test('keeps no run that never had a whole iteration', async () => {
    const own = openLibrary();
    const recorder = await own.library.record(place('a'), 1, false);
    await recorder?.add(startAt());
    await listed(own).toEqual(['A running null']);
    await recorder?.close('cancelled');
    await listed(own).toEqual([]);
  });

  test('on a full disk goes on in memory, says so, and stores it all once there is room', async () => {
    const [own, other] = [openLibrary(), openLibrary()];
    await listed(other).toEqual([]);
    const recorder = await own.library.record(place('a'), 1, false);
    for (const event of [startAt(), ...iterationEvents(0)]) await recorder?.add(event);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    for (const event of [...iterationEvents(1), endOf(1)]) await recorder?.add(event);
    await recorder?.close('interrupted');
    await expect.poll(() => own.newest()?.mode, patience).toMatchObject({ kind: 'memory', reason: 'quota' });
    await listed(own).toEqual(['A finished 1']);
    expect((await own.library.readRun('a')).value?.facts.at(-1)).toMatchObject({ kind: 'end', reason: 'finished' });
    expect(await own.library.restore()).toEqual({ fault: null, value: false });
    vi.restoreAllMocks();
    expect(await own.library.restore()).toEqual({ fault: null, value: true });
    await expect.poll(() => own.newest()?.mode, patience).toEqual({ kind: 'indexedDb' });
    await other.library.pinRun('a', true);
    await listed(other).toEqual(['A finished 1']);
  });

  test('gives a run as a file, takes it back, and refuses what is none by line and field', async () => {
    const own = openLibrary();
    const text = handMade.map((event) => JSON.stringify(event)).join('\n');
    expect((await own.library.importRun(new Blob([text]), place('x'))).fault).toMatchObject({
      kind: 'badFile',
      detail: expect.stringContaining('line 1, format') as string,
      refusal: { line: 1, field: 'format', fault: { code: 'missing' } },
    });
    const recorder = await own.library.record(place('a'), 1, false);
    const [start] = handMade;
    for (const event of handMade) await recorder?.add(event);
    await recorder?.close('interrupted');
    const { fault, value: file } = await own.library.exportRun('a');
    expect(fault).toBeNull();
    expect(file?.size).toBeGreaterThan(500);
    expect(await own.library.importRun(file ?? new Blob(), place('b'))).toEqual({ fault: null, value: null });
    const [first, second] = [await own.library.readRun('a'), await own.library.readRun('b')];
    expect(second).toEqual(first);
    expect(first.value?.facts[0]).toEqual(start);
    expect((await own.library.exportRun('none')).fault).toMatchObject({ kind: 'missing' });
    const cancelled = own.library.importRun(file ?? new Blob(), place('c'));
    await own.library.cancelTransfer();
    expect((await cancelled).fault).toEqual({ kind: 'cancelled', detail: '' });
    await listed(own).toHaveLength(2);
  });
});

describe('the session', () => {
  let session: Session;
  afterEach(() => {
    session.dispose();
    history.replaceState(null, '', location.pathname + location.search);
  });
  const state = (): SessionState => session.store.getState();
  const entry = (changes: Partial<RunEntry> = {}): RunEntry => {
    const start = startAt();
    if (start.kind !== 'start') throw new Error('no start');
    return {
      ...{ run: 'a', name: 'A', pinned: false, status: 'interrupted', config: start.config, model: start.model },
      ...{ fingerprint: 'f1', completed: 1, trajectories: 9, sizeBytes: 99, createdAt: 1, updatedAt: 2 },
      ...{ harm: { gameable: { value: 0.5, low: 0.2, high: 0.8, n: 8 }, other: null }, isElsewhere: false },
      ...changes,
    };
  };
  const reading = (last: number, ...end: readonly RunEvent[]): ReadRun => {
    let memory = emptyMemory;
    const events = [
      startAt(),
      ...Array.from({ length: last + 1 }, (_, iteration) => iterationEvents(iteration)).flat(),
      ...end,
    ];
    const facts = events.map((event) => {
      const next = factOf(memory, event);
      ({ memory } = next);
      return next.fact;
    });
    const complete = events.findLast((event) => event.kind === 'complete');
    return { facts, checkpoint: complete?.checkpoint ?? null };
  };
  const open = async (fake: FakeSimulation): Promise<void> => {
    session = createSession({ startWorker: () => workerOf(fake) });
    await expect.poll(() => state().status).toBe('ready');
  };
  const tellRuns = (fake: FakeSimulation, runs: readonly RunEntry[]): Promise<void> =>
    fake.tell({ kind: 'runs', runs, damaged: [], mode: { kind: 'indexedDb' } });

  test('goes on with a stored run from what is stored, under its own id', async () => {
    const fake = new FakeSimulation();
    fake.readRun = () => Promise.resolve({ fault: null, value: reading(1) });
    await open(fake);
    await tellRuns(fake, [entry()]);
    session.library.goOn('a');
    await expect.poll(() => fake.starts).toHaveLength(1);
    expect(fake.starts[0]).toMatchObject({ from: { iteration: 1, fingerprint: 'f1' }, place: { id: 'a' } });
    expect(state()).toMatchObject({ status: 'playing', library: { shown: 'a' } });
    expect(state().view?.policies.map(({ iteration }) => iteration)).toEqual([0, 1]);
  });

  test('of a run that another tab writes says so, and follows it', async () => {
    const fake = new FakeSimulation();
    fake.readRun = () => Promise.resolve({ fault: null, value: reading(1) });
    await open(fake);
    session.library.open('a');
    await expect.poll(() => state().status).toBe('interrupted');
    session.play();
    await expect.poll(() => fake.starts).toHaveLength(1);
    await fake.tell({ kind: 'busy', run: fake.starts[0]?.run ?? 0 });
    expect(state()).toMatchObject({ status: 'interrupted', library: { notice: { kind: 'otherTab' } } });
    fake.readRun = () => Promise.resolve({ fault: null, value: reading(2) });
    await tellRuns(fake, [entry({ status: 'running', fingerprint: 'f2', completed: 2 })]);
    await expect.poll(() => state().view?.policies).toHaveLength(3);
  });

  const openA = async (fake: FakeSimulation): Promise<void> => {
    fake.readRun = () => Promise.resolve({ fault: null, value: reading(1) });
    await open(fake);
    session.library.open('a');
    await expect.poll(() => state().status).toBe('interrupted');
  };

  test('of a run that others write takes what they have stored, its end too, and nothing of what is set up here', async () => {
    const fake = new FakeSimulation();
    await openA(fake);
    session.change({ seed: 42, veto: 'normal' });
    session.change({ beta: 0 });
    session.lookAt(1);
    const { setup, refusal } = state();
    expect(refusal).not.toBeNull();
    fake.readRun = () => Promise.resolve({ fault: null, value: reading(2) });
    await tellRuns(fake, [entry({ status: 'running', isElsewhere: true, fingerprint: 'f2', completed: 2 })]);
    await expect.poll(() => state().view?.policies).toHaveLength(3);
    expect(state()).toMatchObject({ setup, refusal, lookedAt: 1, status: 'interrupted' });
    expect(setup.config).toMatchObject({ seed: 42, veto: 'normal' });
    fake.readRun = () => Promise.resolve({ fault: null, value: reading(2, endOf(2)) });
    await tellRuns(fake, [entry({ status: 'finished', fingerprint: 'f2', completed: 2 })]);
    await expect.poll(() => state().status).toBe('finished');
    expect(state().setup).toBe(setup);
  });

  test('plays on with a stored run under its own settings; what is set up meanwhile waits', async () => {
    const fake = new FakeSimulation();
    await openA(fake);
    const { config } = entry();
    session.change({ seed: 99 });
    session.play();
    await expect.poll(() => fake.starts).toHaveLength(1);
    expect(fake.starts[0]).toMatchObject({ config, from: { iteration: 1 }, place: { id: 'a' } });
    expect([config.seed, state().setup.config.seed]).toEqual([1, 99]);
  });

  test('says of a run that others play that they do, and of others that Play goes on', async () => {
    const fake = new FakeSimulation();
    await openA(fake);
    const host = document.createElement('div');
    document.body.append(host);
    const root = createRoot(host);
    root.render(createElement(App, { session }));
    const says = (words: string) => expect.poll(() => host.innerText).toContain(words);
    const goesOn = 'interrupted; Play goes on';
    await says(goesOn);
    await tellRuns(fake, [entry({ status: 'running', isElsewhere: true })]);
    await says('in progress in another tab or a sweep');
    expect(host.innerText).not.toContain(goesOn);
    await tellRuns(fake, [entry()]);
    await says(goesOn);
    root.unmount();
    host.remove();
  });

  describe('of a link that says what its run comes to', () => {
    const { config } = entry();
    const link = { view: {}, fixed: [], hidden: [], fingerprint: '0123456789abcdef' };
    const differs = 'not the run that the link was made from';
    const host = document.createElement('div');
    let root: ReturnType<typeof createRoot>;
    const visit = async (fake: FakeSimulation, address: string): Promise<void> => {
      history.replaceState(null, '', `#${address}`);
      await openA(fake);
      document.body.append(host);
      root = createRoot(host);
      root.render(createElement(App, { session }));
    };
    afterEach(() => {
      root.unmount();
      host.remove();
    });

    test.each(['is stored', 'has broken off'])('judges its run when it %s and goes on', async (way) => {
      const fake = new FakeSimulation();
      await visit(fake, encodeLink({ ...link, config }));
      session.play();
      await expect.poll(() => fake.starts).toHaveLength(1);
      if (way === 'has broken off') {
        const { run } = fake.starts[0] ?? { run: 0 };
        await fake.tell({ kind: 'failed', run, name: 'EngineError', message: 'not finite' });
        session.restart();
        await expect.poll(() => fake.starts).toHaveLength(2);
      }
      for (const event of [startAt(1), ...iterationEvents(2), endOf(2)]) await fake.event(event);
      await expect.poll(() => host.innerText).toContain(differs);
      expect(location.hash).toContain('&f=0123456789abcdef');
    });

    test('judges no run of other settings', async () => {
      const fake = new FakeSimulation();
      await visit(fake, encodeLink({ ...link, config: { ...config, seed: 5 }, fixed: ['seed'] }));
      fake.readRun = () => Promise.resolve({ fault: null, value: reading(1, endOf(1)) });
      session.library.open('a');
      await expect.poll(() => host.innerText).toContain('finished');
      expect(host.innerText).not.toContain(differs);
      expect(state().setup.config.seed).toBe(5);
    });
  });

  test('a second transfer is refused with a word and leaves the first alone, and a third may begin when that is done', async () => {
    const fake = new FakeSimulation();
    const finish: ((outcome: Awaited<ReturnType<FakeSimulation['exportRun']>>) => void)[] = [];
    fake.exportRun = () => new Promise((resolve) => finish.push(resolve));
    const imports = vi.spyOn(fake, 'importRun');
    await open(fake);
    session.library.exportRun(entry({ name: 'First' }));
    await expect.poll(() => finish).toHaveLength(1);
    await fake.tell({ kind: 'transfer', done: 1, total: 4 });
    session.library.exportRun(entry({ name: 'Second' }));
    session.library.importFile(new File(['{}'], 'dropped.jsonl'));
    const going = { kind: 'export', name: 'First', done: 1, total: 4 };
    expect(state().library).toMatchObject({ transfer: going, notice: { kind: 'transferring' } });
    finish[0]?.({ fault: { kind: 'missing', detail: 'gone' }, value: null });
    await expect.poll(() => state().library).toMatchObject({ transfer: null, notice: { kind: 'missing' } });
    expect(finish).toHaveLength(1);
    expect(imports).not.toHaveBeenCalled();
    session.library.importFile(new File(['{}'], 'dropped.jsonl'));
    await expect.poll(() => imports.mock.calls).toHaveLength(1);
  });

  test('a transfer ends with the worker of a run that fails, and that is told', async () => {
    const fake = new FakeSimulation();
    fake.exportRun = () => new Promise(() => undefined);
    await open(fake);
    session.play();
    await expect.poll(() => fake.starts).toHaveLength(1);
    session.library.exportRun(entry());
    await fake.tell({ kind: 'failed', run: fake.starts[0]?.run ?? 0, name: 'EngineError', message: 'not finite' });
    expect(state()).toMatchObject({ status: 'failed', library: { transfer: null, notice: { kind: 'failed' } } });
  });

  test('a run that is no longer stored goes on, and the page says so', async () => {
    const fake = new FakeSimulation();
    await open(fake);
    session.play();
    await expect.poll(() => fake.starts).toHaveLength(1);
    expect(fake.starts[0]?.place).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/u) as string });
    await fake.tell({ kind: 'unstored', run: fake.starts[0]?.run ?? 0, detail: 'gone' });
    expect(state()).toMatchObject({ status: 'playing', library: { notice: { kind: 'unstored', detail: 'gone' } } });
  });

  test.each([
    [
      'goes on',
      () => {
        session.play();
      },
    ],
    [
      'is changed',
      () => {
        session.changeNext({ gameableShare: 0.1 });
      },
    ],
  ])('a run that was deleted on the page and %s is not stored, and the page says so', async (_, goOn) => {
    const fake = new FakeSimulation();
    fake.deleteRun = () => Promise.resolve({ fault: null, value: null });
    await open(fake);
    session.play();
    await expect.poll(() => fake.starts).toHaveLength(1);
    for (const event of [startAt(), ...iterationEvents(0), ...iterationEvents(1)]) await fake.event(event);
    session.cancel();
    session.library.remove(state().library.shown ?? '');
    await expect.poll(() => state().library.shown).toBeNull();
    expect(state().library.notice).toBeNull();
    goOn();
    await expect.poll(() => fake.starts).toHaveLength(2);
    expect(fake.starts[1]).toMatchObject({ from: { iteration: 1 }, place: null });
    expect(state()).toMatchObject({ status: 'playing', library: { notice: { kind: 'unstored' }, shown: null } });
    // what is said is not true of the next one
    await fake.event(endOf(1));
    session.play();
    await expect.poll(() => fake.starts).toHaveLength(3);
    expect(state().library).toMatchObject({ notice: null, shown: fake.starts[2]?.place?.id });
  });

  test.each([
    ['a status of no kind', { ...entry(), status: 'stolen' }],
    ['a config out of range', { ...entry(), config: { beta: 0 } }],
  ])('a list with %s is not believed', async (_, wrong) => {
    const fake = new FakeSimulation();
    await open(fake);
    await tellRuns(fake, [wrong as RunEntry]);
    await expect.poll(() => state().fault?.kind).toBe('report');
  });
});
