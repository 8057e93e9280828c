import { describe, expect, test } from 'vitest';
import { localReplica } from '../../test/support/localReplica.ts';
import { smallConfig, smallRunEvents } from '../../test/support/runCase.ts';
import { completeOf, evaluationOf, startOf, trajectoriesOf, updateOf } from '../experiments/run/testing/eventCases.ts';
import type { RunEvent } from '../experiments/index.ts';
import { emptyMemory, factOf } from '../facts/index.ts';
import type { PageFact } from '../facts/index.ts';
import { parseRecordingList, recordingLine, RecordingError, RecordingReader } from './index.ts';

function factsOf(events: readonly RunEvent[]): PageFact[] {
  let memory = emptyMemory;
  return events.map((event) => {
    const next = factOf(memory, event);
    memory = next.memory;
    return next.fact;
  });
}

const end = { kind: 'end', reason: 'finished', fingerprint: 'b1' } as const;
const facts = factsOf([
  ...[startOf({ iterations: 1, seed: 7 }, 0, 'aa'), evaluationOf(0), completeOf(0, 'b0')],
  ...[trajectoriesOf(0), updateOf(0), evaluationOf(1), completeOf(1, 'b1'), end],
]);
const linesOf = (all: readonly PageFact[]): string[] => all.flatMap((fact) => recordingLine(fact) ?? []);
const lines = linesOf(facts);

function readAll(given: readonly string[]): PageFact[] {
  const reader = new RecordingReader();
  const found = given.map((line) => reader.read(line));
  reader.end();
  return found;
}

/** The lines with a change in one, counted from 0. */
function changed(index: number, from: string, to: string): string[] {
  expect(lines[index]).toContain(from);
  return lines.with(index, (lines[index] ?? '').replace(from, to));
}

describe('a recording', () => {
  test('says what it is, and that it is no whole run', () => {
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      ...{ format: 'swayground recording', version: 1, fingerprint: 'aa', config: { seed: 7 } },
      contents: 'what the page shows of a run, probabilities of ratings to four decimals',
    });
    expect(recordingLine({ kind: 'progress', iteration: 0, phase: 'rate', done: 1, total: 2 })).toBeNull();
  });

  test('of before figures had intervals is read without them', () => {
    const newer = ['judgeGap', 'judgeScore', 'judgeError', 'panelVetoed', 'intervals', 'klClamped'];
    const without = (_: string, value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).filter(([key]) => !newer.includes(key)))
        : value;
    const older = lines.map((line) => JSON.stringify(JSON.parse(line), without));
    expect(older).not.toEqual(lines);
    const read = readAll(older);
    expect(JSON.stringify(read)).toBe(JSON.stringify(readAll(lines), without));
    expect(read.find((fact) => fact.kind === 'policy')?.summary.harm.gameable?.rate).toBe(0.5);
  });

  test('of a real run is what the page was told of it, but for digits of bars that nobody sees', async () => {
    const events = await smallRunEvents(smallConfig({ scratchpad: true, veto: 'normal' }), [localReplica()]);
    const told = factsOf(events);
    const read = readAll(linesOf(told));
    const coarse = (all: readonly PageFact[]): unknown =>
      JSON.parse(
        JSON.stringify(all, (key, value: unknown) => (key === 'ratings' ? (value as number[]).length : value)),
      );
    expect(coarse(read)).toEqual(coarse(told));
    const roundOf = (all: readonly PageFact[]) => all.find((fact) => fact.kind === 'round');
    expect(roundOf(read)?.dots).toEqual(roundOf(told)?.dots);
    const ratingsOf = (all: readonly PageFact[]): number[] =>
      all.flatMap((fact) => (fact.kind === 'policy' ? fact.twins.flatMap(({ other }) => other.ratings) : []));
    expect(ratingsOf(read).length).toBeGreaterThan(100);
    for (const [i, value] of ratingsOf(read).entries()) expect(value).toBeCloseTo(ratingsOf(told)[i] ?? -1, 4);
  });

  test('is not made of a run that goes on', () => {
    expect(() => linesOf(factsOf([startOf({}, 3)]))).toThrow('iteration 3');
  });
});

describe('refused', () => {
  test.each<[string, string[], string]>([
    ['nothing', [], 'line 1: the recording ends before its run does'],
    ['no JSON', ['{'], 'line 1: is not JSON'],
    ['a run file', changed(0, 'swayground recording', 'swayground run'), 'line 1, format: "swayground run" is not'],
    ['a newer version', changed(0, '"version":1', '"version":2,"more":0'), 'line 1, version: 2 is not 1'],
    ['other contents', changed(0, 'what the page', 'all that'), 'line 1, contents: "all that'],
    ['a setting out of range', changed(0, '"beta":', '"beta":-'), 'line 1, config: '],
    ['an unknown setting', changed(0, '"beta"', '"bet"'), 'line 1, config: bet'],
    ['a header twice', lines.with(1, lines[0] ?? ''), 'line 2, kind: is missing'],
    ['no fact', lines.with(1, '7'), 'line 2'],
    ['no fact of the page', changed(1, '"policy"', '"trajectories"'), 'line 2, kind: "trajectories" is not'],
    [
      'progress',
      lines.with(1, '{"kind":"progress","iteration":0,"phase":"rate","done":1,"total":2}'),
      'is not recorded',
    ],
    ['a number as text', changed(1, '"entropy":0.9', '"entropy":"0.9"'), 'line 2, summary.entropy: "0.9" is not'],
    ['no number', changed(1, '"entropy":0.9', '"entropy":null'), 'line 2, summary.entropy: null is not'],
    ['dots that are no bytes', changed(3, '"dots":""', '"dots":"?"'), 'line 4, dots: '],
    ['dots that are a list', changed(3, '"dots":""', '"dots":[1]'), 'line 4, dots: '],
    ['an iteration twice', lines.toSpliced(3, 0, ...lines.slice(1, 3)), 'line 4, kind: "policy" stands behind'],
    [
      'an iteration left out',
      changed(3, '"iteration":0', '"iteration":1'),
      'line 4, iteration: 1 stands where 0 is due',
    ],
    ['an update left out', lines.toSpliced(4, 1), 'line 5, kind: "policy" stands behind "round"'],
    ['what is cut off', lines.slice(0, -1), 'line 8: the recording ends before its run does'],
    ['a cancelled run', changed(7, 'finished', 'cancelled'), 'line 8, reason: the run was cancelled'],
    ['a run that ends early', lines.toSpliced(3, 4), 'line 4, reason: the run ends at iteration 0 of 1'],
    ['another end', changed(7, 'b1', 'b2'), 'line 8, fingerprint: is not that of the last iteration'],
    ['more behind the end', [...lines, lines[7] ?? ''], 'line 9, kind: "end" stands behind "end"'],
  ])('%s', (_, given, message) => {
    expect(() => readAll(given)).toThrow(RecordingError);
    expect(() => readAll(given)).toThrow(message);
  });

  test('a run with more iterations than its config says', () => {
    const more = factsOf([trajectoriesOf(1), updateOf(1), evaluationOf(2)]);
    expect(() => readAll([...lines.slice(0, -1), ...linesOf(more)])).toThrow('line 10, iteration: the run has 1');
  });
});

describe('the list', () => {
  const entry = {
    ...{ file: 'a-1.jsonl.gz', preset: 'a', link: 'v=1&p=a', seed: 1, iterations: 2, bytes: 100 },
    fingerprint: 'a'.repeat(64),
  };

  test('is taken as it is written, and may be empty', () => {
    expect(parseRecordingList([entry])).toEqual([entry]);
    expect(parseRecordingList([])).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['an object', {}, 'the list'],
    ['a path', [{ ...entry, file: '../a.jsonl.gz' }], '0.file: not the name of a recording'],
    ['an address', [{ ...entry, file: 'https://example.org/a.jsonl.gz' }], '0.file: not the name'],
    ['what is too large', [entry, { ...entry, bytes: 5e6 }], '1.bytes'],
    ['an unknown field', [{ ...entry, more: 1 }], '0.more'],
    ['half a fingerprint', [{ ...entry, fingerprint: 'ab' }], '0.fingerprint: not 64'],
    ['more than a page shows', Array.from({ length: 201 }, () => entry), 'the list'],
  ])('that is %s is refused', (_, input, message) => {
    expect(() => parseRecordingList(input)).toThrow(message);
  });
});
