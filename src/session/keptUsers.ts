// Users of a person's own that this browser keeps: listed, kept, deleted.
import { ownHash } from '../experiments/index.ts';
import { OwnUsersError, ownUsersText, parseOwnUsers } from '../ownUsers/file.ts';
import type { OwnUsers } from '../ownUsers/file.ts';
import { keptPrefix } from './savedUsers.ts';

export interface SavedUsers {
  readonly hash: string;
  readonly users: OwnUsers;
}

/** Null: the browser keeps nothing for this page. */
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function read(hash: string): OwnUsers | null {
  const text = storage()?.getItem(keptPrefix + hash) ?? null;
  if (text === null) return null;
  try {
    return parseOwnUsers(text);
  } catch (error) {
    if (error instanceof OwnUsersError) return null;
    throw error;
  }
}

/** All that are kept and whole, by name. */
export function listUsers(): SavedUsers[] {
  const all = storage();
  if (!all) return [];
  const keys = Array.from({ length: all.length }, (_, index) => all.key(index) ?? '');
  return keys
    .filter((key) => key.startsWith(keptPrefix))
    .flatMap((key) => {
      const hash = key.slice(keptPrefix.length);
      const users = read(hash);
      return users ? [{ hash, users }] : [];
    })
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
}

const nameOf = ({ users }: SavedUsers): string => users.scenarios[0]?.name ?? '';

/** False: the browser did not keep them. */
export function saveUsers(users: OwnUsers): boolean {
  try {
    const all = storage();
    all?.setItem(keptPrefix + ownHash(users.scenarios), ownUsersText(users));
    return all !== null;
  } catch {
    return false;
  }
}

export function deleteUsers(hash: string): void {
  storage()?.removeItem(keptPrefix + hash);
}
