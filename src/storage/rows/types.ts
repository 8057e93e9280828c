// What runs are stored in, whether it lasts (IndexedDB) or not (memory). Everything that is read is `unknown`: src/storage/records
// checks it.

/** Parts of a row that are its key, in order. */
export const keyPaths = {
  runs: ['run'],
  iterations: ['run', 'iteration'],
  trajectories: ['run', 'part', 'iteration', 'chunk'],
  columns: ['run', 'part', 'iteration'],
  checkpoints: ['run', 'iteration'],
  optimizers: ['run'],
  meta: ['key'],
} as const satisfies Record<string, readonly string[]>;

export type StoreName = keyof typeof keyPaths;

export const storeNames: readonly StoreName[] = [
  ...(['runs', 'iterations', 'trajectories', 'columns', 'checkpoints', 'optimizers', 'meta'] as const),
];

export type Key = readonly (string | number)[];

/** Keys that begin with `prefix` and whose next part, where `from` is given, is that number or a higher one. */
export interface KeyRange {
  readonly prefix: Key;
  readonly from?: number;
}

export type Row = object;

export interface KeyedRow {
  readonly key: Key;
  readonly row: unknown;
}

/** `edit` is given the row as it is (undefined: there is none) and gives what replaces it, or throws. */
export type Change =
  | { readonly kind: 'put'; readonly store: StoreName; readonly row: Row }
  | { readonly kind: 'delete'; readonly store: StoreName; readonly range: KeyRange }
  | { readonly kind: 'edit'; readonly store: StoreName; readonly key: Key; readonly edit: (row: unknown) => Row };

export interface Rows {
  /** Undefined: there is no such row. */
  get(store: StoreName, key: Key): Promise<unknown>;
  /** The first `limit` rows of a range in the order of their keys, those after `after` only. */
  batch(store: StoreName, range: KeyRange, after: Key | null, limit: number): Promise<KeyedRow[]>;
  /** All of the changes or none: edits first, then what is deleted, then what is put. */
  commit(changes: readonly Change[]): Promise<void>;
  close(): void;
}

/** A range's rows in the order of their keys, read `limit` at a time. What is changed meanwhile may or may not be among them. */
export async function* scan(
  rows: Rows,
  store: StoreName,
  range: KeyRange,
  limit = 256,
): AsyncGenerator<KeyedRow, void> {
  let after: Key | null = null;
  for (;;) {
    const found: KeyedRow[] = await rows.batch(store, range, after, limit);
    yield* found;
    const last = found.at(-1);
    if (!last || found.length < limit) return;
    after = last.key;
  }
}
