// Recordings for the page: what it shows of a run, and the list of them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { messageOf } from '../../core/text/messageOf.ts';
import { isMissing } from '../../disk/isMissing.ts';
import { writeWhole } from '../../disk/writeWhole.ts';
import { nearestPreset } from '../../experiments/index.ts';
import type { RunEvent } from '../../experiments/index.ts';
import { emptyMemory, factOf } from '../../facts/index.ts';
import { encodeLink } from '../../link/index.ts';
import { mostBytes, parseRecordingList, recordingLine, RecordingReader } from '../../recordings/index.ts';
import type { RecordedFact, RecordingEntry } from '../../recordings/index.ts';
import { fileFault, makeFolder, refuseOverwriting, UsageError } from '../usage.ts';

/** Makes a recording of the events of a whole run, each given in its turn. */
export class Recorder {
  #memory = emptyMemory;
  readonly #lines: string[] = [];

  add(event: RunEvent): void {
    const { memory, fact } = factOf(this.#memory, event);
    this.#memory = memory;
    const line = recordingLine(fact);
    if (line !== null) this.#lines.push(line);
  }

  /** The file: one member, unlike run files, so that a server may have browsers decompress it. */
  bytes(): Uint8Array {
    return gzipSync(this.#lines.map((line) => `${line}\n`).join(''), { level: 9 });
  }
}

/** The facts of a recording, as the page reads them. Throws RecordingError, and what decompressing throws. */
export function recordedFacts(bytes: Uint8Array): RecordedFact[] {
  const reader = new RecordingReader();
  const lines = gunzipSync(bytes).toString('utf8').replace(/\n$/u, '').split('\n');
  const facts = lines.map((line) => reader.read(line));
  reader.end();
  return facts;
}

/** How the list tells of a recording. Throws what reading it throws, and RangeError for one that no page would fetch. */
export function entryOf(name: string, bytes: Uint8Array): RecordingEntry {
  const facts = recordedFacts(bytes);
  const start = facts.find((fact) => fact.kind === 'start');
  const end = facts.find((fact) => fact.kind === 'end');
  if (!start || !end) throw new RangeError('the run is not whole');
  if (bytes.length > mostBytes) throw new RangeError(`${String(bytes.length)} bytes are more than a page fetches`);
  const { config } = start;
  return {
    file: `${name}.jsonl.gz`,
    preset: nearestPreset(config).preset,
    link: encodeLink({ config, fingerprint: null, view: {}, fixed: [], hidden: [] }),
    seed: config.seed,
    fingerprint: end.fingerprint,
    iterations: facts.filter(({ kind }) => kind === 'round').length,
    bytes: bytes.length,
  };
}

/**
 * Writes a recording into a folder, and into that folder's list, where it takes the place of one of the same name or setup. Throws
 * UsageError where it would take that of the run file that it was made from, and, once it is written, for a list that can't be read.
 */
export async function keepRecording(
  folder: string,
  name: string,
  bytes: Uint8Array,
  runFile: string | null = null,
): Promise<RecordingEntry> {
  const entry = entryOf(name, bytes);
  if (runFile !== null) await refuseOverwriting(join(folder, entry.file), runFile);
  // first: what took hours is not lost by what is wrong with the list
  await writeWhole(join(folder, entry.file), bytes);
  const others = (await readList(folder)).filter(({ file, link }) => file !== entry.file && link !== entry.link);
  const entries = [...others, entry].sort((a, b) => (a.file < b.file ? -1 : 1));
  await writeWhole(join(folder, 'index.json'), `${JSON.stringify(parseRecordingList(entries), null, 2)}\n`);
  return entry;
}

/** Before a run of hours, not behind it: makes the folder where there is none. Throws UsageError, which names the option, and readList's. */
export async function readyFolder(folder: string, option: string): Promise<void> {
  await makeFolder(folder, option);
  await readList(folder);
}

/** The list of a folder; empty where there is none yet. Throws UsageError where it can't be read. */
export async function readList(folder: string): Promise<RecordingEntry[]> {
  const path = join(folder, 'index.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return [];
    throw fileFault(path, error);
  }
  try {
    return parseRecordingList(JSON.parse(text));
  } catch (error) {
    throw new UsageError(`${path}: is no list of recordings (${messageOf(error)})`);
  }
}
