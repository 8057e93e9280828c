// A run as a sequence of rows, out of the store and into one: what a file of a run is made of.
import * as v from 'valibot';
import type { RunChanges } from './changes.ts';
import { StorageError } from './errors.ts';
import { deletesOf } from './library.ts';
import type { RunLocks } from './locks.ts';
import { migrateRow } from './migrations.ts';
import type { Migration } from './migrations.ts';
import { checkOptimizer, checkPolicy } from './records/checkpoint.ts';
import { columnsOf } from './records/columns.ts';
import { checkIteration } from './records/iteration.ts';
import { checkRun } from './records/run.ts';
import type { StoredRun } from './records/run.ts';
import { checkWholeChunk, chunkSize } from './records/trajectory.ts';
import { shownKey } from './rows/keys.ts';
import { scan } from './rows/types.ts';
import type { Change, Key, Rows } from './rows/types.ts';

const transferredStores = ['runs', 'iterations', 'trajectories', 'checkpoints', 'optimizers'] as const;

/** The first has the store `meta` and says the version; then the run, its iterations, trajectories, checkpoints. */
export interface TransferredRow {
  readonly store: (typeof transferredStores)[number] | 'meta';
  readonly row: object;
}

/**
 * All rows of a run up to the last iteration that is complete when this begins. Columns are left out: they follow from the
 * trajectories. Throws StorageError `missing`, `damaged`.
 */
export async function* exportRun(rows: Rows, run: string, version: number): AsyncGenerator<TransferredRow, void> {
  const row = await rows.get('runs', [run]);
  if (row === undefined) throw new StorageError('missing', at('runs', [run], 'there is no such run'));
  const stored = checkRun(run, row);
  const { completed } = stored;
  yield { store: 'meta', row: { key: 'export', version } };
  yield { store: 'runs', row: stored };
  if (completed === null) return;
  for (const store of ['iterations', 'trajectories', 'checkpoints', 'optimizers'] as const) {
    for await (const each of scan(rows, store, { prefix: [run] }, 8)) {
      const checked = checks[store](each.key, each.row);
      // training with the last policy belongs to an iteration that is not complete
      const isTraining = 'part' in checked && checked.part === 'training';
      if (checked.iteration <= (isTraining ? completed - 1 : completed)) yield { store, row: checked };
    }
  }
}

const checks = {
  iterations: checkIteration,
  trajectories: checkWholeChunk,
  checkpoints: checkPolicy,
  optimizers: checkOptimizer,
} as const;

export interface ImportOptions {
  /** Id of the run that is made; whatever id the rows have. */
  readonly run: string;
  readonly migrations: readonly Migration[];
}

/**
 * A run from rows as {@link exportRun} gave them, of this version or an earlier one. It is there whole or not at all: the
 * run's own row is written last, and what a crash leaves is swept away by {@link sweepImports}. A run that was running is
 * interrupted now. Throws StorageError: `exists`, `busy`, `newer`, `damaged`, and what the database throws.
 */
export async function importRun(
  rows: Rows,
  source: AsyncIterable<unknown>,
  { run, migrations }: ImportOptions,
  { locks, changes }: { readonly locks: RunLocks; readonly changes: RunChanges },
): Promise<StoredRun> {
  const lock = await locks.acquire(run);
  if (!lock) throw new StorageError('busy', at('runs', [run], 'it is being written'));
  try {
    if ((await rows.get('runs', [run])) !== undefined) {
      throw new StorageError('exists', at('runs', [run], 'a run of this id is stored already'));
    }
    await rows.commit([{ kind: 'put', store: 'meta', row: { key: importKey(run), run } }]);
    try {
      const stored = await new Import(rows, run, migrations).take(source);
      await rows.commit([{ kind: 'put', store: 'runs', row: stored }, imported(run)]);
      changes.tell({ kind: 'changed', run });
      return stored;
    } catch (error) {
      await rows.commit([...deletesOf(run), imported(run)]);
      throw error;
    }
  } finally {
    lock.release();
  }
}

/** Deletes what broken-off imports have left. */
export async function sweepImports(rows: Rows, locks: RunLocks): Promise<void> {
  for await (const { key } of scan(rows, 'meta', { prefix: [] })) {
    const name = String(key[0]);
    if (!name.startsWith(importPrefix)) continue;
    const run = name.slice(importPrefix.length);
    const lock = await locks.acquire(run);
    // held: another tab is importing it
    if (!lock) continue;
    try {
      if ((await rows.get('meta', [name])) !== undefined) await rows.commit([...deletesOf(run), imported(run)]);
    } finally {
      lock.release();
    }
  }
}

const importPrefix = 'import/';
const importKey = (run: string): string => importPrefix + run;
const imported = (run: string): Change => ({ kind: 'delete', store: 'meta', range: { prefix: [importKey(run)] } });
const at = (store: string, key: Key, fault: string, field: string | null = null) => ({
  ...{ store, key: shownKey(key), field, fault },
});

const header = v.object({ store: v.literal('meta'), row: v.object({ key: v.literal('export'), version: v.number() }) });
const transferred = v.object({ store: v.picklist(transferredStores), row: v.unknown() });

/** Rows are written this many at a time: as many as some thousand trajectories. */
const batchRows = 40;

type WholeChunk = ReturnType<typeof checkWholeChunk>;

class Import {
  readonly #rows: Rows;
  readonly #run: string;
  readonly #migrations: readonly Migration[];
  #waiting: Change[] = [];
  #group: WholeChunk[] = [];
  #trajectories = 0;
  #iterations = 0;
  readonly #policies = new Set<number>();

  constructor(rows: Rows, run: string, migrations: readonly Migration[]) {
    this.#rows = rows;
    this.#run = run;
    this.#migrations = migrations;
  }

  async take(source: AsyncIterable<unknown>): Promise<StoredRun> {
    let version: number | null = null;
    let stored: StoredRun | null = null;
    let number = 0;
    for await (const item of source) {
      const place = `row ${String(number++)}`;
      if (version === null) {
        version = this.#version(item);
        continue;
      }
      const result = v.safeParse(transferred, item);
      if (!result.success) throw damaged('import', [place], result.issues[0].message.slice(0, 160));
      const { store } = result.output;
      const row: unknown = migrateRow(store, result.output.row, version, this.#migrations);
      if (stored === null) {
        if (store !== 'runs') throw damaged(store, [place], 'comes before the run that it belongs to');
        const read = checkRun(place, row);
        stored = { ...read, run: this.#run, status: read.status === 'running' ? 'interrupted' : read.status };
        continue;
      }
      if (store === 'runs') throw damaged(store, [place], 'is a second run');
      this.#add(store, place, row);
      if (this.#waiting.length >= batchRows) await this.#flush();
    }
    if (stored === null) throw damaged('runs', [], 'there is no run');
    this.#endGroup();
    this.#checkWhole(stored);
    await this.#flush();
    return stored;
  }

  #version(item: unknown): number {
    const result = v.safeParse(header, item);
    if (!result.success) throw damaged('meta', ['row 0'], 'is not the beginning of a run');
    const { version } = result.output.row;
    const newest = this.#migrations.length;
    if (version > newest) {
      const fault = `is of version ${String(version)}, this page knows ${String(newest)}`;
      throw new StorageError('newer', at('meta', ['row 0'], fault, 'version'));
    }
    return version;
  }

  #add(store: Exclude<(typeof transferredStores)[number], 'runs'>, place: string, row: unknown): void {
    const run = this.#run;
    if (store === 'trajectories') {
      this.#addChunk({ ...checkWholeChunk([place], row), run }, place);
      return;
    }
    const checked = { ...checks[store]([place], row), run };
    if (store === 'iterations' && checked.iteration !== this.#iterations++) {
      throw damaged(store, [place], `is not the one after ${String(this.#iterations - 2)}`, 'iteration');
    }
    if (store === 'checkpoints') this.#policies.add(checked.iteration);
    this.#waiting.push({ kind: 'put', store, row: checked });
  }

  #addChunk(row: WholeChunk, place: string): void {
    const [first] = this.#group;
    if (first && (first.part !== row.part || first.iteration !== row.iteration)) this.#endGroup();
    const last = this.#group.at(-1);
    if (row.chunk !== this.#group.length || (last && last.trajectories.length < chunkSize)) {
      throw damaged('trajectories', [place], `is not the one after ${String(this.#group.length - 1)}`, 'chunk');
    }
    this.#group.push(row);
    this.#trajectories += row.trajectories.length;
    this.#waiting.push({ kind: 'put', store: 'trajectories', row });
  }

  #endGroup(): void {
    const [first] = this.#group;
    if (!first) return;
    const { run, part, iteration } = first;
    const trajectories = this.#group.flatMap((chunk) => chunk.trajectories);
    this.#waiting.push({ kind: 'put', store: 'columns', row: columnsOf({ run, part, iteration }, trajectories) });
    this.#group = [];
  }

  #checkWhole({ completed, trajectories }: StoredRun): void {
    const wanted = completed === null ? 0 : completed + 1;
    if (this.#iterations !== wanted) {
      throw damaged('iterations', [], `there are ${String(this.#iterations)}, the run says ${String(wanted)}`);
    }
    if (this.#trajectories !== trajectories) {
      const fault = `there are ${String(this.#trajectories)}, the run says ${String(trajectories)}`;
      throw damaged('trajectories', [], fault);
    }
    if (completed !== null && !this.#policies.has(completed)) {
      throw damaged('checkpoints', [], `that of the last iteration, ${String(completed)}, is missing`);
    }
  }

  async #flush(): Promise<void> {
    const changes = this.#waiting;
    this.#waiting = [];
    await this.#rows.commit(changes);
  }
}

const damaged = (store: string, key: Key, fault: string, field: string | null = null): StorageError =>
  new StorageError('damaged', at(store, key, fault, field));
