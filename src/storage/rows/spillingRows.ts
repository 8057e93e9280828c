// Rows that outlive a database that can't be written any more: from then on what is written is kept in memory, over what
// was stored before.
import { StorageError } from '../errors.ts';
import { compareKeys, isInRange, keyOf, shownKey } from './keys.ts';
import { MemoryRows } from './memoryRows.ts';
import { scan, storeNames } from './types.ts';
import type { Change, Key, KeyedRow, KeyRange, Rows, StoreName } from './types.ts';

/** Why what is written from now on is kept in memory only. `failed`: the browser could not write, and says no more. */
export type SpillReason = 'quota' | 'replaced' | 'closed' | 'failed';

interface Hidden {
  readonly store: StoreName;
  readonly range: KeyRange;
}

export class SpillingRows implements Rows {
  readonly #stored: Rows;
  readonly #onSpill: (reason: SpillReason, detail: string) => void;
  #memory: MemoryRows | null = null;
  /** Why there is memory. */
  #reason: SpillReason | null = null;
  /** Deleted, but the database could not be told. */
  #hidden: Hidden[] = [];
  /** The last of each run's rows that was written: what edits go on from when the database can't even be read. */
  readonly #lastRuns = new Map<string, object>();
  #turn: Promise<void> = Promise.resolve();

  /** `onSpill` is called once for each time that the database stops taking rows. */
  constructor(stored: Rows, onSpill: (reason: SpillReason, detail: string) => void) {
    this.#stored = stored;
    this.#onSpill = onSpill;
  }

  async get(store: StoreName, key: Key): Promise<unknown> {
    const kept = await this.#memory?.get(store, key);
    if (kept !== undefined) return kept;
    return this.#isHidden(store, key) ? undefined : this.#stored.get(store, key);
  }

  async batch(store: StoreName, range: KeyRange, after: Key | null, limit: number): Promise<KeyedRow[]> {
    if (!this.#memory) return this.#stored.batch(store, range, after, limit);
    const kept = await this.#memory.batch(store, range, after, limit);
    const keptKeys = new Set(kept.map(({ key }) => shownKey(key)));
    const merged = [...kept];
    // until as many are found as were asked for: those that memory replaces or hides don't count
    let from = after;
    for (let found = 0; found < limit;) {
      const batch = await this.#storedBatch(store, range, from, limit);
      for (const entry of batch) {
        if (keptKeys.has(shownKey(entry.key)) || this.#isHidden(store, entry.key)) continue;
        merged.push(entry);
        found++;
      }
      const last = batch.at(-1);
      if (!last || batch.length < limit) break;
      from = last.key;
    }
    return merged.sort((a, b) => compareKeys(a.key, b.key)).slice(0, limit);
  }

  /**
   * Beside memory: a database that can't even be read leaves what memory has. One that is only full can be, so there a row that
   * can't is no reason to take all rows for gone.
   */
  async #storedBatch(...asked: Parameters<Rows['batch']>): Promise<KeyedRow[]> {
    try {
      return await this.#stored.batch(...asked);
    } catch (error) {
      const reason = spillReason(error);
      if (reason === null || (reason === 'failed' && this.#reason === 'quota')) throw error;
      return [];
    }
  }

  commit(changes: readonly Change[]): Promise<void> {
    return this.#inTurn(() => this.#commit(changes));
  }

  /** After room has been made: writes what is in memory to the database. False: it still can't be written. */
  restore(): Promise<boolean> {
    return this.#inTurn(async () => {
      if (!this.#memory) return true;
      const changes: Change[] = this.#hidden.map((hidden) => ({ kind: 'delete', ...hidden }));
      for (const store of storeNames) {
        for await (const { row } of scan(this.#memory, store, { prefix: [] })) {
          if (typeof row === 'object' && row !== null) changes.push({ kind: 'put', store, row });
        }
      }
      try {
        await this.#stored.commit(changes);
      } catch (error) {
        if (spillReason(error) === null) throw error;
        return false;
      }
      this.#memory = null;
      this.#hidden = [];
      return true;
    });
  }

  close(): void {
    this.#memory?.close();
    this.#stored.close();
  }

  /** One after the other, in the order in which they were asked for, and whatever became of those before. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async #commit(changes: readonly Change[]): Promise<void> {
    if (this.#memory) {
      await this.#keep(this.#memory, changes);
      return;
    }
    const written: object[] = [];
    try {
      await this.#stored.commit(changes.map((change) => noted(change, written)));
      for (const row of written) this.#lastRuns.set(shownKey(keyOf('runs', row)), row);
    } catch (error) {
      const reason = spillReason(error);
      if (reason === null) throw error;
      const memory = new MemoryRows();
      await this.#keep(memory, changes);
      [this.#memory, this.#reason] = [memory, reason];
      this.#onSpill(reason, error instanceof Error ? error.message : '');
    }
  }

  async #keep(memory: MemoryRows, changes: readonly Change[]): Promise<void> {
    const found = new Map<Change, unknown>();
    for (const change of changes) {
      if (change.kind === 'edit') found.set(change, await this.#before(memory, change.store, change.key));
    }
    const deletes = changes.filter((change) => change.kind === 'delete');
    const puts = changes.flatMap((change): Change[] => {
      if (change.kind === 'delete') return [];
      return change.kind === 'put'
        ? [change]
        : [{ kind: 'put', store: change.store, row: change.edit(found.get(change)) }];
    });
    await memory.commit([...deletes, ...puts]);
    if (deletes.length === 0 || (puts.length === 0 && (await this.#isDeleted(deletes)))) return;
    this.#hidden.push(...deletes.map(({ store, range }) => ({ store, range })));
  }

  /**
   * What is only deleted makes room, so it is worth trying. Never without what was to be put beside it: the database would be left
   * with half of a change when memory is gone.
   */
  async #isDeleted(deletes: readonly Change[]): Promise<boolean> {
    try {
      await this.#stored.commit(deletes);
      return true;
    } catch (error) {
      if (spillReason(error) === null) throw error;
      return false;
    }
  }

  async #before(memory: MemoryRows, store: StoreName, key: Key): Promise<unknown> {
    const kept = await memory.get(store, key);
    if (kept !== undefined) return kept;
    if (this.#isHidden(store, key)) return undefined;
    try {
      return await this.#stored.get(store, key);
    } catch (error) {
      if (spillReason(error) === null) throw error;
      return store === 'runs' ? this.#lastRuns.get(shownKey(key)) : undefined;
    }
  }

  #isHidden(store: StoreName, key: Key): boolean {
    return this.#hidden.some((hidden) => hidden.store === store && isInRange(key, hidden.range));
  }
}

/** The same change, which adds what it writes of a run itself to `written`. */
function noted(change: Change, written: object[]): Change {
  if (change.store !== 'runs' || change.kind === 'delete') return change;
  const note = (row: object): object => {
    written.push(row);
    return row;
  };
  if (change.kind === 'edit') return { ...change, edit: (row) => note(change.edit(row)) };
  note(change.row);
  return change;
}

/** Null: the database is well, what was asked of it was not. */
function spillReason(error: unknown): SpillReason | null {
  if (error instanceof StorageError) return error.code === 'replaced' || error.code === 'closed' ? error.code : null;
  if (!(error instanceof DOMException)) return null;
  switch (error.name) {
    case 'QuotaExceededError':
      return 'quota';
    case 'InvalidStateError':
      return 'closed';
    case 'DataCloneError':
    case 'DataError':
      return null;
    default:
      return 'failed';
  }
}
