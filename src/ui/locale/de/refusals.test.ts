// Refusals as the doors really make them, said in both languages.
import { describe, expect, test } from 'vitest';
import { fileEvents } from '../../../../workers/runFiles.ts';
import { ownScenario } from '../../../../test/support/ownCase.ts';
import { handMade } from '../../../../test/support/runFileCase.ts';
import { faultCodes, RefusalError, refusalMessage } from '../../../core/fault/index.ts';
import type { FaultCode, Refusal } from '../../../core/fault/index.ts';
import { fields, ownBounds, parseConfig, planSweep } from '../../../experiments/index.ts';
import { checkFit } from '../../../experiments/run/ownOpenings.ts';
import { decodeLink } from '../../../link/index.ts';
import { pack } from '../../../link/pack.ts';
import { parseOwnUsers } from '../../../ownUsers/file.ts';
import { openingsIn, OwnUsersError, ownUsersText, usersIn, usualSides } from '../../../ownUsers/index.ts';
import { lineOf, RunReader } from '../../../runFile/index.ts';
import { saysRefusals } from '../../options/saysRefusals.ts';
import { refusalWords as english } from '../en/refusals.ts';
import { fieldLabel } from '../en/options.ts';
import { toolsIn } from '../language.ts';
import { translate } from './index.ts';

const german = translate(toolsIn('de'));
const inGerman = saysRefusals(german.refusals.refusalWords, german.options.fieldLabel);
const inEnglish = saysRefusals(english, fieldLabel);

/** Words that no German sentence has. */
const englishWord =
  /\b(?:the|of|and|is|are|not|with|this|that|by|to|from|its|has|be|no|at|most|there|names|where|which|stands?|users?|line|entry|opening)\b/iu;

type Provoke = () => unknown;

const own = ownScenario('Mine', 'smoking');
const [first] = own.openings;
const config =
  (settings: object): Provoke =>
  () =>
    parseConfig(settings);
const users = (change: object): Provoke => config({ ownScenarios: [{ ...own, ...change }] });
const opening = (change: object): Provoke => users({ openings: [{ ...first, ...change }, ...own.openings] });
const said = (text: string, role = 'user'): object => ({ messages: [{ role, text }] });
const change = (iteration: unknown, settings: object, more: readonly object[] = []): Provoke =>
  config({ changes: [{ iteration, settings }, ...more] });
const sweep =
  (input: object): Provoke =>
  () =>
    planSweep({ base: 'therapy-50', grid: {}, seeds: 2, ...input });
const link =
  (text: string): Provoke =>
  () =>
    decodeLink(text);
const pasted =
  (text: string): Provoke =>
  () =>
    openingsIn(text, usualSides);
const file =
  (changes: object): Provoke =>
  () =>
    parseOwnUsers(JSON.stringify({ ...(JSON.parse(written) as object), ...changes }));
const written = ownUsersText({ environment: 'therapyTalk', scenarios: [own] });
const chosen =
  (...files: readonly (readonly [name: string, text: string])[]): Provoke =>
  () =>
    usersIn(
      files.map(([name, text]) => ({ name, text })),
      'therapyTalk',
      usualSides,
    );
const lines = handMade.map((event) => lineOf(event) ?? '');
const run =
  (given: readonly string[]): Provoke =>
  () => {
    const reader = new RunReader();
    for (const line of given) reader.read(line);
    return reader.end();
  };
const line = (index: number, from: string, to: string): Provoke =>
  run(lines.with(index, (lines[index] ?? '').replace(from, to)));
const dropped =
  (bytes: BlobPart): Provoke =>
  async () => {
    const events = fileEvents(new Blob([bytes]), { signal: new AbortController().signal, onProgress: () => undefined });
    for await (const event of events) expect(event).toBeDefined();
  };
const server = { agentModel: 'server:llama' };

/** Every code as a person can meet it: how, and the German sentence, whole. */
const refused: Readonly<Record<Exclude<FaultCode, 'said' | 'filesTooLarge'>, readonly [Provoke, string]>> = {
  notObject: [config([]), 'config: [] ist kein Objekt'],
  unknownField: [config({ mood: 1 }), 'mood: ein solches Feld gibt es nicht'],
  missing: [line(3, '"sample":1,', ''), 'Zeile 4, trajectories.0.sample: fehlt'],
  wrongType: [
    line(3, '"reward":8.5', '"reward":"8.5"'),
    'Zeile 4, trajectories.0.reward: "8.5" steht, wo eine Zahl stehen muss',
  ],
  notInRange: [config({ beta: 20.5 }), 'Beta (beta): 20,5 ist keine Zahl von 0,001 bis 10'],
  notWholeFrom: [
    change(-1, { veto: 'none' }),
    'Änderungen im Lauf (changes.0.iteration): -1 ist keine ganze Zahl ab 0',
  ],
  notSwitch: [config({ scratchpad: 'x' }), 'Notizzettel (scratchpad): "x" ist weder true noch false'],
  notOneOf: [config({ reference: 'x' }), 'Referenz (reference): "x" ist keines von: moving, fixed'],
  notList: [config({ channels: 'x' }), 'Kanäle (channels): "x" ist keine Liste'],
  notName: [config({ scenarios: [3] }), 'Szenarien (scenarios): 3 ist kein Name'],
  notText: [pasted('[{"message":1}]'), 'Eintrag 1, message: 1 ist kein Text'],
  illFormed: [
    opening(said('\ud800')),
    'Szenario 1, Anfang 1, Nachricht 1 (ownScenarios.0.openings.0.messages.0.text): ist kein Text',
  ],
  empty: [users({ name: ' ' }), 'Szenario 1 (ownScenarios.0.name): ist leer'],
  emptyList: [file({ scenarios: [] }), 'Szenarien (scenarios): ist eine leere Liste'],
  tooFew: [config({ channels: [] }), 'Kanäle (channels): nennt 0, mindestens 1 muss genannt sein'],
  tooManyCharacters: [
    users({ name: 'x'.repeat(61) }),
    `Szenario 1 (ownScenarios.0.name): hat 61 Zeichen, höchstens ${String(ownBounds.name)} gehen`,
  ],
  tooManyEntries: [
    config({ ownScenarios: Array.from({ length: 25 }, () => own) }),
    'Eigene Nutzer (ownScenarios): hat 25 Einträge, höchstens 24 gehen',
  ],
  tooLarge: [
    config({
      ownScenarios: [
        { ...own, openings: Array.from({ length: 160 }, () => ({ ...first, ...said('x'.repeat(2000)) })) },
      ],
    }),
    'Eigene Nutzer (ownScenarios): braucht',
  ],
  namedTwice: [config({ channels: ['notes', 'notes'] }), 'Kanäle (channels): nennt etwas zweimal'],
  twice: [link('v=1&seed=1&seed=2'), '"seed" kommt zweimal vor'],

  notModel: [
    config({ raterModel: 'x' }),
    'Bewertungsmodell (raterModel): "x" ist nicht builtin, webllm:MODELL oder server:MODELL',
  ],
  notChangeable: [
    change(1, { beta: 1 }),
    'Beta (changes.0.settings.beta): lässt sich während eines Laufs nicht ändern',
  ],
  changeTooLate: [
    change(10, { veto: 'none' }),
    'Änderungen im Lauf (changes.0.iteration): 10 liegt nicht vor der letzten, 10',
  ],
  changeNotBehind: [
    change(2, { veto: 'none' }, [{ iteration: 2, settings: { veto: 'none' } }]),
    'Änderungen im Lauf (changes.1.iteration): 2 liegt nicht hinter der Änderung davor',
  ],
  changesNothing: [change(2, {}), 'Änderungen im Lauf (changes.0.settings): nennt nichts'],
  ownNotForTables: [
    config({ ownScenarios: [own], learner: 'tabularKto' }),
    'Eigene Nutzer (ownScenarios): die Sätze einer Tabelle',
  ],
  notBesideOwn: [
    config({ ownScenarios: [own], scenarios: ['smoking'] }),
    'Szenarien (scenarios): muss leer sein, wo die Nutzer eigene sind',
  ],
  tooManyTurns: [
    config({ environment: 'actionAdvice', turns: 3 }),
    'Runden (turns): Action-Advice hat höchstens 2, nicht 3',
  ],
  nothingToCompare: [
    config({ selectionLevel: 'state' }),
    '(trajectoriesPerState): 1 lässt keine Auswahl, wo die besten und schlechtesten jedes Zustands ausgewählt werden; mindestens 2',
  ],
  vetoLevelOffScale: [
    config({ veto: 'fivePoint', vetoLevel: 0.5 }),
    'Veto-Schwelle (vetoLevel): 0,5 ist keine Schwelle für das Veto „Fünf Punkte“: möglich sind Werte über 1 bis 5, oder 0',
  ],
  tableWritesNoPlans: [
    config({ learner: 'tabularKto', scratchpad: true }),
    'Notizzettel (scratchpad): ein Agent aus einer Tabelle',
  ],
  tableHasOneTurn: [
    sweep({ base: { learner: 'tabularKto' }, grid: { turns: [1, 2] } }),
    'Runden (grid.turns.1): ein Agent aus einer Tabelle hat genau 1 (bei turns=2)',
  ],
  tableScheduleIsConstant: [
    config({ learner: 'tabularKto', schedule: 'cosine' }),
    'Verlauf (schedule): bei einer Tabelle immer konstant',
  ],
  tableLearnsFromItself: [
    config({ learner: 'tabularKto', safetyShare: 0.5 }),
    '(safetyShare): ein Agent aus einer Tabelle lernt nur',
  ],
  tableIsNoModel: [
    config({ ...server, learner: 'tabularKto' }),
    'Lernverfahren (learner): eine Tabelle ist kein Sprachmodell',
  ],
  needsWeights: [
    config(server),
    'Lernverfahren (learner): „KTO auf LoRA“ trainiert Gewichte, hier nur die von „Eingebautes Modell“; für',
  ],
  logitsAreClosed: [
    config({ ...server, learner: 'logitKto' }),
    'es geht: „KTO durch Umsortieren“ oder „Gedächtnis, kein Training“',
  ],
  scoresOwnTextsAlone: [
    config({ agentModel: 'webllm:tiny', learner: 'logitKto', safetyShare: 0.5 }),
    '(safetyShare): muss 0 sein: ',
  ],
  tellsNoLikelihood: [config({ ...server, learner: 'feedbackMemory' }), '(klPenalty): muss 0 sein: '],

  notSeeds: [
    sweep({ seeds: -1 }),
    'seeds: ist weder eine ganze Zahl von 1 bis 1000 noch eine Liste ganzer Zahlen ab 0',
  ],
  notBase: [sweep({ base: 3 }), 'base: ist weder der Name einer Voreinstellung noch ein Objekt'],
  seedTwice: [sweep({ seeds: [1, 1] }), 'seeds: nennt einen Seed zweimal'],
  seedsElsewhere: [sweep({ grid: { seed: [1] } }), 'Seed (grid.seed): Seeds haben eine eigene Liste'],
  tooManyRuns: [
    sweep({ grid: { turns: [1, 2, 3, 4, 5], epochs: [1, 2, 3] }, seeds: 1000 }),
    'grid: ergibt 15000 Läufe, höchstens 10000 gehen',
  ],
  noPresetOf: [sweep({ base: 'x' }), 'base: x ist keine der Voreinstellungen therapy'],

  noUserMessage: [
    opening(said('Hi.', 'tool')),
    'Szenario 1, Anfang 1 (ownScenarios.0.openings.0.messages): hat keine Nachricht des Nutzers',
  ],
  endsWithAgent: [
    opening({
      messages: [
        { role: 'user', text: 'Hi.' },
        { role: 'agent', text: 'Hi.' },
      ],
    }),
    'Szenario 1, Anfang 1 (ownScenarios.0.openings.0.messages): endet mit dem Agenten',
  ],
  ofNoKind: [
    opening({ gameable: null, other: null }),
    'Szenario 1, Anfang 1 (ownScenarios.0.openings.0): gehört zu keiner Art von Nutzern',
  ],
  notALine: [users({ name: 'a\nb' }), 'Szenario 1 (ownScenarios.0.name): ist keine Zeile Text'],
  alone: [
    users({
      openings: [{ ...first, other: null }, ...own.openings.map((each) => ({ ...each, gameable: null, ...said('A') }))],
    }),
    'Szenario 1 (ownScenarios.0.openings): nur 1 verschiedener ist für manipulierbare Nutzer allein; es braucht 2',
  ],
  noneFor: [
    users({ openings: ['A', 'B'].map((text) => ({ ...first, ...said(text), other: null })) }),
    'Eigene Nutzer (ownScenarios): kein Anfang ist für andere Nutzer',
  ],
  noRoom: [
    () => {
      checkFit({ environment: 'therapyTalk', ownScenarios: [own] }, () => 7, 60);
    },
    'Szenario 1, Anfang 1 (ownScenarios.0.openings.0): lässt mit seinen Notizen 7 Tokens für eine Antwort; es braucht 60',
  ],
  noFile: [chosen(), 'es wurde keine Datei gewählt'],
  oneFile: [chosen(['a.csv', ''], ['b.csv', '']), 'nur eine Datei auf einmal'],
  fileTooLarge: [() => parseOwnUsers(' '.repeat(2_000_001)), 'die Datei ist zu groß'],
  textTooLong: [pasted('x'.repeat(2_000_001)), 'der Text ist zu lang'],
  fileNotJson: [chosen(['a.json', '{']), 'a.json: die Datei ist kein JSON'],
  fileNotObject: [() => parseOwnUsers('[]'), 'die Datei enthält kein Objekt'],
  notFormat: [file({ format: 'x' }), 'format: "x" ist nicht "swayground'],
  notVersion: [file({ version: 2 }), 'version: 2 ist nicht 1'],
  noColumn: [pasted('message,mood\nA,B'), '"mood" ist keine der Spalten message, kind'],
  notJsonList: [pasted('["A"'), 'der Text beginnt wie eine Liste in JSON und ist keine'],
  notAnEntry: [pasted('[1]'), 'Eintrag 1: 1 ist weder ein Text noch ein Objekt'],
  noField: [pasted('[{"message":"A","mood":"B"}]'), 'Eintrag 1: ein Feld "mood" gibt es nicht'],
  noMessage: [pasted('message,kind\nA,both\n,both'), 'Eintrag 2: hat keine Nachricht'],
  openQuotation: [chosen(['a.csv', 'message\nA\n"B']), 'a.csv: Zeile 3: ein Anführungszeichen wird nicht geschlossen'],
  noMaster: [chosen(['a.json', ''], ['b.json', '']), 'eine Datei _master_config.yaml fehlt'],
  oneMaster: [chosen(['a.yaml', ''], ['b.yaml', '']), 'b.yaml: nur eine Master-Datei auf einmal'],
  noSubEnvironments: [chosen(['a.yaml', '']), 'a.yaml: die JSON-Dateien dazu fehlen'],
  unreadable: [chosen(['a.yaml', 'a: [1'], ['b.json', '{}']), 'a.yaml: ist nicht zu lesen. Meldung: '],

  linkTooLong: [link('x'.repeat(9000)), 'der Link hat 9000 Zeichen; gelesen werden höchstens 8000'],
  notALink: [link('p=therapy'), 'das ist kein Link zu einem Aufbau: er nennt keine Version'],
  notAPart: [link('x'), 'das ist kein Link zu einem Aufbau: "x" hat nicht die Form name=wert'],
  notAVersion: [link('v=x'), 'v: "x" ist keine Version'],
  newerLink: [link('v=2'), 'der Link hat Version 2, die diese Seite noch nicht kennt'],
  damaged: [link('v=1&p=%E0%A4%A'), 'p: "%E0%A4%A" ist beschädigt'],
  presetAndSettings: [link('v=1&p=therapy&c=A'), 'p und c sind beide da'],
  notAPreset: [link('v=1&p=x'), 'p: "x" ist nicht der Name einer Voreinstellung'],
  damagedUsers: [link('v=1&p=therapy&own=!'), 'own: die gepackten Nutzer sind beschädigt'],
  usersInFile: [link('v=1&p=therapy&ownFile=a'), 'ownFile: seine Nutzer sind in einer eigenen Datei ("a")'],
  damagedSettings: [link('v=1&c=!'), 'c: die gepackten Einstellungen sind beschädigt'],
  notSettings: [link(`v=1&c=${pack('{}')}`), 'c: die gepackten Einstellungen sind keine Liste von Einstellungen'],
  notAFingerprint: [link('v=1&p=therapy&f=x'), 'f: "x" ist kein Fingerabdruck'],
  notAViewName: [link('v=1&p=therapy&view.1=x'), '"view.1" ist nicht der Name einer Ansicht'],
  notAView: [link('v=1&p=therapy&view.a=<'), 'view.a: "<" ist keine Ansicht'],

  notJson: [run(['{', '{']), 'Zeile 1: ist kein JSON'],
  behindEnd: [run([...lines, lines[1] ?? '']), `Zeile ${String(lines.length + 1)}: steht hinter dem Ende des Laufs`],
  emptyFile: [dropped(''), 'Zeile 1: die Datei ist leer'],
  noEvaluation: [run(lines.toSpliced(1, 1)), 'Zeile 2: steht, wo eine Auswertung stehen muss'],
  outOfOrder: [run(lines.toSpliced(1, 2)), 'Zeile 2, iteration: 0 steht, wo eine Auswertung stehen muss'],
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
};

const wordsOf = (given: unknown): string[] => (Array.isArray(given) ? given.map(String) : [String(given)]);

async function refusalOf(provoke: Provoke): Promise<Refusal> {
  try {
    const done = await provoke();
    const refusals =
      typeof done === 'object' && done !== null && 'refusals' in done ? (done.refusals as (RefusalError | null)[]) : [];
    throw refusals.find((each) => each !== null) ?? new Error('nothing was refused');
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
}

describe('what doors refuse', () => {
  test.each(Object.entries(refused))('%s', async (code, [provoke, text]) => {
    const refusal = await refusalOf(provoke);
    expect(refusal.fault.code).toBe(code);
    const told = inGerman.refusal(refusal);
    expect(told).toContain(text);
    // what came in, what may stand there and what the doors call it is no sentence
    const { fault, field = '', file = '', where = '' } = refusal;
    const given = [field, file, where, ...Object.values<unknown>({ ...fault }).flatMap(wordsOf)];
    const ours = given.reduce((rest, each) => (each === '' ? rest : rest.replaceAll(each, '')), told);
    expect(ours).not.toMatch(englishWord);
    expect(ours).not.toMatch(/undefined|NaN|\[object/u);
    // English says what the error does, with the page's name of the option
    expect(inEnglish.refusal(refusal)).toContain(refusalMessage({ fault }));
    // and all of it crosses a worker
    expect(structuredClone(refusal)).toEqual(refusal);
  });

  test('are all codes but what another program says, and what only the page finds too large', () => {
    expect(Object.keys(refused).sort()).toEqual(
      faultCodes.filter((code) => code !== 'said' && code !== 'filesTooLarge').sort(),
    );
    expect(inGerman.refusal({ file: 'a.yaml', fault: { code: 'said', text: 'Broken' } })).toBe(
      'a.yaml: Meldung: Broken',
    );
    expect(inGerman.refusal(new OwnUsersError({ code: 'filesTooLarge' }).refusal)).toBe('die Dateien sind zu groß');
  });

  test('name every option as the page does, in run files and sweeps too', () => {
    const fault = { code: 'missing' } as const;
    for (const place of ['beta', 'config.beta', 'grid.beta.2', 'base.beta', 'changes.3.settings.beta']) {
      expect(inGerman.refusal({ field: place, fault })).toBe(`Beta (${place}): fehlt`);
    }
    expect(inEnglish.refusal({ field: 'initialStates', fault })).toBe('Initial states (initialStates): is missing');
    // `turns` of a trajectory are no setting
    expect(inGerman.refusal({ line: 2, field: 'panel.0.turns', fault })).toBe('Zeile 2, panel.0.turns: fehlt');
    expect(inGerman.refusal({ field: 'x'.repeat(500), fault }).length).toBeLessThan(140);
  });

  test.each(['seed', 'iterations', 'initialStates', 'learningRate', 'clipNorm', 'panelUsers'] as const)(
    'the range of %s is in the German sentence, as its table has it',
    async (key) => {
      const field = fields[key];
      if (!('low' in field)) throw new Error('no range');
      const refusal = await refusalOf(config({ [key]: -1 }));
      const [low, high] = [field.low, field.high].map((end) => String(end).replace('.', ','));
      expect(inGerman.refusal(refusal)).toContain(
        `${german.options.fieldLabel(key)} (${key}): -1 ist keine ${field.kind === 'whole' ? 'ganze ' : ''}Zahl von ${low ?? ''} bis ${high ?? ''}`,
      );
    },
  );
});
