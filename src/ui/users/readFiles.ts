// Users from files a person gave.
import { messageOf } from '../../core/text/messageOf.ts';
import { mostBytes, OwnUsersError, usersIn } from '../../ownUsers/index.ts';
import type { OwnUsers, ReadUsers, UsualSides } from '../../ownUsers/index.ts';
import { usersWords } from '../locale/users.ts';
import { refusalText } from '../options/refusalText.ts';

/**
 * `environment`, `usual`: see usersIn. Throws an Error with the words for whoever gave the files: of what is wrong with them, or the
 * browser's own where it can't read one, as a folder that was dropped.
 */
export async function readFiles(
  files: readonly File[],
  environment: OwnUsers['environment'],
  usual: UsualSides,
): Promise<ReadUsers> {
  try {
    if (files.reduce((sum, { size }) => sum + size, 0) > mostBytes) throw new OwnUsersError({ code: 'filesTooLarge' });
    const texts = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
    return await usersIn(texts, environment, usual);
  } catch (error) {
    const text = error instanceof OwnUsersError ? refusalText(error.refusal) : messageOf(error);
    throw new Error(usersWords.own.refused(text), { cause: error });
  }
}
