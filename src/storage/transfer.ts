// A run from elsewhere, taken into the store whole or not at all.
import type { RunEvent } from '../experiments/index.ts';
import type { RunChanges } from './changes.ts';
import { StorageError } from './errors.ts';
import { deletesOf, importKey, importPrefix } from './library.ts';
import type { RunLocks } from './locks.ts';
import { RunReader } from './reader.ts';
import type { StoredRun } from './records/run.ts';
import { shownKey } from './rows/keys.ts';
import { scan } from './rows/types.ts';
import type { Change, Rows } from './rows/types.ts';
import { RunWriter } from './writer.ts';

export interface ImportOptions {
  /** Id of the run that is made. */
  readonly run: string;
  readonly name: string;
  /** Now, milliseconds since 1970. */
  readonly at: number;
}

/**
 * A run from its events, as a file gives them. Until the last of them it is in no list; what fails leaves nothing, and what a
 * crash leaves is swept away by {@link sweepImports}. A run without an end is interrupted. Throws StorageError `exists`,
 * `busy`, and what the source and the database throw.
 */
export async function importRun(
  rows: Rows,
  source: AsyncIterable<RunEvent>,
  { run, name, at }: ImportOptions,
  { locks, changes }: { readonly locks: RunLocks; readonly changes: RunChanges },
): Promise<StoredRun> {
  const lock = await locks.acquire(run);
  if (!lock) throw refusal('busy', run);
  try {
    if ((await rows.get('runs', [run])) !== undefined) {
      throw refusal('exists', run);
    }
    await rows.commit([{ kind: 'put', store: 'meta', row: { key: importKey(run), run } }]);
    try {
      await write(new RunWriter(rows, { run, name }), source, at);
      const stored = await new RunReader(rows).run(run);
      await rows.commit([imported(run)]);
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

async function write(writer: RunWriter, source: AsyncIterable<RunEvent>, at: number): Promise<void> {
  let isEnded = false;
  for await (const event of source) {
    await writer.add(event, at);
    isEnded = event.kind === 'end';
  }
  if (!isEnded) await writer.interrupt(at);
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

const imported = (run: string): Change => ({ kind: 'delete', store: 'meta', range: { prefix: [importKey(run)] } });

const refusal = (code: 'busy' | 'exists', run: string): StorageError => {
  const fault = { code: code === 'busy' ? 'beingWritten' : 'storedAlready' } as const;
  return new StorageError(code, { store: 'runs', key: shownKey([run]), field: null, fault });
};
