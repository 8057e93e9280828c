// How the programs read their command lines, and how they refuse one.
import { readFile } from 'node:fs/promises';
import { messageOf } from '../core/text/messageOf.ts';

/** A command line that can't be followed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Where `parse` is a call of Node's parseArgs: its complaints about the command line become UsageErrors. */
export function readWords<Words>(parse: () => Words): Words {
  try {
    return parse();
  } catch (error) {
    // behind its first sentence Node explains how to pass words that begin with a dash
    if (error instanceof TypeError) throw new UsageError(error.message.split('. ')[0]);
    throw error;
  }
}

/** The value of an option, from `low` to `high`, both included. Throws UsageError. */
export function wholeNumber(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high) return value;
  throw new UsageError(`--${option}: ${text} is not a whole number from ${String(low)} to ${String(high)}`);
}

/** `text` where it is the name of a folder below public/models, and no path out of it. Throws UsageError, naming `where`. */
export function modelName(text: string, where = '--model'): string {
  if (!/^[\w-]+$/u.test(text)) throw new UsageError(`${where}: ${text} is not the name of a model`);
  return text;
}

/** Most worker threads of one program. */
const mostWorkers = 64;

/** Worker threads: as many as --workers says; without it one for each core. Throws UsageError. */
export const workerCount = (text: string | undefined, cores: number): number =>
  wholeNumber('workers', text ?? String(Math.min(cores, mostWorkers)), 1, mostWorkers);

/** What a file that the command line names holds. Throws UsageError where it can't be read or is not JSON. */
export async function readJson(path: string): Promise<unknown> {
  const content = await readText(path);
  try {
    return JSON.parse(content);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${path} is not JSON: ${error.message}`);
    throw error;
  }
}

/** The text of a file that the command line names. Throws UsageError where it can't be read. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path}: ${messageOf(error)}`);
  }
}
