// Stored runs for the page: one store a worker, so that what is in memory for want of a database can be read too.
import type { PanelTrajectory, RunConfig } from '../src/experiments/index.ts';
import { emptyMemory, factOf } from '../src/facts/index.ts';
import type { PageFact } from '../src/facts/index.ts';
import { RunFileError } from '../src/runFile/index.ts';
import { forkedEvents, openRunStore, StorageError } from '../src/storage/index.ts';
import type { RunLock, RunStore, StorageMode, StoredRun } from '../src/storage/index.ts';
import type { LibraryDoor, LibraryFault, Outcome, ReadRun, Report, RunEntry, RunPlace } from './protocol.ts';
import { RunRecorder } from './runRecorder.ts';
import { fileEvents, fileOf, TooLargeError } from './runFiles.ts';
import { messageOf } from '../src/core/text/messageOf.ts';

/** Another tab of an older version that does not let the database go is waited for so long. */
const blockedPatienceMs = 4000;
/** A run's last writer may just have been killed: its lock is freed a moment later. */
const lockTries = 10;
const lockTryMs = 100;
/** A tab that was closed tells nobody: runs that others write are looked at again. */
const othersMs = 3000;
/** The list is told at most so often. */
const listRestMs = 500;

/** A run that goes on from an iteration of another one, under another config. */
export interface Fork {
  /** Id of the other run. */
  readonly of: string;
  readonly config: RunConfig;
  readonly iteration: number;
}

export class Library implements LibraryDoor {
  readonly #tell: (report: Report) => void;
  #opened: Promise<RunStore> | null = null;
  readonly #own = new Set<string>();
  readonly #harm = new Map<string, RunEntry['harm']>();
  #transfer: AbortController | null = null;
  #isDue = false;
  #isListing = false;

  constructor(tell: (report: Report) => void) {
    this.#tell = tell;
  }

  /** Once the page can be told what is stored. */
  open(): void {
    this.#changed();
  }

  get #store(): Promise<RunStore> {
    return (this.#opened ??= this.#openStore());
  }

  /** Takes a run's lock. Null: another tab has it. Rejects where there is no store at all. */
  async record(place: RunPlace, run: number, isGoingOn: boolean): Promise<RunRecorder | null> {
    const store = await this.#store;
    const { id, name, at } = place;
    const lock = await this.#lock(store, id);
    if (!lock) return null;
    const began = performance.now();
    this.#own.add(id);
    const release = (): void => {
      lock.release();
      this.#own.delete(id);
      // what never had a whole iteration is nothing to come back to
      if (!recorder.hasComplete) this.#inBackground(() => this.#deleteFreed(store, id));
      this.#changed();
    };
    const recorder: RunRecorder = new RunRecorder({
      writer: store.writer({ run: id, name }),
      lock: { release },
      now: () => at + Math.round(performance.now() - began),
      isGoingOn,
      onStored: () => {
        this.#changed();
      },
      onFault: (error) => {
        this.#tell({ kind: 'unstored', run, detail: messageOf(error) });
      },
    });
    return recorder;
  }

  /** Stores what a fork takes over, so that it can go on. Throws StorageError. */
  async fork({ of, config, iteration }: Fork, { id, name, at }: RunPlace): Promise<void> {
    const store = await this.#store;
    await store.importRun(forkedEvents(store.events(of), config, iteration), { run: id, name, at });
  }

  /** What the panels were told by the policy of a stored iteration; nothing, where that can't be read whole. */
  async panel(id: string, iteration: number): Promise<PanelTrajectory[]> {
    const found: PanelTrajectory[] = [];
    try {
      for await (const each of (await this.#store).reader.panel(id, iteration)) {
        if (each instanceof StorageError) throw each;
        if (each.part === 'panel') found.push(each.trajectory);
      }
      return found;
    } catch (error) {
      if (error instanceof StorageError) return [];
      throw error;
    }
  }

  readRun(id: string): Promise<Outcome<ReadRun>> {
    return this.#attempt(async (store) => {
      const facts: PageFact[] = [];
      let memory = emptyMemory;
      let checkpoint: ReadRun['checkpoint'] = null;
      for await (const event of store.events(id)) {
        const next = factOf(memory, event);
        memory = next.memory;
        facts.push(next.fact);
        if (event.kind === 'complete') ({ checkpoint } = event);
      }
      return { facts, checkpoint };
    });
  }

  renameRun(id: string, name: string): Promise<Outcome<null>> {
    return this.#change((store) => store.library.rename(id, name));
  }

  pinRun(id: string, pinned: boolean): Promise<Outcome<null>> {
    return this.#change((store) => store.library.pin(id, pinned));
  }

  deleteRun(id: string): Promise<Outcome<null>> {
    return this.#change((store) => store.library.delete(id));
  }

  deleteOldest(spared: string | null): Promise<Outcome<boolean>> {
    return this.#attempt(async (store) => (await store.library.deleteOldestUnpinned(spared)) !== null);
  }

  restore(): Promise<Outcome<boolean>> {
    return this.#attempt((store) => store.restore());
  }

  exportRun(id: string): Promise<Outcome<Blob>> {
    return this.#transferring(async (store, signal) => {
      const total = ((await store.reader.run(id)).completed ?? 0) + 1;
      let done = 0;
      return fileOf(store.events(id), {
        signal,
        onEvent: ({ kind }) => {
          if (kind === 'complete') this.#tell({ kind: 'transfer', done: ++done, total });
        },
      });
    });
  }

  importRun(file: Blob, { id, name, at }: RunPlace): Promise<Outcome<null>> {
    return this.#transferring(async (store, signal) => {
      const events = fileEvents(file, {
        signal,
        onProgress: (done) => {
          this.#tell({ kind: 'transfer', done, total: file.size });
        },
      });
      await store.importRun(events, { run: id, name, at });
      return null;
    });
  }

  cancelTransfer(): Promise<void> {
    this.#transfer?.abort();
    return Promise.resolve();
  }

  async #openStore(): Promise<RunStore> {
    const patience = new AbortController();
    const store = await openRunStore({
      signal: patience.signal,
      onBlocked: () => {
        setTimeout(() => {
          patience.abort();
        }, blockedPatienceMs);
      },
      onSpill: () => {
        this.#changed();
      },
    });
    store.changes.subscribe(() => {
      this.#changed();
    });
    // a tab was closed before the first iteration was whole: there is nothing to come back to
    for (const { run, status, completed } of (await store.library.list()).found) {
      if (status === 'interrupted' && completed === null) this.#inBackground(() => store.library.delete(run));
    }
    return store;
  }

  async #lock(store: RunStore, id: string): Promise<RunLock | null> {
    for (let tries = 0; tries < lockTries; tries++) {
      const lock = await store.acquireRun(id);
      if (lock) return lock;
      await wait(lockTryMs);
    }
    return null;
  }

  /** A lock that has just been let go is still held for a moment. */
  async #deleteFreed(store: RunStore, id: string): Promise<void> {
    const lock = await this.#lock(store, id);
    if (!lock) return;
    lock.release();
    await wait(lockTryMs);
    await store.library.delete(id);
    this.#changed();
  }

  #change(work: (store: RunStore) => Promise<void>): Promise<Outcome<null>> {
    return this.#attempt(async (store) => {
      await work(store);
      return null;
    });
  }

  async #transferring<Value>(work: (store: RunStore, signal: AbortSignal) => Promise<Value>): Promise<Outcome<Value>> {
    this.#transfer?.abort();
    const transfer = new AbortController();
    this.#transfer = transfer;
    const outcome = await this.#attempt((store) => work(store, transfer.signal));
    if (this.#transfer === transfer) this.#transfer = null;
    return outcome;
  }

  async #attempt<Value>(work: (store: RunStore) => Promise<Value>): Promise<Outcome<Value>> {
    try {
      return { fault: null, value: await work(await this.#store) };
    } catch (error) {
      return { fault: libraryFault(error), value: null };
    } finally {
      this.#changed();
    }
  }

  /** The page is told the list: once for all changes that come while it is being read. */
  #changed(): void {
    this.#isDue = true;
    if (this.#isListing) return;
    this.#isListing = true;
    this.#inBackground(async () => {
      while (this.#isDue) {
        this.#isDue = false;
        await this.#list();
        await wait(listRestMs);
      }
      this.#isListing = false;
    });
  }

  async #list(): Promise<void> {
    try {
      const store = await this.#store;
      // a run that has ended, or begun, while the list was read is none of others
      const own = new Set(this.#own);
      const { found, damaged } = await store.library.list();
      for (const run of this.#own) own.add(run);
      const runs: RunEntry[] = [];
      for (const each of found) {
        const isElsewhere = each.status === 'running' && !own.has(each.run);
        runs.push({ ...each, isElsewhere, harm: await this.#harmOf(store, each) });
      }
      this.#tell({
        kind: 'runs',
        runs,
        damaged: damaged.map(({ facts: { key, field, fault } }) => ({
          ...{ id: firstOf(key), refusal: { fault, ...(field !== null && { field }) } },
        })),
        mode: store.mode(),
      });
      if (runs.some(({ isElsewhere }) => isElsewhere)) {
        setTimeout(() => {
          this.#changed();
        }, othersMs);
      }
    } catch (error) {
      const mode: StorageMode = { kind: 'memory', reason: 'failed', detail: messageOf(error) };
      this.#tell({ kind: 'runs', runs: [], damaged: [], mode });
    }
  }

  /** Of the last policy; read once for each. */
  async #harmOf(store: RunStore, { run, completed, fingerprint }: StoredRun): Promise<RunEntry['harm']> {
    const unknown = { gameable: null, other: null };
    if (completed === null) return unknown;
    const key = `${run} ${String(completed)} ${fingerprint}`;
    const known = this.#harm.get(key);
    if (known) return known;
    try {
      const { metrics } = await store.reader.iteration(run, completed);
      const harm = { gameable: metrics.gameable.harm, other: metrics.other.harm };
      this.#harm.set(key, harm);
      return harm;
    } catch (error) {
      if (error instanceof StorageError) return unknown;
      throw error;
    }
  }

  /** What fails is not the page's doing, and nobody waits for it. */
  #inBackground(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      if (!(error instanceof StorageError)) reportError(error);
    });
  }
}

function libraryFault(error: unknown): LibraryFault {
  const detail = messageOf(error);
  if (error instanceof RunFileError) return { kind: 'badFile', detail, refusal: error.refusal };
  if (error instanceof TooLargeError) return { kind: 'tooLarge', detail };
  if (error instanceof DOMException && error.name === 'AbortError') return { kind: 'cancelled', detail: '' };
  if (!(error instanceof StorageError)) return { kind: 'failed', detail };
  const { code, refusal } = error;
  return { kind: code === 'busy' || code === 'missing' || code === 'damaged' ? code : 'failed', detail, refusal };
}

/** Of a key as faults show it. */
function firstOf(key: string): string {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) ? String(parts[0]) : key;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
