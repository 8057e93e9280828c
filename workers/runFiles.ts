// Run files as a browser has them: read piece by piece, made line by line.
import { Gunzip } from 'fflate';
import { lineOf, RunFileError, RunReader } from '../src/runFile/index.ts';
import type { StoredEvent } from '../src/runFile/index.ts';

/** More than a run of this page can come to: such a file is meant to fill the memory, or is none of ours. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

export interface Limits {
  readonly fileBytes: number;
  /** Of the text that comes out of the file, and of one line of it. */
  readonly characters: number;
  readonly lineCharacters: number;
}

const defaultLimits: Limits = { fileBytes: 512 * 2 ** 20, characters: 2 ** 31, lineCharacters: 96 * 2 ** 20 };

interface ReadOptions {
  readonly signal: AbortSignal;
  /** Bytes of the file that have been read. */
  readonly onProgress: (done: number) => void;
  readonly limits?: Limits;
}

/** The events of a file, compressed or not, each checked. Throws RunFileError, TooLargeError, and the signal's reason. */
export async function* fileEvents(file: Blob, options: ReadOptions): AsyncGenerator<StoredEvent, void> {
  const reader = new RunReader();
  for await (const line of fileLines(file, options)) {
    const event = reader.read(line);
    if (event) yield event;
  }
  if (reader.end().iteration === null) {
    throw new RunFileError(1, null, { code: 'nothingWhole' });
  }
}

/** The lines of a file, compressed or not. Throws RunFileError where its compression is damaged, TooLargeError, and the signal's reason. */
export async function* fileLines(
  file: Blob,
  { signal, onProgress, limits = defaultLimits }: ReadOptions,
): AsyncGenerator<string, void> {
  if (file.size > limits.fileBytes) throw new TooLargeError(`the file has ${String(file.size)} bytes`);
  const decoder = new TextDecoder();
  let [line, lines, characters, done] = ['', 0, 0, 0];
  for await (const { bytes, taken } of plainBytes(file, () => lines + 1)) {
    signal.throwIfAborted();
    const text = decoder.decode(bytes, { stream: true });
    characters += text.length;
    const [first = '', ...more] = text.split('\n');
    line += first;
    if (characters > limits.characters) throw new TooLargeError('its text is too long');
    if (line.length > limits.lineCharacters) throw new TooLargeError(`line ${String(lines + 1)} is too long`);
    for (const next of more) {
      lines++;
      yield line;
      line = next;
    }
    if (taken !== done) onProgress((done = taken));
  }
  line += decoder.decode();
  if (line !== '') yield line;
}

interface Piece {
  readonly bytes: Uint8Array;
  /** Bytes of the file that have been read until now. */
  readonly taken: number;
}

/** What a file holds, decompressed if it begins as gzip does. A compressed file may be cut off anywhere. */
async function* plainBytes(file: Blob, lineNumber: () => number): AsyncGenerator<Piece, void> {
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isCompressed = magic[0] === 0x1f && magic[1] === 0x8b;
  const found: Uint8Array[] = [];
  const gunzip = isCompressed ? new Gunzip((bytes) => found.push(bytes)) : null;
  const reader = file.stream().getReader();
  let taken = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    // small pieces, so that a file that swells is noticed before it fills the memory
    for (let start = 0; start < part.value.length; start += pieceBytes) {
      const piece = part.value.subarray(start, start + pieceBytes);
      taken += piece.length;
      if (gunzip) inflate(gunzip, piece, lineNumber);
      else found.push(piece);
      for (const bytes of found.splice(0)) yield { bytes, taken };
    }
  }
}

const pieceBytes = 32 * 1024;

function inflate(gunzip: Gunzip, piece: Uint8Array, lineNumber: () => number): void {
  try {
    gunzip.push(piece);
  } catch {
    throw new RunFileError(lineNumber(), null, { code: 'badCompression' });
  }
}

/** A compressed file of events; each line is compressed by itself, as the command line does it. Throws the signal's reason. */
export async function fileOf(
  events: AsyncIterable<StoredEvent>,
  { signal, onEvent }: { readonly signal: AbortSignal; readonly onEvent: (event: StoredEvent) => void },
): Promise<Blob> {
  const parts: Blob[] = [];
  for await (const event of events) {
    signal.throwIfAborted();
    const line = lineOf(event);
    if (line !== null) parts.push(await compressed(`${line}\n`));
    onEvent(event);
  }
  return new Blob(parts, { type: 'application/gzip' });
}

/** By the browser itself, beside this worker's own thread. */
const compressed = (text: string): Promise<Blob> =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob();
