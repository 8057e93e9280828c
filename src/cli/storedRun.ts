// A run file on disk as the events that it holds.
import { messageOf } from '../core/text/messageOf.ts';
import { readLines } from '../disk/lines.ts';
import { RunFileError, RunReader } from '../runFile/index.ts';
import type { RunFileEnd, StoredEvent } from '../runFile/index.ts';
import { fileFault, UsageError } from './usage.ts';

export type Start = Extract<StoredEvent, { kind: 'start' }>;

/** Yields the events of a file and gives how far it goes. Throws RunFileError, with the file's name, and UsageError where it can't be read. */
export async function* storedEvents(path: string): AsyncGenerator<StoredEvent, RunFileEnd> {
  const reader = new RunReader();
  try {
    for await (const line of readLines(path)) {
      const event = reader.read(line);
      if (event) yield event;
    }
    return reader.end();
  } catch (error) {
    if (error instanceof RunFileError) throw new RunFileError(error.line, error.field, error.refusal.fault, path);
    // where in the file it is can't be said: what was decompressed before it may not have been read yet
    if (isCompressionFault(error)) {
      throw new UsageError(`${path}: is not compressed, or damaged (${messageOf(error)})`);
    }
    throw fileFault(path, error);
  }
}

/** Whether it is one of zlib's. */
const isCompressionFault = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');

/** The first event of a file, and how far it goes, once all of it has been checked. Errors as above. */
export async function checkStored(path: string): Promise<{
  readonly start: Start;
  readonly end: RunFileEnd;
}> {
  const events = storedEvents(path);
  const { value: start } = await events.next();
  if (!('kind' in start) || start.kind !== 'start')
    throw new RunFileError(1, null, { code: 'said', text: 'is no header' }, path);
  for (;;) {
    const { value, done } = await events.next();
    if (done) return { start, end: value };
  }
}

/** How far a file goes, in words; null: to the end of its run. */
export function shortfall({ iteration, reason }: RunFileEnd): string | null {
  if (reason === 'finished' || reason === 'collapsed') return null;
  const what = reason === 'cancelled' ? 'the run was cancelled' : 'the file was interrupted';
  return iteration === null
    ? `${what} before iteration 0 was complete`
    : `${what} after iteration ${String(iteration)}`;
}
