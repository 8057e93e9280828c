import { abort } from './connection.ts';
import type { Connection } from './connection.ts';
import type { Change, Key, KeyedRow, KeyRange, Rows, StoreName } from './types.ts';

/** Rows in IndexedDB. A commit is one transaction; a failed one rejects with the cause (QuotaExceededError, for one). */
export class IndexedDbRows implements Rows {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async get(store: StoreName, key: Key): Promise<unknown> {
    const database = await this.#connection.database();
    return database.get(store, [...key]);
  }

  async batch(store: StoreName, range: KeyRange, after: Key | null, limit: number): Promise<KeyedRow[]> {
    const database = await this.#connection.database();
    const transaction = database.transaction(store);
    const bounds = boundsOf(range, after);
    const [keys, rows] = await Promise.all([
      transaction.store.getAllKeys(bounds, limit),
      transaction.store.getAll(bounds, limit),
      transaction.done,
    ]);
    return keys.map((key, at) => ({ key: keyFrom(key), row: rows[at] }));
  }

  async commit(changes: readonly Change[]): Promise<void> {
    const stores = [...new Set(changes.map(({ store }) => store))];
    if (stores.length === 0) return;
    const database = await this.#connection.database();
    // relaxed: a commit is done when the system has it, not when the disk has; iterations are whole either way
    const transaction = database.transaction(stores, 'readwrite', { durability: 'relaxed' });
    const requests: Promise<unknown>[] = [];
    let fault: unknown = null;
    try {
      for (const change of changes) {
        if (change.kind !== 'edit') continue;
        const store = transaction.objectStore(change.store);
        await store.put(change.edit(await store.get([...change.key])));
      }
      for (const change of changes) {
        if (change.kind !== 'delete') continue;
        requests.push(transaction.objectStore(change.store).delete(boundsOf(change.range, null)));
      }
      for (const change of changes) {
        if (change.kind === 'put') requests.push(transaction.objectStore(change.store).put(change.row));
      }
    } catch (error) {
      fault = error;
      abort(transaction);
    }
    const settled = await Promise.allSettled([...requests, transaction.done]);
    const failed = settled.find((result) => result.status === 'rejected');
    // the transaction's own error is the cause; a request's may only say that it was broken off
    if (failed) throw errorOf(fault ?? transaction.error ?? failed.reason);
  }

  close(): void {
    this.#connection.close();
  }
}

const errorOf = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

/** An array sorts behind every number and text, so it ends what can follow a prefix. */
function boundsOf({ prefix, from }: KeyRange, after: Key | null): IDBKeyRange {
  const first = from === undefined ? prefix : [...prefix, from];
  return IDBKeyRange.bound(after ?? first, [...prefix, []], after !== null);
}

function keyFrom(key: IDBValidKey): Key {
  const parts: readonly unknown[] = Array.isArray(key) ? key : [key];
  return parts.map((part) => (typeof part === 'number' ? part : String(part)));
}
