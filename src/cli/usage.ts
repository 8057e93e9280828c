// How the programs read their command lines, and how they refuse one.
import { access, constants, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSameFile } from '../disk/isSameFile.ts';
import { readModelFolder } from '../disk/modelFolder.ts';

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

/** Where a model's folder is, in the words of its refusal: behind them stands what is wrong with it. */
export const modelPlace = (model: string, where = '--model'): string =>
  `${where}: public/models/${model} holds no model`;

/** What a model's folder holds. Throws UsageError, naming `where`, for one that is not there. */
export const readModel = (model: string, where?: string): ReturnType<typeof readModelFolder> =>
  withFile(modelPlace(model, where), () => readModelFolder(`public/models/${model}`));

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
export const readText = (path: string): Promise<string> => withFile(path, () => readFile(path, 'utf8'));

/** What the system refuses about a path. Other faults, such as a full disk, are none of the command line's. */
const pathFaults: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'it, or a part of it, is no folder',
  EEXIST: 'is no folder',
  EISDIR: 'is a folder',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EROFS: 'lies where nothing can be written',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
};

/** A UsageError that names `where` (an option with its path, or a path), where the system refuses a path; else the error itself. */
export function fileFault(where: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fault = pathFaults[code];
  return fault === undefined ? error : new UsageError(`${where}: ${fault}`);
}

/** Does something with a file that the command line names. Throws as fileFault says. */
export async function withFile<Result>(where: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    throw fileFault(where, error);
  }
}

/** Makes the folder that an option names, where it is missing. Throws UsageError where that can't be. */
export const makeFolder = (folder: string, option = '--out'): Promise<unknown> =>
  withFile(`${option} ${folder}`, () => mkdir(folder, { recursive: true }));

/** Throws UsageError where --out can't become a file: before hours of work, and without leaving an empty one behind. */
export async function refuseUnwritable(out: string): Promise<void> {
  const there = await stat(out).catch(() => null);
  if (there?.isDirectory()) throw new UsageError(`--out ${out}: ${pathFaults['EISDIR'] ?? ''}`);
  await withFile(`--out ${out}`, () => access(dirname(out), constants.W_OK));
}

/** Throws UsageError where --out would overwrite a file that the command line reads. */
export async function refuseOverwriting(out: string, ...read: readonly string[]): Promise<void> {
  for (const path of read) {
    const isSame = await withFile(`--out ${out}`, () => isSameFile(out, path));
    if (isSame) throw new UsageError(`--out ${out}: that is ${path}, which is read`);
  }
}
