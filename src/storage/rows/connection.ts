// The one connection of a context to the database: opened once, migrated, let go when another tab needs a newer version.
import { openDB } from 'idb';
import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { StorageError } from '../errors.ts';
import type { Migration } from '../migrations.ts';
import { keyPaths, storeNames } from './types.ts';
import type { StoreName } from './types.ts';

type Schema = Record<StoreName, { key: IDBValidKey; value: unknown }>;
type Database = IDBPDatabase<Schema>;

export interface ConnectionOptions {
  readonly name: string;
  readonly migrations: readonly Migration[];
  /** Another tab holds an older version open: opening waits until it lets go. */
  readonly onBlocked?: () => void;
  /** A newer version was opened elsewhere, or the database deleted: this connection has finished its writes and closed. */
  readonly onReplaced?: () => void;
}

/** The database is of an older version, and its rows could not be brought to this one. It is as it was. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

export class Connection {
  readonly #options: ConnectionOptions;
  #opening: Promise<Database>;
  #state: 'open' | 'replaced' | 'terminated' | 'closed' = 'open';
  #isReopened = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    // the promise is kept before anything waits, so that two callers never open two connections
    this.#opening = this.#open();
  }

  /**
   * Opened again once, if the browser closed it. Throws StorageError `replaced` or `closed`, MigrationError, or what
   * the browser throws.
   */
  database(): Promise<Database> {
    if (this.#state === 'terminated' && !this.#isReopened) {
      this.#isReopened = true;
      this.#state = 'open';
      this.#opening = this.#open();
    }
    if (this.#state !== 'open') return Promise.reject(this.#fault());
    return this.#opening;
  }

  /** Also while it is still being opened. What is being written is finished first. */
  close(): void {
    this.#end('closed');
  }

  #open(): Promise<Database> {
    const { name, migrations, onBlocked, onReplaced } = this.#options;
    let fault: unknown = null;
    const opening = openDB<Schema>(name, migrations.length, {
      upgrade: (database, oldVersion, _newVersion, transaction) => {
        // idb waits for the transaction and not for what is done in it, so what fails is kept aside
        transaction.done.catch(() => undefined);
        migrate(database, transaction, migrations.slice(oldVersion)).catch((error: unknown) => {
          fault = error;
          // everything is as it was before; opening rejects
          abort(transaction);
        });
      },
      blocked: () => onBlocked?.(),
      blocking: () => {
        this.#end('replaced');
        onReplaced?.();
      },
      terminated: () => {
        if (this.#state === 'open') this.#state = 'terminated';
      },
    });
    return opening.catch((error: unknown) => {
      if (!(fault instanceof Error)) throw error;
      throw fault.name === 'QuotaExceededError' ? fault : new MigrationError(fault.message);
    });
  }

  #end(state: 'replaced' | 'closed'): void {
    if (this.#state !== 'open') return;
    this.#state = state;
    this.#opening.then(
      (database) => {
        database.close();
      },
      // whoever asked for the database has been told
      () => undefined,
    );
  }

  #fault(): StorageError {
    const code = this.#state === 'replaced' ? 'replaced' : 'closed';
    const fault = { code: code === 'replaced' ? 'replacedDatabase' : 'closedDatabase' } as const;
    return new StorageError(code, { store: this.#options.name, key: '', field: null, fault });
  }
}

type Upgrade = IDBPTransaction<Schema, StoreName[], 'versionchange'>;

async function migrate(database: Database, transaction: Upgrade, steps: readonly Migration[]): Promise<void> {
  for (const { creates, rows } of steps) {
    for (const store of creates) database.createObjectStore(store, { keyPath: [...keyPaths[store]] });
    for (const store of storeNames) {
      const change = rows[store];
      let cursor = change ? await transaction.objectStore(store).openCursor() : null;
      while (change && cursor) {
        await cursor.update(change(cursor.value));
        cursor = await cursor.continue();
      }
    }
  }
}

/** Breaks a transaction off, unless what failed in it has already done so. */
export function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
