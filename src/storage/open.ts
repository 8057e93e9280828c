// Opens the database, or takes memory where there is none to be had, and says which and why.
import { StorageError } from './errors.ts';
import type { Migration } from './migrations.ts';
import { Connection, MigrationError } from './rows/connection.ts';
import type { ConnectionOptions } from './rows/connection.ts';
import { IndexedDbRows } from './rows/indexedDbRows.ts';
import { MemoryRows } from './rows/memoryRows.ts';
import { SpillingRows } from './rows/spillingRows.ts';
import type { SpillReason } from './rows/spillingRows.ts';
import type { Rows } from './rows/types.ts';

/**
 * Why runs are kept in memory only. From the beginning: `absent`: this browser has no IndexedDB; `denied`: it does not let
 * this page have any (private windows, settings); `newer`: a later version of this page has been here; `blocked`: another
 * tab holds an older version, and waiting for it was given up; `migration`: what is stored could not be brought to this version,
 * and was left as it is. Later, or from the beginning: see SpillReason.
 */
export type MemoryReason = 'absent' | 'denied' | 'newer' | 'blocked' | 'migration' | SpillReason;

/** `detail`: what the browser said; may be empty. */
export type StorageMode =
  { readonly kind: 'indexedDb' } | { readonly kind: 'memory'; readonly reason: MemoryReason; readonly detail: string };

export interface OpenOptions extends Pick<ConnectionOptions, 'name' | 'onBlocked' | 'onReplaced'> {
  readonly migrations: readonly Migration[];
  /** Gives up waiting for another tab. */
  readonly signal?: AbortSignal;
  /** The database has stopped taking rows: what is written from now on is in memory. */
  readonly onSpill?: (reason: SpillReason) => void;
}

export interface OpenRows {
  readonly rows: Rows;
  readonly mode: () => StorageMode;
  /** After room has been made: puts in the database what is in memory only. False: it is still there. */
  readonly restore: () => Promise<boolean>;
}

/** Never rejects for what a browser may refuse: then it is memory. */
export async function openRows(options: OpenOptions): Promise<OpenRows> {
  let connection: Connection | null = null;
  try {
    if (!hasIndexedDb()) return inMemory('absent', '');
    connection = new Connection(options);
    if (!(await isReady(connection.database(), options.signal))) {
      // if it is opened after all, it is closed at once
      connection.close();
      return inMemory('blocked', '');
    }
    const stored = new IndexedDbRows(connection);
    // some private windows open a database and refuse to write to it
    await stored.commit([{ kind: 'put', store: 'meta', row: { key: 'version', version: options.migrations.length } }]);
    return spilling(stored, options.onSpill);
  } catch (error) {
    connection?.close();
    const reason = openReason(error);
    if (reason === null) throw error;
    return inMemory(reason, error instanceof Error ? error.message : '');
  }
}

// some browsers that are told to keep nothing have null in its place, or throw when it is asked for
const hasIndexedDb = (): boolean => 'indexedDB' in globalThis && Boolean(indexedDB);

function inMemory(reason: MemoryReason, detail: string): OpenRows {
  const mode = { kind: 'memory', reason, detail } as const;
  return { rows: new MemoryRows(), mode: () => mode, restore: () => Promise.resolve(false) };
}

function spilling(stored: Rows, onSpill: OpenOptions['onSpill']): OpenRows {
  let mode: StorageMode = { kind: 'indexedDb' };
  const rows = new SpillingRows(stored, (reason, detail) => {
    mode = { kind: 'memory', reason, detail };
    onSpill?.(reason);
  });
  const restore = async (): Promise<boolean> => {
    const isRestored = await rows.restore();
    if (isRestored) mode = { kind: 'indexedDb' };
    return isRestored;
  };
  return { rows, mode: () => mode, restore };
}

/** False: aborted before. */
function isReady(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      resolve(false);
    };
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
    work.then(() => {
      resolve(true);
    }, reject);
  });
}

function openReason(error: unknown): MemoryReason | null {
  if (error instanceof MigrationError) return 'migration';
  if (error instanceof StorageError) return error.code === 'replaced' ? 'replaced' : null;
  if (!(error instanceof DOMException)) return null;
  switch (error.name) {
    case 'VersionError':
      return 'newer';
    case 'QuotaExceededError':
      return 'quota';
    case 'SecurityError':
    case 'InvalidStateError':
    case 'NotAllowedError':
      return 'denied';
    default:
      return 'failed';
  }
}
