// The one thing that a worker or page opens: runs, how they are read and written, and where they really are.
import type { RunEvent } from '../experiments/index.ts';
import { runChanges } from './changes.ts';
import type { Channel, RunChanges } from './changes.ts';
import { storedEvents } from './events.ts';
import { RunLibrary } from './library.ts';
import { localLocks, webLocks } from './locks.ts';
import type { LockManagerLike, RunLock, RunLocks } from './locks.ts';
import { migrations } from './migrations.ts';
import { openRows } from './open.ts';
import type { OpenOptions, StorageMode } from './open.ts';
import { RunReader } from './reader.ts';
import type { StoredRun } from './records/run.ts';
import { importRun, sweepImports } from './transfer.ts';
import type { ImportOptions } from './transfer.ts';
import { RunWriter } from './writer.ts';
import type { WriterOptions } from './writer.ts';

export interface StoreOptions extends Partial<OpenOptions> {
  /** By default those of this browser; null: it has none. Given by tests. */
  readonly lockManager?: LockManagerLike | null;
  readonly channel?: Channel | null;
}

export interface RunStore {
  readonly mode: () => StorageMode;
  readonly library: RunLibrary;
  readonly reader: RunReader;
  readonly changes: Pick<RunChanges, 'subscribe'>;
  /** Null: another tab or worker writes this run. The lock is to be held as long as the run is written. */
  readonly acquireRun: (run: string) => Promise<RunLock | null>;
  /** Only for whoever holds the run's lock. */
  readonly writer: (options: Omit<WriterOptions, 'onChange'>) => RunWriter;
  /** See storedEvents of events.ts. */
  readonly events: (run: string) => ReturnType<typeof storedEvents>;
  /** See importRun of transfer.ts. */
  readonly importRun: (source: AsyncIterable<RunEvent>, options: ImportOptions) => Promise<StoredRun>;
  /** After room has been made: puts in the database what is in memory only. False: it is still there. */
  readonly restore: () => Promise<boolean>;
  readonly close: () => void;
}

/** One for each page or worker. */
export async function openRunStore(options: StoreOptions = {}): Promise<RunStore> {
  const { name = 'swayground', migrations: steps = migrations } = options;
  const { rows, mode, restore } = await openRows({ ...options, name, migrations: steps });
  // what is in memory only concerns nobody else
  const isShared = mode().kind === 'indexedDb';
  const locks = isShared ? sharedLocks(options.lockManager, name) : localLocks();
  const changes = runChanges(isShared ? sharedChannel(options.channel, name) : null);
  await sweepImports(rows, locks);
  return {
    ...{ mode, restore, changes },
    library: new RunLibrary(rows, locks, changes),
    reader: new RunReader(rows),
    acquireRun: (run) => locks.acquire(run),
    writer: (writing) =>
      new RunWriter(rows, {
        ...writing,
        onChange: () => {
          changes.tell({ kind: 'changed', run: writing.run });
        },
      }),
    events: (run) => storedEvents(rows, run),
    importRun: (source, importing) => importRun(rows, source, importing, { locks, changes }),
    close: () => {
      changes.close();
      rows.close();
    },
  };
}

/** Without Web Locks (pages without https) each context only knows of itself. */
function sharedLocks(given: StoreOptions['lockManager'], name: string): RunLocks {
  const manager = given === undefined ? (navigator.locks as LockManager | undefined) : given;
  return manager ? webLocks(manager, name) : localLocks();
}

function sharedChannel(given: StoreOptions['channel'], name: string): Channel | null {
  if (given !== undefined) return given;
  return 'BroadcastChannel' in globalThis ? new BroadcastChannel(`${name}/runs`) : null;
}
