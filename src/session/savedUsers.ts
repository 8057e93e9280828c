// Users of a person's own, kept in this browser: small, so in localStorage, each set under the hash of its scenarios.
import { ownHash } from '../experiments/index.ts';
import { OwnUsersError, ownUsersText, parseOwnUsers } from '../ownUsers/file.ts';
import type { OwnUsers } from '../ownUsers/file.ts';

const prefix = 'swayground/users/';

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
  const text = storage()?.getItem(prefix + hash) ?? null;
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
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => {
      const hash = key.slice(prefix.length);
      const users = read(hash);
      return users ? [{ hash, users }] : [];
    })
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
}

const nameOf = ({ users }: SavedUsers): string => users.scenarios[0]?.name ?? '';

/** Scenarios by their hash; null: they are not here. */
export const savedScenarios = (hash: string): OwnUsers['scenarios'] | null => read(hash)?.scenarios ?? null;

/** False: the browser did not keep them. */
export function saveUsers(users: OwnUsers): boolean {
  try {
    const all = storage();
    all?.setItem(prefix + ownHash(users.scenarios), ownUsersText(users));
    return all !== null;
  } catch {
    return false;
  }
}

export function deleteUsers(hash: string): void {
  storage()?.removeItem(prefix + hash);
}
