// The list of stored runs, and what can be done with one as a whole.
import { StorageError } from './errors.ts';
import type { RunChanges } from './changes.ts';
import type { RunLocks } from './locks.ts';
import { missing } from './records/check.ts';
import { checkRun } from './records/run.ts';
import type { StoredRun } from './records/run.ts';
import { valueOrFault } from './reader.ts';
import type { Found } from './reader.ts';
import { shownKey } from './rows/keys.ts';
import { scan } from './rows/types.ts';
import type { Change, Rows, StoreName } from './rows/types.ts';

const runStores: readonly StoreName[] = [
  ...(['runs', 'iterations', 'trajectories', 'columns', 'checkpoints', 'optimizers'] as const),
];

export class RunLibrary {
  readonly #rows: Rows;
  readonly #locks: RunLocks;
  readonly #changes: RunChanges;

  constructor(rows: Rows, locks: RunLocks, changes: RunChanges) {
    this.#rows = rows;
    this.#locks = locks;
    this.#changes = changes;
  }

  /** The latest first, without those that are still being imported. A run that should be running but that nobody writes has the status `interrupted`. */
  async list(): Promise<Found<StoredRun>> {
    const found: StoredRun[] = [];
    const damaged: StorageError[] = [];
    const written = await this.#locks.held();
    const imports = await this.#imports();
    for await (const { key, row } of scan(this.#rows, 'runs', { prefix: [] })) {
      if (imports.has(String(key[0]))) continue;
      const read = valueOrFault(() => checkRun(String(key[0]), row));
      if (read instanceof StorageError) damaged.push(read);
      else if (read.status === 'running' && !written.has(read.run)) found.push({ ...read, status: 'interrupted' });
      else found.push(read);
    }
    return { found: found.sort((a, b) => b.updatedAt - a.updatedAt || compareText(a.run, b.run)), damaged };
  }

  /** Throws StorageError `missing`, `damaged`. */
  async rename(run: string, name: string): Promise<void> {
    await this.#edit(run, { name });
  }

  /** A pinned run is not deleted to make room. Throws StorageError `missing`, `damaged`. */
  async pin(run: string, pinned: boolean): Promise<void> {
    await this.#edit(run, { pinned });
  }

  /** All rows of a run in one transaction, damaged ones too. Throws StorageError `busy` while the run is being written. */
  async delete(run: string): Promise<void> {
    const lock = await this.#locks.acquire(run);
    if (!lock) {
      throw new StorageError('busy', {
        store: 'runs',
        key: shownKey([run]),
        field: null,
        fault: { code: 'beingWritten' },
      });
    }
    try {
      await this.#rows.commit(deletesOf(run));
    } finally {
      lock.release();
    }
    this.#changes.tell({ kind: 'deleted', run });
  }

  /**
   * Deletes the run that was changed longest ago, of those neither pinned nor being written, nor to be spared. Null: there is
   * none.
   */
  async deleteOldestUnpinned(spared: string | null = null): Promise<StoredRun | null> {
    const written = await this.#locks.held();
    const { found } = await this.list();
    const oldest = found.findLast(({ run, pinned }) => !pinned && run !== spared && !written.has(run));
    if (!oldest) return null;
    await this.delete(oldest.run);
    return oldest;
  }

  /** Runs that are not there yet, or by halves. */
  async #imports(): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for await (const { key } of scan(this.#rows, 'meta', { prefix: [] })) {
      const name = String(key[0]);
      if (name.startsWith(importPrefix)) found.add(name.slice(importPrefix.length));
    }
    return found;
  }

  async #edit(run: string, changes: Partial<Pick<StoredRun, 'name' | 'pinned'>>): Promise<void> {
    const edit = (row: unknown): StoredRun => {
      if (row === undefined) throw missing('runs', [run]);
      return { ...checkRun(run, row), ...changes };
    };
    await this.#rows.commit([{ kind: 'edit', store: 'runs', key: [run], edit }]);
    this.#changes.tell({ kind: 'changed', run });
  }
}

/** What marks a run in `meta` for as long as it is being imported. */
export const importPrefix = 'import/';
export const importKey = (run: string): string => importPrefix + run;

/** Every row of a run. */
export const deletesOf = (run: string): Change[] =>
  runStores.map((store) => ({ kind: 'delete', store, range: { prefix: [run] } }));

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
