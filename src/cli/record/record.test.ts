import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localReplica } from '../../../test/support/localReplica.ts';
import { fingerprintOf, smallConfig, smallRunEvents } from '../../../test/support/runCase.ts';
import { readModelFolder } from '../../disk/modelFolder.ts';
import { claimPresets, parseClaims, presetNamed } from '../../experiments/index.ts';
import type { RunEvent } from '../../experiments/index.ts';
import { decodeLink } from '../../link/index.ts';
import { openBuiltinModel } from '../../models/builtin/index.ts';
import { parseRecordingList } from '../../recordings/index.ts';
import { UsageError } from '../usage.ts';
import { nameOf, readOptions } from './options.ts';
import { entryOf, keepRecording, readList, readyFolder, recordedFacts, Recorder } from './record.ts';

let folder = '';
let events: RunEvent[] = [];
const config = smallConfig({ iterations: 1, panelTwins: 1 });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-record-'));
  events = await smallRunEvents(config, [localReplica()]);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function recorded(all: readonly RunEvent[]): Uint8Array {
  const recorder = new Recorder();
  for (const event of all) recorder.add(event);
  return recorder.bytes();
}

const list = async (): Promise<unknown> => JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));

describe('a recording that is kept', () => {
  test('is listed with the link to its very setup, and with the run’s own fingerprint', async () => {
    const bytes = recorded(events);
    const entry = await keepRecording(folder, 'small', bytes);
    expect(await list()).toEqual([entry]);
    expect(entry).toMatchObject({ file: 'small.jsonl.gz', seed: 1, iterations: 1, bytes: bytes.length });
    expect(entry.fingerprint).toBe(fingerprintOf(events));
    expect(decodeLink(entry.link).config).toEqual(config);
    expect(new Uint8Array(await readFile(join(folder, entry.file)))).toEqual(new Uint8Array(bytes));
  });

  test('takes the place of one of its name or of its setup, and leaves the others', async () => {
    await keepRecording(folder, 'small', recorded(events));
    const others = await smallRunEvents(smallConfig({ iterations: 1, panelTwins: 1, seed: 2 }), [localReplica()]);
    await keepRecording(folder, 'another', recorded(others));
    expect(await list()).toMatchObject([
      { file: 'another.jsonl.gz', seed: 2 },
      { file: 'small.jsonl.gz', seed: 1 },
    ]);
    await keepRecording(folder, 'renamed', recorded(events));
    expect(await list()).toMatchObject([{ file: 'another.jsonl.gz' }, { file: 'renamed.jsonl.gz', seed: 1 }]);
  });

  test('has a place before its run begins: a folder is made, and refused by the option that names it', async () => {
    await readyFolder(join(folder, 'new', 'deep'), '--record');
    await writeFile(join(folder, 'new', 'deep', 'index.json'), '{}');
    await expect(readyFolder(join(folder, 'new', 'deep'), '--record')).rejects.toThrow('is no list of recordings');
    await writeFile(join(folder, 'file'), '');
    const under = join(folder, 'file', 'folder');
    await expect(readyFolder(under, '--record')).rejects.toThrow(`--record ${under}: `);
  });

  test('is whole: of a run that was stopped none is made', () => {
    expect(() => recordedFacts(recorded(events.slice(0, -1)))).toThrow('the recording ends before its run does');
    const cancelled = events.map((event) =>
      event.kind === 'end' ? { ...event, reason: 'cancelled' as const } : event,
    );
    expect(() => entryOf('a', recorded(cancelled))).toThrow('the run was cancelled');
  });

  test('is written whatever is wrong with the list, which is named', async () => {
    const own = await mkdtemp(join(folder, 'damaged-'));
    await writeFile(join(own, 'index.json'), '<<<<<<< HEAD\n[]\n');
    await expect(readList(own)).rejects.toThrow(UsageError);
    await expect(keepRecording(own, 'small', recorded(events))).rejects.toThrow('index.json: is no list of recordings');
    expect(recordedFacts(await readFile(join(own, 'small.jsonl.gz'))).at(-1)).toMatchObject({ kind: 'end' });
    expect(await readFile(join(own, 'index.json'), 'utf8')).toContain('<<<<<<< HEAD');
    await writeFile(join(own, 'index.json'), '[{}]');
    await expect(readList(own)).rejects.toThrow('0.file');
    expect(await readList(join(own, 'none'))).toEqual([]);
  });

  test('does not take the place of the run file that it is made from', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    const runFile = join(own, 'small.jsonl.gz');
    await writeFile(runFile, 'a run of 40 MB');
    await expect(keepRecording(own, 'small', recorded(events), runFile)).rejects.toThrow(UsageError);
    expect(await readFile(runFile, 'utf8')).toBe('a run of 40 MB');
    expect((await keepRecording(own, 'other', recorded(events), runFile)).file).toBe('other.jsonl.gz');
  });
});

describe('the command line', () => {
  const read = (...words: readonly string[]) => readOptions(words, 2);

  test('names a preset, a seed, and perhaps a folder', async () => {
    expect(await read('booking', '--seed', '4', '--out', 'there')).toEqual({
      source: { config: { ...presetNamed('booking').config, seed: 4 }, workers: 2 },
      ...{ name: null, out: 'there' },
    });
    expect(nameOf({ ...presetNamed('booking').config, seed: 4 }, null)).toBe('booking');
  });

  test('or a run file, which is not run again', async () => {
    expect(await read('runs/x.jsonl.gz', '--name', 'x')).toEqual({
      ...{ source: { path: 'runs/x.jsonl.gz' }, name: 'x', out: 'public/recordings' },
    });
  });

  test.each([
    ['what has no name of its own', ['booking', '--set', 'beta=0.2'], '--name is needed: beta of booking are changed'],
    ['a name that is a path', ['booking', '--name', '../x'], '--name: ../x is not the name of a file'],
    ['settings of a run file', ['x.jsonl', '--seed', '2'], 'a run file has its config already'],
    ['two run files', ['x.jsonl', 'y.jsonl'], 'a run file has its config already'],
    ['nothing', [], 'name one preset or one config file'],
  ])('%s is refused', async (_, words, message) => {
    await expect(read(...words)).rejects.toThrow(UsageError);
    await expect(read(...words)).rejects.toThrow(message);
  });
});

// a recording of other weights, or of settings that a preset no longer has, would only ever be told to differ
describe('the recordings of the site', () => {
  const site = resolve(import.meta.dirname, '../../../public');
  const entries = parseRecordingList(JSON.parse(readFileSync(join(site, 'recordings/index.json'), 'utf8')));

  const hashOfSite = async (): Promise<string> => {
    const { weights, tokenizer } = await readModelFolder(join(site, 'models/builtin'));
    return (await openBuiltinModel(weights, tokenizer)).hash;
  };

  test('and its claims are of the model of the site, and name presets', async () => {
    const { model, claims } = parseClaims(readFileSync(join(site, 'recordings/claims.json'), 'utf8'));
    expect(model?.hash).toBe(await hashOfSite());
    expect(claims).not.toHaveLength(0);
    for (const { runs } of claims) for (const { preset } of runs) expect(claimPresets).toContain(preset);
  });

  test('are what the list says, made with the weights of the site, and small', async () => {
    expect(entries).not.toHaveLength(0);
    const hash = await hashOfSite();
    for (const entry of entries) {
      const bytes = readFileSync(join(site, 'recordings', entry.file));
      expect(entryOf(entry.file.replace('.jsonl.gz', ''), bytes)).toEqual(entry);
      expect(recordedFacts(bytes)[0], entry.file).toMatchObject({ kind: 'start', model: { hash } });
      expect(bytes.length, entry.file).toBeLessThan(300 * 1024);
    }
  });
});
