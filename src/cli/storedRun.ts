// A run file on disk as the events that it holds.
import { readLines } from '../disk/lines.ts';
import { RunFileError, RunReader } from '../runFile/index.ts';
import type { RunFileEnd, StoredEvent } from '../runFile/index.ts';

/** Yields the events of a file and gives how far it goes. Throws RunFileError, and what opening the file throws. */
export async function* storedEvents(path: string): AsyncGenerator<StoredEvent, RunFileEnd> {
  const reader = new RunReader();
  for await (const line of readLines(path)) {
    const event = reader.read(line);
    if (event) yield event;
  }
  return reader.end();
}

/** The first event of a file, and how far it goes, once all of it has been checked. Errors as above. */
export async function checkStored(path: string): Promise<{
  readonly start: Extract<StoredEvent, { kind: 'start' }>;
  readonly end: RunFileEnd;
}> {
  const events = storedEvents(path);
  const { value: start } = await events.next();
  if (!('kind' in start) || start.kind !== 'start')
    throw new RunFileError(1, null, { code: 'said', text: 'is no header' });
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
