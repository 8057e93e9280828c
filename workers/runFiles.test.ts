import { gzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOf, RunFileError } from '../src/runFile/index.ts';
import type { StoredEvent } from '../src/runFile/index.ts';
import { handMade } from '../test/support/runFileCase.ts';
import { fileEvents, fileOf } from './runFiles.ts';
import type { Limits } from './runFiles.ts';

const lines = handMade.map((event) => `${lineOf(event) ?? ''}\n`);
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const members = lines.map((line) => new Uint8Array(gzipSync(bytesOf(line))));
const signal = new AbortController().signal;

async function read(file: Blob, limits?: Limits, stop = signal): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  const options = { signal: stop, onProgress: () => undefined, ...(limits ? { limits } : {}) };
  for await (const event of fileEvents(file, options)) found.push(event);
  return found;
}

describe('a file', () => {
  test.each<[string, BlobPart[]]>([
    ['of text', [lines.join('')]],
    ['without a last line’s end', [lines.join('').slice(0, -1)]],
    ['whose lines are compressed one by one', members],
    ['that is compressed as a whole', [new Uint8Array(gzipSync(bytesOf(lines.join(''))))]],
  ])('%s is read', async (_, parts) => {
    expect(await read(new Blob(parts))).toEqual(handMade);
  });

  test('that was cut off is read as far as it goes, compressed or not', async () => {
    const compressed = new Blob(members);
    const found = await read(compressed.slice(0, compressed.size - 9));
    expect(found).toEqual(handMade.slice(0, found.length));
    expect(found.length).toBeGreaterThanOrEqual(handMade.length - 2);
    expect(await read(new Blob([lines.slice(0, 4).join(''), '{"kind":'])).then(({ length }) => length)).toBe(4);
  });

  test('that is written is read again, and by the command line’s own reader', async () => {
    let events = 0;
    const source = async function* (): AsyncGenerator<StoredEvent, void> {
      for (const event of handMade) yield await Promise.resolve(event);
    };
    const file = await fileOf(source(), { signal, onEvent: () => events++ });
    expect(events).toBe(handMade.length);
    expect(await read(file)).toEqual(handMade);
  });

  test('tells how far it has been read, up to its end', async () => {
    const file = new Blob(members);
    const done: number[] = [];
    const options = { signal, onProgress: (at: number) => done.push(at) };
    for await (const event of fileEvents(file, options)) expect(event).toBeDefined();
    expect(done.at(-1)).toBe(file.size);
  });
});

describe('is refused', () => {
  const limits = { fileBytes: 1e6, characters: 1e6, lineCharacters: 1e6 };
  test.each<[string, BlobPart[], Limits, string]>([
    ['nothing', [], limits, 'line 1: the file is empty'],
    ['a picture', [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 10, 13, 10])], limits, 'line 1: is not JSON'],
    ['a page', ['<script>alert(1)</script>\n\n'], limits, 'line 1: is not JSON'],
    ['a header alone', [lines[0] ?? ''], limits, 'line 1: no iteration of the run is whole'],
    ['another field', [lines.join('').replace('"trajectories":', '"__proto__":')], limits, 'line '],
    [
      'a damaged compression',
      [...members.slice(0, 2), new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 255, 255])],
      limits,
      'line 3: ',
    ],
    ['too large a file', [lines.join('')], { ...limits, fileBytes: 99 }, 'the file has'],
    ['too long a text', members, { ...limits, characters: 99 }, 'its text is too long'],
    ['too long a line', members, { ...limits, lineCharacters: 99 }, 'line 1 is too long'],
  ])('%s', async (_, parts, given, message) => {
    await expect(read(new Blob(parts), given)).rejects.toThrow(message);
  });

  test('a bomb, before it has filled the memory', async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(16 * 2 ** 20)));
    expect(bomb.length).toBeLessThan(20_000);
    await expect(read(new Blob([bomb]), limits)).rejects.toThrow('too long');
  });

  test('whatever comes after it was cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(read(new Blob(members), limits, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test.each([
  ['text', bytesOf(lines.join(''))],
  ['a compressed file', new Uint8Array(gzipSync(bytesOf(lines.join(''))))],
])('%s that is changed anywhere is a run or a fault with its line, and nothing else', async (_, bytes) => {
  const change = fc.record({
    at: fc.nat(bytes.length - 1),
    to: fc.uint8Array({ minLength: 0, maxLength: 4 }),
    cut: fc.nat(40),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const parts = changes.reduce<Uint8Array<ArrayBuffer>>(
        (before, { at, to, cut }) => new Uint8Array([...before.subarray(0, at), ...to, ...before.subarray(at + cut)]),
        bytes,
      );
      const found = await read(new Blob([parts])).catch((error: unknown) => error);
      expect(Array.isArray(found) || found instanceof RunFileError).toBe(true);
    }),
    { numRuns: 400 },
  );
});
