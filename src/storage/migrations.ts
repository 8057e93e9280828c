// The database's versions. A change of what rows hold adds a step; a step is never changed once it was published.
import type { StoreName } from './rows/types.ts';

/** One step from a version to the next, used on a database when it is opened. */
export interface Migration {
  /** Stores that did not exist before. */
  readonly creates: readonly StoreName[];
  /** What becomes of each row of a store. It may throw: then the database stays as it was. */
  readonly rows: Readonly<Partial<Record<StoreName, (row: unknown) => object>>>;
}

/** Step n leads from version n to version n + 1; version 0 is no database. */
export const migrations: readonly Migration[] = [
  {
    creates: ['runs', 'iterations', 'trajectories', 'columns', 'checkpoints', 'optimizers', 'meta'],
    rows: {},
  },
];
