import { stat } from 'node:fs/promises';
import { isMissing } from './isMissing.ts';

/** Whether two paths lead to one file that is there, by whatever links and spellings. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([identity(one), identity(other)]);
  return a !== null && a === b;
}

/** Null: there is none. */
async function identity(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${String(dev)}/${String(ino)}`;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
