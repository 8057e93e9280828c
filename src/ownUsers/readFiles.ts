// Files of users: our own, pasted lists in a file, and the paper repository's environments.
import type { Refusal } from '../core/fault/index.ts';
import { OwnUsersError, parseOwnUsers } from './file.ts';
import type { OwnUsers } from './file.ts';
import { openingsIn } from './paste.ts';
import { firstScenario } from './suggestions.ts';
import type { UsualSides } from './paste.ts';

/** Bytes of files that are read at once. */
export const mostBytes = 60_000_000;

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export interface ReadUsers {
  readonly users: OwnUsers;
  /** What stood in the files and has no counterpart here, one fact each. */
  readonly left: readonly Refusal[];
}

/**
 * One file of our own, or of openings, which become a scenario of `into`; or files of the paper's. Throws OwnUsersError, which begins
 * with a file's name.
 */
export async function usersIn(
  files: readonly TextFile[],
  into: OwnUsers['environment'],
  usual: UsualSides,
): Promise<ReadUsers> {
  const [only] = files;
  if (!only) throw new OwnUsersError({ code: 'noFile' });
  const isPaper = files.some(({ name }) => /\.ya?ml$/iu.test(name)) || (files.length > 1 && files.every(isJson));
  if (isPaper) return (await import('./paper/index.ts')).paperUsers(files);
  if (files.length > 1) throw new OwnUsersError({ code: 'oneFile' });
  try {
    if (isJson(only) && !only.text.trimStart().startsWith('[')) return { users: parseOwnUsers(only.text), left: [] };
    const openings = openingsIn(only.text, usual);
    const name = only.name.replace(/\.[^.]*$/u, '').slice(0, 60) || 'users';
    return { users: { environment: into, scenarios: [{ name, like: firstScenario(into), openings }] }, left: [] };
  } catch (error) {
    if (!(error instanceof OwnUsersError)) throw error;
    const { fault, ...place } = error.refusal;
    throw new OwnUsersError(fault, { ...place, file: only.name });
  }
}

const isJson = ({ name }: TextFile): boolean => /\.json$/iu.test(name);
