// What can be wrong with run files and stored rows, provoked, with what German says of it.
import { expect } from 'vitest';
import { RefusalError } from '../../src/core/fault/index.ts';
import type { Fault, FaultCode, Refusal } from '../../src/core/fault/index.ts';
import { parseConfig, ResumeError, resumeFault } from '../../src/experiments/index.ts';
import { lineOf, RunReader } from '../../src/runFile/index.ts';
import type { StoredEvent } from '../../src/runFile/index.ts';
import { StorageError } from '../../src/storage/errors.ts';
import type { StorageCode } from '../../src/storage/errors.ts';
import { RunLibrary } from '../../src/storage/library.ts';
import { localLocks } from '../../src/storage/locks.ts';
import { RunReader as StoredRunReader } from '../../src/storage/reader.ts';
import { checkRow, hash } from '../../src/storage/records/check.ts';
import { checkColumns } from '../../src/storage/records/columns.ts';
import { MemoryRows } from '../../src/storage/rows/memoryRows.ts';
import { importRun } from '../../src/storage/transfer.ts';
import { fileEvents } from '../../workers/runFiles.ts';
import { handMade } from './runFileCase.ts';

export type Provoke = () => unknown;

const lines = handMade.map((event) => lineOf(event) ?? '');
const run =
  (given: readonly string[]): Provoke =>
  () => {
    const reader = new RunReader();
    for (const line of given) reader.read(line);
    return reader.end();
  };
export const line = (index: number, from: string, to: string): Provoke =>
  run(lines.with(index, (lines[index] ?? '').replace(from, to)));
const dropped =
  (bytes: string | Uint8Array<ArrayBuffer>): Provoke =>
  async () => {
    const events = fileEvents(new Blob([bytes]), { signal: new AbortController().signal, onProgress: () => undefined });
    for await (const event of events) expect(event).toBeDefined();
  };
const deaf = { tell: () => undefined, subscribe: () => () => undefined, close: () => undefined };
async function* eventsOf(events: readonly StoredEvent[]): AsyncGenerator<StoredEvent> {
  for (const event of events) yield await Promise.resolve(event);
}
/** Where it would take a model to provoke it. */
const unmeasured =
  (refusal: Refusal): Provoke =>
  () => {
    throw new RefusalError(refusal);
  };
/** Where it would take a database to provoke it. */
const stored =
  (code: StorageCode, fault: Fault): Provoke =>
  () => {
    throw new StorageError(code, { store: 'runs', key: '["a"]', field: null, fault });
  };
const columns =
  (changes: object): Provoke =>
  () =>
    checkColumns(['a'], {
      ...{ run: 'a', part: 'panel', iteration: 0, scenarios: ['smoking'], scenario: Uint8Array.of(0) },
      ...{ gameable: Uint8Array.of(0), vetoed: Uint8Array.of(0), label: Uint8Array.of(0), harmful: Uint8Array.of(0) },
      ...{ reward: Float64Array.of(1), excerpts: [''], ...changes },
    });

export const refusedFiles = {
  notJson: [run(['{', '{']), 'Zeile 1: ist kein JSON'],
  behindEnd: [run([...lines, lines[1] ?? '']), `Zeile ${String(lines.length + 1)}: steht hinter dem Ende des Laufs`],
  emptyFile: [dropped(''), 'Zeile 1: die Datei ist leer'],
  noEvaluation: [run(lines.toSpliced(1, 1)), 'Zeile 2: steht, wo eine Auswertung stehen muss'],
  outOfOrder: [run(lines.toSpliced(1, 2)), 'Zeile 2, iteration: 0 steht, wo eine Auswertung stehen muss'],
  wrongPlace: [run(lines.toSpliced(4, 1)), 'Zeile 5: "evaluation" steht hinter "trajectories"'],
  beyondLast: [
    run([
      ...lines.slice(0, -1),
      (lines[3] ?? '').replace('"iteration":0', '"iteration":1'),
      (lines[4] ?? '').replace('"iteration":0', '"iteration":1'),
      (lines[1] ?? '').replace('"iteration":0', '"iteration":2'),
    ]),
    'iteration: liegt hinter der letzten des Laufs, 1',
  ],
  endsEarly: [run([...lines.slice(0, 3), ...lines.slice(-1)]), 'Zeile 4, reason: der Lauf endet bei Iteration 0 von 1'],
  notOfLast: [
    run([
      ...lines.slice(0, -1),
      lines
        .slice(-1)
        .join('')
        .replace(/[0-9a-f]{64}/u, 'b'.repeat(64)),
    ]),
    'fingerprint: gehört nicht zur letzten Iteration',
  ],
  nothingWhole: [dropped(lines.slice(0, 2).join('\n')), 'Zeile 1: keine Iteration des Laufs ist ganz'],
  badCompression: [
    dropped(Uint8Array.of(0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9)),
    'Zeile 1: ist nicht ganz: die Kompression',
  ],
  otherVersion: [line(0, '"version":1', '"version":2'), 'Zeile 1, version: 2 ist nicht 1, die hier gelesen wird'],
  notHash: [line(0, '"fingerprint":"0', '"fingerprint":"x'), 'Zeile 1, fingerprint: ist kein Hash aus 64'],
  notBase64: [line(2, 'AQL6AA==', 'AQL6AA'), 'Zeile 3, checkpoint.learner.bytes: ist kein Base64'],
  notFloats: [line(2, 'zczMPQAAAMA=', 'AQL6'), 'ist keine ganze Zahl von Float32-Werten'],
  unequalMoments: [line(2, 'X3CJMAAAAAA=', 'X3CJMA=='), 'die Momente sind verschieden lang'],
  otherReplies: [line(3, '"end":8', '"end":4'), 'Zeile 4, trajectories.0: die Antworten sind nicht die des Gesprächs'],

  noRow: [() => new StoredRunReader(new MemoryRows()).run('a'), 'runs ["a"]: diesen Eintrag gibt es nicht'],
  beingWritten: [
    async () => {
      const [rows, locks] = [new MemoryRows(), localLocks()];
      await locks.acquire('a');
      await new RunLibrary(rows, locks, deaf).delete('a');
    },
    'runs ["a"]: wird gerade geschrieben',
  ],
  storedAlready: [
    async () => {
      const rows = new MemoryRows();
      for (let times = 0; times < 2; times++) {
        await importRun(
          rows,
          eventsOf(handMade),
          { run: 'a', name: 'A', at: 0 },
          { locks: localLocks(), changes: deaf },
        );
      }
    },
    'runs ["a"]: ein Lauf mit dieser Kennung ist schon gespeichert',
  ],
  otherIteration: [
    stored('damaged', { code: 'otherIteration', found: 2, due: 3 }),
    'runs ["a"]: gehört zu Iteration 2, nicht 3',
  ],
  otherFingerprint: [
    stored('mismatch', { code: 'otherFingerprint', found: 'ab', stored: 'cd' }),
    'runs ["a"]: der Lauf geht von ab weiter, gespeichert ist cd',
  ],
  momentsMissing: [
    () => {
      const config = parseConfig({ optimizer: 'kept' });
      const learner = { bytes: new Uint8Array(), optimizer: null };
      const fault = resumeFault(config, { iteration: 3, fingerprint: 'ab', learner });
      if (fault) throw new ResumeError(fault);
    },
    'die Momente des Optimierers von Iteration 3 sind nicht gespeichert',
  ],
  replacedDatabase: [
    stored('replaced', { code: 'replacedDatabase' }),
    'runs ["a"]: eine neuere Version ist in einem anderen Tab offen',
  ],
  closedDatabase: [stored('closed', { code: 'closedDatabase' }), 'die Verbindung zur Datenbank ist geschlossen'],
  notHexadecimal: [
    () => checkRow(hash, 'runs', ['a'], 'x', 'fingerprint'),
    'runs ["a"], fingerprint: besteht nicht aus hexadezimalen Ziffern',
  ],
  codeTooHigh: [columns({ gameable: Uint8Array.of(2) }), 'gameable: enthält einen Code, der nicht unter 2 liegt'],
  unequalColumns: [columns({ reward: Float64Array.of(1, 2) }), 'columns ["a"]: die Spalten sind verschieden lang'],
  unnamedScenario: [columns({ scenario: Uint8Array.of(1) }), 'columns ["a"]: enthält ein Szenario ohne Namen'],
  otherModel: [
    unmeasured({ fault: { code: 'otherModel', model: 'ab', own: 'cd' } }),
    'das Modell des Laufs ist ab, das der Seite cd',
  ],
  candidatesNotKept: [unmeasured({ fault: { code: 'candidatesNotKept' } }), 'die Kandidaten eines umsortierten Textes'],
  lessonsNotKept: [unmeasured({ fault: { code: 'lessonsNotKept' } }), 'was sich das Gedächtnis gemerkt hatte'],
  otherLogProbs: [
    unmeasured({ field: 'played.0.reply', fault: { code: 'otherLogProbs' } }),
    'played.0.reply: die Log-Wahrscheinlichkeiten sind nicht die der Tokens',
  ],
  otherTokens: [unmeasured({ fault: { code: 'otherTokens' } }), 'die Tokens sind nicht die des Textes'],
  unwritable: [unmeasured({ fault: { code: 'unwritable' } }), 'ein Text, den die Policy nicht schreiben kann'],
} satisfies Readonly<Partial<Record<FaultCode, readonly [Provoke, string]>>>;
