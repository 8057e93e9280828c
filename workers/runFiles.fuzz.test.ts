// What is imported may be anybody's: however a run file is damaged, what comes of it is a run that reads back whole, or an error
// that says where, and nothing is left of it.
import { gzipSync } from 'fflate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf, RunFileError } from '../src/runFile/index.ts';
import { openRunStore, StorageError } from '../src/storage/index.ts';
import { handMade } from '../test/support/runFileCase.ts';
import { fileEvents } from './runFiles.ts';

const lines = handMade.map((event) => lineOf(event) ?? '');

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Values that something somewhere may not expect. */
const hostile: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  ...[null, true, -1, 0, 0.5, 1e308, 2 ** 60, '', 'x', '<script>alert(1)</script>', '__proto__', '\u0000', '\ud800'],
  ...[
    [],
    [null],
    [[]],
    {},
    { kind: 'end' },
    { length: 1e9 },
    'AQL6AA==',
    'f'.repeat(64),
    'finished',
    'training',
    7,
    1e9,
  ],
);

/** Each container of a line and what it holds, in the order of the text. */
function containersOf(content: Json): (Json[] | Record<string, Json>)[] {
  if (content === null || typeof content !== 'object') return [];
  return [content, ...Object.values(content).flatMap(containersOf)];
}

interface Edit {
  readonly kind: 'value' | 'remove' | 'add' | 'swap' | 'drop' | 'twice' | 'letters' | 'cut';
  readonly line: number;
  readonly at: number;
  readonly value: Json;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('value', 'value', 'value', 'remove', 'add', 'swap', 'drop', 'twice', 'letters', 'cut'),
  ...{ line: fc.nat(lines.length - 1), at: fc.nat(5000), value: hostile },
});

function edited(given: readonly string[], { kind, line: number, at, value }: Edit): string[] {
  if (given.length === 0) return [];
  const index = number % given.length;
  const line = given[index] ?? '';
  const place = at % Math.max(1, line.length);
  switch (kind) {
    case 'swap':
      return given.toSpliced(index, 1).toSpliced(at % given.length, 0, line);
    case 'drop':
      return given.toSpliced(index, 1);
    case 'twice':
      return given.toSpliced(index, 0, line);
    case 'letters':
      return given.with(index, line.slice(0, place) + JSON.stringify(value) + line.slice(place + (at % 3)));
    case 'cut':
      return [...given.slice(0, index), line.slice(0, place)];
    default:
      return given.with(index, changedLine(line, kind, at, value));
  }
}

function changedLine(line: string, kind: Edit['kind'], at: number, value: Json): string {
  let content: Json;
  try {
    content = JSON.parse(line) as Json;
  } catch {
    return line;
  }
  const containers = containersOf(content);
  const container = containers[at % Math.max(1, containers.length)];
  if (!container) return JSON.stringify(value);
  const names = Object.keys(container);
  const name = names[at % Math.max(1, names.length)] ?? '0';
  if (kind === 'remove') Reflect.deleteProperty(container, name);
  else
    Reflect.set(
      container,
      kind === 'add' ? (Array.isArray(container) ? String(names.length) : 'more'.repeat(1 + (at % 200))) : name,
      value,
    );
  return JSON.stringify(content);
}

/** Faults of a line as such, of which no field can be blamed. */
const ofNoField =
  /is not JSON|the file is empty|behind the end|an evaluation is due|stands behind|is beyond|run ends at|of the last iteration|before|is not whole|is not Object|no header/u;

async function importOf(file: Blob): Promise<'run' | 'error'> {
  const store = await openRunStore({ lockManager: null, channel: null });
  const events = fileEvents(file, { signal: new AbortController().signal, onProgress: () => undefined });
  try {
    await store.importRun(events, { run: 'a', name: 'A', at: 1 });
  } catch (error) {
    expect(error).toBeInstanceOf(RunFileError);
    const { message, line, field } = error as RunFileError;
    expect(line).toBeGreaterThan(0);
    expect(message).toMatch(/^line \d+(?:, [^\n]+)?: \S/u);
    expect(message.length).toBeLessThan(400);
    if (field === null) expect(message).toMatch(ofNoField);
    expect((await store.library.list()).found).toEqual([]);
    return 'error';
  }
  const { found, damaged } = await store.library.list();
  expect([found.length, damaged.length]).toEqual([1, 0]);
  for await (const each of store.reader.iterations('a')) expect(each).not.toBeInstanceOf(StorageError);
  for await (const each of store.reader.trajectories('a')) expect(each).not.toBeInstanceOf(StorageError);
  for await (const event of store.events('a')) expect(event.kind).toBeTypeOf('string');
  store.close();
  return 'run';
}

test('10,000 damaged run files end in a run or in an error that says where', async ({ annotate }) => {
  const ends = { run: 0, error: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      const damaged = edits.reduce<string[]>(edited, lines);
      ends[await importOf(new Blob([damaged.join('\n')]))]++;
    }),
    { numRuns: 9000 },
  );
  const whole = lines.flatMap((line) => [...gzipSync(new TextEncoder().encode(`${line}\n`))]);
  const byte = fc.record({ at: fc.nat(whole.length - 1), put: fc.nat(255), cut: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(byte, { minLength: 1, maxLength: 3 }), async (bytes) => {
      let damaged = Uint8Array.from(whole);
      for (const { at, put, cut } of bytes) {
        if (cut) damaged = damaged.slice(0, Math.max(2, at));
        else if (at > 1) damaged[at] = put;
      }
      ends[await importOf(new Blob([damaged]))]++;
    }),
    { numRuns: 1000 },
  );
  await annotate(`${String(ends.run)} runs, ${String(ends.error)} errors`);
  // both ends are reached, or the test tests nothing
  expect(Math.min(ends.run, ends.error)).toBeGreaterThan(100);
});
