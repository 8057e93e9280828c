// The recordings of the site, fetched and checked.
import { mostBytes, parseRecordingList, RecordingError, RecordingReader } from '../src/recordings/index.ts';
import type { RecordedFact, RecordingEntry } from '../src/recordings/index.ts';
import { fileLines } from './runFiles.ts';

/** A server may have decompressed it on the way, so a file may be as long as its text. */
const limits = { fileBytes: 16 * mostBytes, characters: 16 * mostBytes, lineCharacters: mostBytes };

/** A recording, or the list of them, could not be had. */
class RecordingFetchError extends Error {
  override readonly name = 'RecordingFetchError';
}

/** Empty where the site has none. Rejects where there is a list that is none. */
export async function fetchRecordingList(base: string): Promise<RecordingEntry[]> {
  const response = await fetch(new URL('recordings/index.json', base));
  return response.status === 404 ? [] : parseRecordingList(await answered(response).json());
}

/** All facts of a recording. Rejects for one that is not whole, or not the one that the list tells of. */
export async function fetchRecording(base: string, { file, fingerprint }: RecordingEntry): Promise<RecordedFact[]> {
  const response = answered(await fetch(new URL(`recordings/${file}`, base)));
  const facts: RecordedFact[] = [];
  const reader = new RecordingReader();
  const { signal } = new AbortController();
  for await (const line of fileLines(await response.blob(), { signal, onProgress: () => undefined, limits })) {
    facts.push(reader.read(line));
  }
  reader.end();
  const end = facts.at(-1);
  if (end?.kind !== 'end' || end.fingerprint !== fingerprint) {
    throw new RecordingError(facts.length, 'fingerprint', { code: 'said', text: 'is not that of the list' });
  }
  return facts;
}

function answered(response: Response): Response {
  if (response.ok) return response;
  throw new RecordingFetchError(`the server answered ${String(response.status)}`);
}
