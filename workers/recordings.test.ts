// What a server may answer, well or badly.
import { gzipSync } from 'fflate';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { completeOf, evaluationOf, startOf } from '../src/experiments/run/testing/eventCases.ts';
import { emptyMemory, factOf } from '../src/facts/index.ts';
import { recordingLine } from '../src/recordings/index.ts';
import { fetchRecording, fetchRecordingList } from './recordings.ts';

const fingerprint = 'a'.repeat(64);
const base = 'https://example.org/site/';
const entry = {
  ...{ file: 'small.jsonl.gz', preset: 'therapy', link: 'v=1', seed: 1, iterations: 0, bytes: 10, fingerprint },
};
const text = [
  ...[startOf({ iterations: 1 }), evaluationOf(0), completeOf(0, fingerprint)],
  { kind: 'end', reason: 'collapsed', fingerprint } as const,
]
  .map((event) => `${recordingLine(factOf(emptyMemory, event).fact) ?? ''}\n`)
  .join('');
const plain = new TextEncoder().encode(text);
const compressed = new Uint8Array(gzipSync(plain));

/** The addresses that are asked for. */
function answer(response: Response | Error): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (address: URL) => {
    asked.push(address.href);
    return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
  });
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a recording', () => {
  test.each([
    ['compressed', compressed],
    ['as a server has decompressed it', plain],
  ])('is read %s, from the site itself', async (_, bytes) => {
    const asked = answer(new Response(bytes));
    const facts = await fetchRecording(base, entry);
    expect(facts.map(({ kind }) => kind)).toEqual(['start', 'policy', 'complete', 'end']);
    expect(asked).toEqual([`${base}recordings/small.jsonl.gz`]);
  });

  test.each<[string, Response | Error, string]>([
    ['that is missing', new Response('', { status: 404 }), 'the server answered 404'],
    ['that the network swallows', new TypeError('Failed to fetch'), 'Failed to fetch'],
    ['in whose place a page stands', new Response('<!doctype html>'), 'line 1: is not JSON'],
    ['that is cut off', new Response(compressed.slice(0, -40)), 'line'],
    ['that is damaged', new Response(compressed.with(12, 255).with(13, 255)), 'line'],
    ['that swells', new Response(new Uint8Array(gzipSync(new Uint8Array(80 * 2 ** 20)))), 'too long'],
  ])('%s is refused', async (_, response, message) => {
    answer(response);
    await expect(fetchRecording(base, entry)).rejects.toThrow(message);
  });

  test('that is not the one of the list is refused', async () => {
    answer(new Response(compressed));
    const other = { ...entry, fingerprint: 'b'.repeat(64) };
    await expect(fetchRecording(base, other)).rejects.toThrow('is not that of the list');
  });
});

describe('the list', () => {
  test('is read, and a site without one has no recordings', async () => {
    answer(Response.json([entry]));
    expect(await fetchRecordingList(base)).toEqual([entry]);
    answer(new Response('', { status: 404 }));
    expect(await fetchRecordingList(base)).toEqual([]);
  });

  test.each<[string, Response]>([
    ['a page', new Response('<!doctype html>')],
    ['no list', Response.json({ recordings: [] })],
    ['of paths', Response.json([{ ...entry, file: '../models/builtin/weights.bin' }])],
    ['what the server can’t give', new Response('', { status: 500 })],
  ])('that is %s is refused', async (_, response) => {
    answer(response);
    await expect(fetchRecordingList(base)).rejects.toThrow();
  });
});
