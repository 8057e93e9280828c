import { RefusalError } from '../core/fault/index.ts';
import type { Fault } from '../core/fault/index.ts';

/** Where a fault lies: a store's row, and the part of it at fault where there is one. */
export interface StorageFacts {
  readonly store: string;
  readonly key: string;
  readonly field: string | null;
  readonly fault: Fault;
}

/**
 * `damaged`: a row is not what was written. `missing`: there is no such row. `exists`: a run of this id is stored already.
 * `busy`: the run is being written. `mismatch`: the run goes on from something else than what is stored. `newer`: rows of a
 * later version than this code. `replaced`: another tab opened a newer version, and this one let go. `closed`: the browser
 * closed the database, and did so again after it was reopened.
 */
export type StorageCode = 'damaged' | 'missing' | 'exists' | 'busy' | 'mismatch' | 'newer' | 'replaced' | 'closed';

export class StorageError extends RefusalError {
  override readonly name = 'StorageError';
  readonly code: StorageCode;
  readonly facts: StorageFacts;
  constructor(code: StorageCode, facts: StorageFacts) {
    const { store, key, field, fault } = facts;
    super({ row: `${store} ${key}`.trim(), fault, ...(field !== null && { field }) });
    this.code = code;
    this.facts = facts;
  }
}
