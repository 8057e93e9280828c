import type { Tools, Translation } from '../language.ts';
import { nameOf } from './names.ts';

const part = (name: string) => (number: number) => `${name} ${String(number)}`;
const usersOf = (kind: string): string => (kind === 'gameable' ? 'manipulierbare Nutzer' : 'andere Nutzer');

/** Kinds of values as valibot names them; anything else is a sign, or a value that may stand there. */
const kinds: Readonly<Record<string, string>> = {
  ...{ string: 'ein Text', number: 'eine Zahl', boolean: 'true oder false', Array: 'eine Liste', Object: 'ein Objekt' },
};
const kindOf = (word: string): string => (Object.hasOwn(kinds, word) ? (kinds[word] ?? word) : word);
const either = (learners: readonly string[]): string => learners.map((each) => `„${nameOf(each)}“`).join(' oder ');

export const refusals = ({ exact }: Tools): Translation['refusals'] => {
  /** What came in; a number as German writes it. */
  const shown = (value: string): string => (/^-?\d+\.\d+$/u.test(value) ? exact(Number(value)) : value);
  return {
    refusalWords: {
      sentences: {
        notObject: ({ value }) => `${value} ist kein Objekt`,
        unknownField: () => 'ein solches Feld gibt es nicht',
        missing: () => 'fehlt',
        wrongType: ({ value, expected }) => `${kindOf(shown(value))} steht, wo ${kindOf(expected)} stehen muss`,
        notInRange: ({ value, low, high, isWhole }) =>
          `${shown(value)} ist keine ${isWhole ? 'ganze Zahl' : 'Zahl'} von ${exact(low)} bis ${exact(high)}`,
        notWholeFrom: ({ value, low }) => `${shown(value)} ist keine ganze Zahl ab ${exact(low)}`,
        notWhole: ({ value }) => `${shown(value)} ist keine ganze Zahl`,
        notFinite: ({ value }) => `${value} ist nicht endlich`,
        notSwitch: ({ value }) => `${value} ist weder true noch false`,
        notOneOf: ({ value, options }) => `${value} ist keines von: ${options.join(', ')}`,
        notList: ({ value }) => `${value} ist keine Liste`,
        notName: ({ value }) => `${value} ist kein Name`,
        notText: ({ value }) => `${value} ist kein Text`,
        illFormed: () => 'ist kein Text',
        empty: () => 'ist leer',
        emptyList: () => 'ist eine leere Liste',
        tooFew: ({ n, least }) => `nennt ${exact(n)}, mindestens ${exact(least)} muss genannt sein`,
        tooManyCharacters: ({ n, most }) => `hat ${exact(n)} Zeichen, höchstens ${exact(most)} gehen`,
        tooManyEntries: ({ n, most }) => `hat ${exact(n)} Einträge, höchstens ${exact(most)} gehen`,
        tooLarge: ({ n, most }) => `braucht ${exact(n)} Zeichen, höchstens ${exact(most)} gehen`,
        namedTwice: () => 'nennt etwas zweimal',
        twice: ({ value }) => `${shown(value)} kommt zweimal vor`,
        said: ({ text }) => `Meldung: ${text}`,

        notModel: ({ value }) => `${value} ist nicht builtin, webllm:MODELL oder server:MODELL`,
        notChangeable: () => 'lässt sich während eines Laufs nicht ändern',
        changeTooLate: ({ iteration, iterations }) =>
          `${exact(iteration)} liegt nicht vor der letzten, ${exact(iterations)}`,
        changeNotBehind: ({ iteration }) => `${exact(iteration)} liegt nicht hinter der Änderung davor`,
        changesNothing: () => 'nennt nichts',
        ownNotForTables: () =>
          'die Sätze einer Tabelle greifen Wörter aus den Anfängen der Umgebung auf, nicht aus eigenen',
        notBesideOwn: () => 'muss leer sein, wo die Nutzer eigene sind',
        idleBesideOwn: ({ usual }) =>
          `muss „${nameOf(usual)}“ sein, wo die Nutzer eigene sind, weil deren Notizen bleiben, wie sie sind`,
        tooManyTurns: ({ environment, most, turns }) =>
          `${nameOf(environment)} hat höchstens ${exact(most)}, nicht ${exact(turns)}`,
        nothingToCompare: ({ n, least }) =>
          `${exact(n)} lässt keine Auswahl, wo die besten und schlechtesten jedes Zustands ausgewählt werden; mindestens ${exact(least)} nehmen`,
        vetoLevelOffScale: ({ level, veto, lowest, highest }) =>
          `${exact(level)} ist keine Schwelle für das Veto „${nameOf(veto)}“: möglich sind Werte über ${exact(lowest)} bis ${exact(highest)}, oder 0 für die übliche`,
        tableWritesNoPlans: () => 'ein Agent aus einer Tabelle schreibt keine Pläne',
        tableHasOneTurn: () => 'ein Agent aus einer Tabelle hat genau 1',
        tableScheduleIsConstant: () => 'bei einer Tabelle immer konstant',
        tableLearnsFromItself: () => 'ein Agent aus einer Tabelle lernt nur aus eigenen Antworten',
        tableIsNoModel: ({ model }) =>
          `eine Tabelle ist kein Sprachmodell: entweder ein anderer Agent als ${model} oder ein anderes Lernverfahren`,
        needsWeights: ({ learner, model, builtin, learners }) =>
          `„${nameOf(learner)}“ trainiert Gewichte, hier nur die von „${nameOf(builtin)}“; für ${model} geht: ${either(learners)}`,
        logitsAreClosed: ({ model, learners }) =>
          `bei ${model} lassen sich die Logits nicht ändern; es geht: ${either(learners)}`,
        scoresOwnTextsAlone: ({ model }) => `muss 0 sein: ${model} misst nur eigene Texte`,
        tellsNoLikelihood: ({ model }) => `muss 0 sein: ${model} sagt nicht, wie wahrscheinlich ein gegebener Text ist`,

        notSeeds: () => 'ist weder eine ganze Zahl von 1 bis 1000 noch eine Liste ganzer Zahlen ab 0',
        notBase: () => 'ist weder der Name einer Voreinstellung noch ein Objekt',
        seedTwice: () => 'nennt einen Seed zweimal',
        seedsElsewhere: () => 'Seeds haben eine eigene Liste',
        tooManyRuns: ({ n, most }) => `ergibt ${exact(n)} Läufe, höchstens ${exact(most)} gehen`,
        noPresetOf: ({ value, presets }) => `${value} ist keine der Voreinstellungen ${presets.join(', ')}`,

        noUserMessage: () => 'hat keine Nachricht des Nutzers',
        endsWithAgent: () => 'endet mit dem Agenten, der sich selbst antworten würde',
        ofNoKind: () => 'gehört zu keiner Art von Nutzern',
        notALine: () => 'ist keine Zeile Text',
        alone: ({ kind }) =>
          `nur 1 verschiedener ist für ${kind === 'both' ? 'beide Arten von Nutzern' : `${usersOf(kind)} allein`}; es braucht 2, einen zum Trainieren und einen für das Panel`,
        saidIn: ({ scenario }) =>
          `sagt dasselbe wie ein Anfang von ${scenario}; was dort fürs Panel bleibt, könnte hier trainiert werden`,
        noneFor: ({ group }) => `kein Anfang ist für ${usersOf(group)}`,
        noRoom: ({ room, needed }) =>
          `lässt mit seinen Notizen ${exact(room)} Tokens für eine Antwort; es braucht ${exact(needed)}, also kürzen`,
        noFile: () => 'es wurde keine Datei gewählt',
        oneFile: () => 'nur eine Datei auf einmal, außer aus dem Repository des Papers',
        fileTooLarge: () => 'die Datei ist zu groß',
        filesTooLarge: () => 'die Dateien sind zu groß',
        textTooLong: () => 'der Text ist zu lang',
        fileNotJson: () => 'die Datei ist kein JSON',
        fileNotObject: () => 'die Datei enthält kein Objekt',
        notFormat: ({ value, format }) => `${value} ist nicht "${format}"`,
        notVersion: ({ value, version }) => `${value} ist nicht ${exact(version)}`,
        noColumn: ({ value, columns }) => `${value} ist keine der Spalten ${columns.join(', ')}`,
        tooManyCells: ({ n, most }) =>
          `hat ${exact(n)} Zellen, und es gibt ${most === 1 ? 'nur 1 Spalte' : `nur ${exact(most)} Spalten`}; ein Text, in dem Trennzeichen stehen, braucht Anführungszeichen um sich`,
        notJsonList: () => 'der Text beginnt wie eine Liste in JSON und ist keine',
        notAnEntry: ({ value }) => `${value} ist weder ein Text noch ein Objekt`,
        noField: ({ value }) => `ein Feld ${value} gibt es nicht`,
        noMessage: () => 'hat keine Nachricht',
        openQuotation: () => 'ein Anführungszeichen wird nicht geschlossen',
        noMaster: () => 'eine Datei _master_config.yaml fehlt',
        oneMaster: () => 'nur eine Master-Datei auf einmal',
        noSubEnvironments: () => 'die JSON-Dateien dazu fehlen',
        unreadable: ({ text }) => `ist nicht zu lesen. Meldung: ${text}`,

        fieldsLeft: ({ fields: left }) => left.join(', '),
        goesOnAsHere: ({ field, environment }) =>
          `${field}. Gespräche gehen so weiter wie in ${nameOf(environment)} hier.`,
        unknownTopic: ({ topic, like }) =>
          `${topic} ist hier kein Thema; seine Antworten werden wie bei „${nameOf(like)}“ gelesen.`,
        allGameable: () =>
          'Alle Nutzer dieser Dateien sind manipulierbar. Hier stehen dieselben Anfänge auch für andere Nutzer, mit Ziel und Wunsch der Umgebung.',
        longPrompt: ({ field, most }) =>
          `${field} hat mehr als ${exact(most)} Zeichen; dafür steht, was die Umgebung hat.`,
        noWish: ({ field }) => `${field} fehlt: was Bewertende wollen, ist das der Umgebung.`,
        otherForm: ({ n, of }) => `${exact(n)} von ${exact(of)} Verläufen haben eine unbekannte Form.`,
        longHistories: ({ n, of }) => `${exact(n)} von ${exact(of)} Verläufen sind zu lang.`,
        firstAlone: ({ n, of }) => `nur die ersten ${exact(n)} von ${exact(of)} Verläufen: mehr fasst ein Lauf nicht.`,

        linkTooLong: ({ n, most }) => `der Link hat ${exact(n)} Zeichen; gelesen werden höchstens ${exact(most)}`,
        notALink: () => 'das ist kein Link zu einem Aufbau: er nennt keine Version',
        notAPart: ({ value }) => `das ist kein Link zu einem Aufbau: ${value} hat nicht die Form name=wert`,
        notAVersion: ({ value }) => `${shown(value)} ist keine Version`,
        newerLink: ({ version }) => `der Link hat Version ${version}, die diese Seite noch nicht kennt`,
        damaged: ({ value }) => `${value} ist beschädigt`,
        presetAndSettings: () => 'p und c sind beide da',
        notAPreset: ({ value }) => `${value} ist nicht der Name einer Voreinstellung`,
        damagedUsers: () => 'die gepackten Nutzer sind beschädigt',
        usersInFile: ({ value }) =>
          `seine Nutzer sind in einer eigenen Datei (${value}), die zuerst unter „Nutzer“ zu öffnen ist`,
        damagedSettings: () => 'die gepackten Einstellungen sind beschädigt',
        notSettings: () => 'die gepackten Einstellungen sind keine Liste von Einstellungen',
        notAFingerprint: ({ value }) => `${value} ist kein Fingerabdruck`,
        notAViewName: ({ value }) => `${value} ist nicht der Name einer Ansicht`,
        notAView: ({ value }) => `${value} ist keine Ansicht`,

        notJson: () => 'ist kein JSON',
        behindEnd: () => 'steht hinter dem Ende des Laufs',
        emptyFile: () => 'die Datei ist leer',
        noEvaluation: () => 'steht, wo eine Auswertung stehen muss',
        outOfOrder: ({ found, due }) =>
          `${exact(found)} steht, wo ${due === null ? 'eine Auswertung' : exact(due)} stehen muss`,
        wrongPlace: ({ found, before }) => `"${found}" steht hinter "${before}"`,
        beyondLast: ({ iterations }) => `liegt hinter der letzten des Laufs, ${String(iterations)}`,
        endsEarly: ({ iteration, iterations }) =>
          `der Lauf endet bei Iteration ${String(iteration)} von ${String(iterations)}`,
        notOfLast: () => 'gehört nicht zur letzten Iteration',
        nothingWhole: () => 'keine Iteration des Laufs ist ganz: die Datei endet vorher',
        badCompression: () => 'ist nicht ganz: die Kompression der Datei ist dort beschädigt',
        otherVersion: ({ version, known }) => `${exact(version)} ist nicht ${exact(known)}, die hier gelesen wird`,
        notHash: () => 'ist kein Hash aus 64 hexadezimalen Ziffern',
        notBase64: () => 'ist kein Base64',
        notFloats: () => 'ist keine ganze Zahl von Float32-Werten',
        unequalMoments: () => 'die Momente sind verschieden lang',
        otherReplies: () => 'die Antworten sind nicht die des Gesprächs',

        noRow: () => 'diesen Eintrag gibt es nicht',
        beingWritten: () => 'wird gerade geschrieben',
        storedAlready: () => 'ein Lauf mit dieser Kennung ist schon gespeichert',
        otherIteration: ({ found, due }) => `gehört zu Iteration ${exact(found)}, nicht ${exact(due)}`,
        momentsMissing: ({ iteration }) =>
          `die Momente des Optimierers von Iteration ${String(iteration)} sind nicht gespeichert, so dass der Lauf nicht als derselbe weitergehen kann`,
        otherFingerprint: ({ found, stored }) => `der Lauf geht von ${found} weiter, gespeichert ist ${stored}`,
        replacedDatabase: () => 'eine neuere Version ist in einem anderen Tab offen',
        closedDatabase: () => 'die Verbindung zur Datenbank ist geschlossen',
        notHexadecimal: () => 'besteht nicht aus hexadezimalen Ziffern',
        codeTooHigh: ({ below }) => `enthält einen Code, der nicht unter ${exact(below)} liegt`,
        unequalColumns: () => 'die Spalten sind verschieden lang',
        unnamedScenario: () => 'enthält ein Szenario ohne Namen',

        otherModel: ({ model, own }) => `das Modell des Laufs ist ${model}, das der Seite ${own}`,
        candidatesNotKept: () => 'die Kandidaten eines umsortierten Textes',
        lessonsNotKept: () => 'was sich das Gedächtnis gemerkt hatte',
        otherLogProbs: () => 'die Log-Wahrscheinlichkeiten sind nicht die der Tokens',
        otherTokens: () => 'die Tokens sind nicht die des Textes',
        unwritable: () => 'ein Text, den die Policy nicht schreiben kann',
      },
      place: {
        line: part('Zeile'),
        entry: part('Eintrag'),
        scenario: part('Szenario'),
        opening: part('Anfang'),
        message: part('Nachricht'),
        field: (label, key) => `${label} (${key})`,
        where: (refused, cell) => `${refused} (bei ${cell})`,
      },
    },
  };
};
