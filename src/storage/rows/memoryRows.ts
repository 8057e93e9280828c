import { compareKeys, isInRange, keyOf, shownKey } from './keys.ts';
import type { Change, Key, KeyedRow, KeyRange, Row, Rows, StoreName } from './types.ts';
import { storeNames } from './types.ts';

interface Store {
  readonly rows: Map<string, KeyedRow>;
  /** Null: must be made anew. */
  sorted: readonly KeyedRow[] | null;
}

/** Rows that are gone with the context: where IndexedDB can't be had, and in tests. What is put is copied. */
export class MemoryRows implements Rows {
  readonly #stores = new Map(storeNames.map((name): [StoreName, Store] => [name, { rows: new Map(), sorted: null }]));

  get(store: StoreName, key: Key): Promise<unknown> {
    return Promise.resolve(this.#store(store).rows.get(shownKey(key))?.row);
  }

  batch(store: StoreName, range: KeyRange, after: Key | null, limit: number): Promise<KeyedRow[]> {
    const sorted = this.#sorted(store);
    const found: KeyedRow[] = [];
    const start = after ? firstAfter(sorted, after) : 0;
    for (let at = start; at < sorted.length && found.length < limit; at++) {
      const entry = sorted[at];
      if (entry && isInRange(entry.key, range)) found.push(entry);
    }
    return Promise.resolve(found);
  }

  commit(changes: readonly Change[]): Promise<void> {
    return new Promise((resolve) => {
      this.#apply(changes);
      resolve();
    });
  }

  close(): void {
    for (const store of this.#stores.values()) store.rows.clear();
  }

  /** Changes nothing before all that may throw is done. */
  #apply(changes: readonly Change[]): void {
    const put: { store: StoreName; row: Row }[] = [];
    for (const change of changes) {
      if (change.kind !== 'edit') continue;
      const { store, key, edit } = change;
      put.push({ store, row: edit(this.#store(store).rows.get(shownKey(key))?.row) });
    }
    for (const change of changes) if (change.kind === 'put') put.push(change);
    const entries = put.map(({ store, row }) => ({ store, key: keyOf(store, row), row: structuredClone(row) }));
    for (const change of changes) if (change.kind === 'delete') this.#delete(change.store, change.range);
    for (const { store, key, row } of entries) {
      const into = this.#store(store);
      into.rows.set(shownKey(key), { key, row });
      into.sorted = null;
    }
  }

  #delete(name: StoreName, range: KeyRange): void {
    const store = this.#store(name);
    for (const [shown, { key }] of store.rows) if (isInRange(key, range)) store.rows.delete(shown);
    store.sorted = null;
  }

  #sorted(name: StoreName): readonly KeyedRow[] {
    const store = this.#store(name);
    store.sorted ??= [...store.rows.values()].sort((a, b) => compareKeys(a.key, b.key));
    return store.sorted;
  }

  #store(name: StoreName): Store {
    const store = this.#stores.get(name);
    if (!store) throw new RangeError(`there is no store ${name}`);
    return store;
  }
}

function firstAfter(sorted: readonly KeyedRow[], after: Key): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = sorted[middle];
    if (entry && compareKeys(entry.key, after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
