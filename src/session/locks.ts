// What a link keeps from being changed, or from being shown: a help for a class, no protection, because addresses can be edited.
import { changedKeys } from '../experiments/index.ts';
import type { ConfigKey, RunConfig } from '../experiments/index.ts';
import type { SessionState } from './state.ts';

/** Fields that are shown and can't be changed, and fields that are not shown. None is in both. */
export type Locks = Pick<SessionState, 'fixed' | 'hidden'>;

export const lockNames = ['free', 'fixed', 'hidden'] as const;
export type LockName = (typeof lockNames)[number];

/** A change that the locks do not allow: the first field that it would have changed. */
export interface LockRefusal {
  readonly field: ConfigKey;
  readonly isLocked: true;
}

export const lockOf = ({ fixed, hidden }: Locks, key: ConfigKey): LockName =>
  hidden.includes(key) ? 'hidden' : fixed.includes(key) ? 'fixed' : 'free';

/** Locks in which some fields have another one; each list in its own order, what is new at its end. */
export function withLocks({ fixed, hidden }: Locks, keys: readonly ConfigKey[], lock: LockName): Locks {
  const others = (list: readonly ConfigKey[]): ConfigKey[] => list.filter((key) => !keys.includes(key));
  return {
    fixed: [...others(fixed), ...(lock === 'fixed' ? keys : [])],
    hidden: [...others(hidden), ...(lock === 'hidden' ? keys : [])],
  };
}

/** Why settings may not take the place of others; null: they may. */
export function lockRefusal(locks: Locks, from: RunConfig, to: RunConfig): LockRefusal | null {
  if (locks.fixed.length === 0 && locks.hidden.length === 0) return null;
  const field = changedKeys(to, from).find((key) => lockOf(locks, key) !== 'free');
  return field === undefined ? null : { field, isLocked: true };
}
