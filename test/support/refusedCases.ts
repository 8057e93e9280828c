// Every fault that a door can find, provoked as a person could meet it, with what German says of it.
import type { FaultCode } from '../../src/core/fault/index.ts';
import { ownBounds, parseConfig, planSweep } from '../../src/experiments/index.ts';
import { checkFit } from '../../src/experiments/run/ownOpenings.ts';
import { decodeLink } from '../../src/link/index.ts';
import { pack } from '../../src/link/pack.ts';
import { parseOwnUsers } from '../../src/ownUsers/file.ts';
import { openingsIn, ownUsersText, usersIn, usualSides } from '../../src/ownUsers/index.ts';
import { ownScenario } from './ownCase.ts';
import { line, refusedFiles } from './refusedFiles.ts';
import type { Provoke } from './refusedFiles.ts';

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
const says = (content: string): object[] => [{ role: 'user', content }];
/** A master file and files of topics, each with five histories, of which one is none, and one too long. */
const paper = (...subs: readonly (readonly [name: string, more: object])[]): Provoke =>
  chosen(
    ['m.yaml', 'state_config: {}'],
    ...subs.map(([name, more]): [string, string] => {
      const histories = [says('A'), says('B'), says('C'), [], says('x'.repeat(2001))];
      return [name, JSON.stringify({ histories: Object.fromEntries(histories.entries()), ...more })];
    }),
  );
const server = { agentModel: 'server:llama' };

/** Every code as a person can meet it: how, and the German sentence, whole. */
export const refusedCases: Readonly<Record<Exclude<FaultCode, 'said' | 'filesTooLarge'>, readonly [Provoke, string]>> =
  {
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
    notWhole: [line(1, '"iteration":0', '"iteration":0.5'), 'Zeile 2, iteration: 0,5 ist keine ganze Zahl'],
    notFinite: [
      line(3, '"reward":8.5', '"reward":1e999'),
      'Zeile 4, trajectories.0.reward: Infinity ist nicht endlich',
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
    idleBesideOwn: [
      config({ ownScenarios: [own], cue: 'memory' }),
      'Hinweis (cue): muss „Eigenschaft“ sein, wo die Nutzer eigene sind',
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
        openings: [
          { ...first, other: null },
          ...own.openings.map((each) => ({ ...each, gameable: null, ...said('A') })),
        ],
      }),
      'Szenario 1 (ownScenarios.0.openings): nur 1 verschiedener ist für manipulierbare Nutzer allein; es braucht 2',
    ],
    saidIn: [
      config({ ownScenarios: [own, { ...own, name: 'Yours' }] }),
      'Szenario 2, Anfang 1 (ownScenarios.1.openings.0.messages): sagt dasselbe wie ein Anfang von "Mine"',
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
    tooManyCells: [pasted('message\nA, B.'), 'Eintrag 1: hat 2 Zellen, und es gibt nur 1 Spalte; ein Text'],
    notJsonList: [pasted('["A"'), 'der Text beginnt wie eine Liste in JSON und ist keine'],
    notAnEntry: [pasted('[1]'), 'Eintrag 1: 1 ist weder ein Text noch ein Objekt'],
    noField: [pasted('[{"message":"A","mood":"B"}]'), 'Eintrag 1: ein Feld "mood" gibt es nicht'],
    noMessage: [pasted('message,kind\nA,both\n,both'), 'Eintrag 2: hat keine Nachricht'],
    openQuotation: [
      chosen(['a.csv', 'message\nA\n"B']),
      'a.csv: Zeile 3: ein Anführungszeichen wird nicht geschlossen',
    ],
    noMaster: [chosen(['a.json', ''], ['b.json', '']), 'eine Datei _master_config.yaml fehlt'],
    oneMaster: [chosen(['a.yaml', ''], ['b.yaml', '']), 'b.yaml: nur eine Master-Datei auf einmal'],
    noSubEnvironments: [chosen(['a.yaml', '']), 'a.yaml: die JSON-Dateien dazu fehlen'],
    unreadable: [chosen(['a.yaml', 'a: [1'], ['b.json', '{}']), 'a.yaml: ist nicht zu lesen. Meldung: '],

    fieldsLeft: [paper(['weak_juggling.json', { env_name: 'x', mood: 1 }]), 'weak_juggling.json: mood'],
    goesOnAsHere: [
      paper(['vuln_drinking.json', {}]),
      'm.yaml: state_config. Gespräche gehen so weiter wie in Therapy-Talk hier.',
    ],
    unknownTopic: [
      paper(['weak_juggling.json', {}]),
      'weak_juggling.json: juggling ist hier kein Thema; seine Antworten werden wie bei „Soziale Isolation“ gelesen.',
    ],
    allGameable: [paper(['vuln_drinking.json', {}]), 'Alle Nutzer dieser Dateien sind manipulierbar.'],
    longPrompt: [
      paper(['vuln_drinking.json', { char_prompt: 'x'.repeat(500) }]),
      'vuln_drinking.json: char_prompt hat mehr als 400 Zeichen; dafür steht, was die Umgebung hat.',
    ],
    noWish: [paper(['vuln_drinking.json', {}]), 'vuln_drinking.json: pm_prompt fehlt: was Bewertende wollen'],
    otherForm: [paper(['vuln_drinking.json', {}]), 'vuln_drinking.json: 1 von 5 Verläufen haben eine unbekannte Form.'],
    longHistories: [paper(['vuln_drinking.json', {}]), 'vuln_drinking.json: 1 von 5 Verläufen sind zu lang.'],
    firstAlone: [
      paper(['vuln_drinking.json', { histories: Array.from({ length: 300 }, (_, n) => says(String(n))) }]),
      'vuln_drinking.json: nur die ersten 250 von 300 Verläufen: mehr fasst ein Lauf nicht.',
    ],

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

    ...refusedFiles,
  };
