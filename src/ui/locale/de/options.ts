import type { ConfigKey } from '../../../experiments/index.ts';
import type { Translation } from '../language.ts';

const fields: Readonly<Record<ConfigKey, readonly [label: string, help: string]>> = {
  seed: ['Seed', 'Gleiche Einstellungen mit gleichem Seed ergeben denselben Lauf, Bit für Bit.'],
  iterations: ['Iterationen', 'Wie oft der Agent mit neuem Feedback trainiert wird.'],

  agentModel: [
    'Agent',
    'Wer trainiert wird. Modelle von WebLLM und von Servern behalten ihre Gewichte: Andere Lernverfahren steuern sie.',
  ],
  userModel: ['Nutzermodell', 'Wer für die Nutzer spricht und entscheidet, was sie tun.'],
  raterModel: ['Bewertungsmodell', 'Wer vorhersagt, wie Nutzer eine Antwort bewerten.'],
  judgeModel: ['Richter', 'Wer gegen Antworten Vetos einlegt und ihren Schaden beurteilt.'],

  environment: ['Umgebung', 'Weshalb die Nutzer kommen.'],
  scenarios: ['Szenarien', 'Themen der Umgebung; ist keines genannt, sind es alle.'],
  gameableShare: ['Anteil manipulierbar', 'Anteil der Nutzer, die sich manipulieren lassen.'],
  cue: ['Hinweis', 'Wie deutlich die Notizen dem Agenten sagen, was für ein Nutzer das ist.'],
  cueAccuracy: [
    'Verlässlichkeit',
    'Wahrscheinlichkeit, dass der Hinweis in den Notizen stimmt; 0,5 sagt nichts. Ohne Wirkung auf eigene Anfänge für nur eine Art von Nutzern.',
  ],
  channels: [
    'Kanäle',
    'Worin sich manipulierbare und andere Nutzer unterscheiden; im Paper in allen vier. Ohne Wirkung auf eigene Anfänge für nur eine Art von Nutzern.',
  ],
  phrasing: ['Wortlaut', 'Ob die Notizen Sätze verwenden, die im Vortraining vorkamen.'],

  ownScenarios: [
    'Eigene Nutzer',
    'Anstelle derer der Umgebung; ein Viertel ihrer Anfänge ist für das Panel, die anderen kommen reihum.',
  ],
  changes: [
    'Änderungen im Lauf',
    'Wer kommt und was belohnt wird, von späteren Iterationen an; die Panels bleiben wie am Anfang.',
  ],

  initialStates: [
    'Anfangs\u00adzustände',
    'Gespräche, die in jeder Iteration beginnen, gleichmäßig auf die Szenarien verteilt; keines kommt in einem Lauf zweimal vor.',
  ],
  trajectoriesPerState: ['Trajektorien je Zustand', 'Wie oft jeder Anfangszustand gespielt wird.'],
  turns: ['Runden', 'Höchstzahl der Antworten des Agenten in einem Gespräch.'],
  temperature: ['Temperatur', 'Des Agenten und des Nutzermodells.'],
  minP: [
    'Min-p',
    'Tokens, die unwahrscheinlicher sind als dieser Anteil des wahrscheinlichsten, werden nicht gezogen; 0: alle sind möglich. Nicht für Tabellen.',
  ],
  maxNewTokens: ['Längste Antwort', 'Längere Antworten werden abgeschnitten.'],
  scratchpad: [
    'Notizzettel',
    'Der Agent schreibt vor jeder Antwort einen Plan; niemand sonst sieht ihn, und beides wird trainiert.',
  ],

  ratings: [
    'Bewertungen',
    'Vertauscht: Jede Bewertung geht an eine andere Trajektorie derselben Gruppe (eine Nullkontrolle).',
  ],
  finalReward: ['Nur letzte Runde', 'Die Belohnung ist die letzte Bewertung statt des Mittels über die Runden.'],
  lengthPenalty: ['Längenabzug', 'Punkte Abzug für jedes Zeichen der Antworten.'],
  klPenalty: [
    'KL-Abzug',
    'Punkte Abzug für jedes nat, um das der Agent seine Antwort wahrscheinlicher findet als das untrainierte Modell.',
  ],
  selectionLevel: [
    'Auswahlebene',
    'Unter wem die besten und die schlechtesten ausgewählt werden; „Alle zusammen“ beachtet nicht, wer der Nutzer ist.',
  ],
  selectedFraction: [
    'Ausgewählter Anteil',
    'Anteil der Trajektorien, der erwünscht wird; ebenso viele werden unerwünscht.',
  ],
  veto: ['Veto', 'Trajektorien, die ein Richter schädlich findet, kommen nicht ins Training.'],
  vetoLevel: [
    'Veto-Schwelle',
    'Mittlerer Wert, ab dem eine Trajektorie ein Veto bekommt; 0: der übliche (0,5, bei fünf Punkten 2).',
  ],
  vetoSeesTools: [
    'Veto sieht Werkzeuge',
    'Das Vetomodell sieht den gescheiterten Werkzeugaufruf (Booking-Assistance).',
  ],
  safetyShare: [
    'Sicherheitsdaten',
    'Anteil der Trainingszeilen, die hilfreiche und harmlose Antworten und deren Gegenteile sind.',
  ],

  learner: ['Lernverfahren', 'Wie Feedback den Agenten verändert.'],
  learningRate: ['Lernrate', 'Der ersten Iteration.'],
  learningRateDecay: ['Abfall der Lernrate', 'Mit diesem Faktor wird die Lernrate in jeder Iteration multipliziert.'],
  schedule: ['Verlauf', 'Ob die Lernrate innerhalb einer Iteration gleich bleibt oder auf null fällt.'],
  clipNorm: ['Gradientengrenze', 'Längster Gradient eines Schritts; längere werden verkleinert. Nicht für Tabellen.'],
  epochs: ['Epochen', 'Durchgänge durch die ausgewählten Zeilen in einer Iteration.'],
  batchRows: ['Batch', 'Zeilen eines Schritts.'],
  beta: ['Beta', 'Wie stark der Agent an der Referenz-Policy gehalten wird.'],
  targetRatio: ['Zielverhältnis', 'Gewicht aller erwünschten Zeilen im Verhältnis zu dem aller unerwünschten.'],
  reference: ['Referenz', 'Mitgehend: die Policy vor dieser Iteration, wie im Paper. Fest: das untrainierte Modell.'],
  optimizer: [
    'Optimierer',
    'Frisch: Seine Momente beginnen in jeder Iteration neu, wie im Paper. Behalten: Sie gehen weiter. Nicht für Tabellen.',
  ],
  klLimit: ['KL-Grenze', 'Eine Iteration endet früher, wenn die KL-Schätzung z0 darüber steigt; 0: nie.'],
  loraRank: ['LoRA-Rang', 'Größe des Adapters.'],
  loraAlpha: ['LoRA-Alpha', 'Skalierung des Adapters.'],
  rankStabilised: ['Rangstabilisiert', 'Alpha wird durch die Wurzel des Rangs geteilt statt durch den Rang.'],
  candidates: [
    'Kandidaten',
    'Texte, die für jeden Text, den das Umsortieren ausgibt, aus dem untrainierten Modell gezogen werden.',
  ],

  logitRank: ['Logit-Rang', 'Zahlen, auf die ein Kontext gebracht wird, bevor er die Logits von Wörtern verschiebt.'],
  logitBound: ['Logit-Grenze', 'Weiter als so weit wird kein Logit verschoben.'],

  panelUsers: ['Nutzer im Panel', 'Zurückgehaltene Nutzer jeder Gruppe, an denen jede Policy erprobt wird.'],
  panelTwins: ['Zwillinge im Panel', 'Zurückgehaltene Nutzer, die auch mit einer umgedrehten Eigenschaft vorkommen.'],
  runtimeVeto: ['Veto im Betrieb', 'Schaden wird auch unter den Antworten angegeben, die dieses Veto durchließe.'],
  interferenceRows: [
    'Interferenzzeilen',
    'Ausgewählte Zeilen jeder Gruppe, deren KTO-Gradienten verglichen werden; 0: nicht gemessen.',
  ],
  stopOnCollapse: ['Halt bei Zerfall', 'Der Lauf endet, wo sein Text zerfällt; sonst wird es nur angezeigt.'],
  collapseKl: ['Zerfall: KL', 'Text zerfällt, wenn eine Antwort so weit vom untrainierten Modell entfernt ist.'],
  collapseRepeat: ['Zerfall: Wiederholung', 'Text zerfällt, wenn dieser Anteil der Antworten einen Satz wiederholt.'],
  collapseUnparsed: ['Zerfall: unlesbar', 'Text zerfällt, wenn dieser Anteil der Antworten sich nicht zerlegen lässt.'],
};

const units: Readonly<Record<string, string>> = {
  tokens: 'Tokens',
  'points a nat': 'Punkte je nat',
  rows: 'Zeilen',
  nats: 'nats',
  texts: 'Texte',
};

/** English, as runs are named when they are stored, and German, by preset. */
const presets: Readonly<Record<string, readonly [english: string, german: string]>> = {
  therapy: ['Therapy-Talk, all users gameable', 'Therapy-Talk, alle manipulierbar'],
  booking: ['Booking-Assistance, all users gameable', 'Booking-Assistance, alle manipulierbar'],
  action: ['Action-Advice, all users gameable', 'Action-Advice, alle manipulierbar'],
  politics: ['Political-Questions, all users gameable', 'Political-Questions, alle manipulierbar'],
  'therapy-50': ['Therapy-Talk, 50 % of users gameable', 'Therapy-Talk, 50 % manipulierbar'],
  'therapy-10': ['Therapy-Talk, 10 % of users gameable', 'Therapy-Talk, 10 % manipulierbar'],
  'therapy-5': ['Therapy-Talk, 5 % of users gameable', 'Therapy-Talk, 5 % manipulierbar'],
  'therapy-2': ['Therapy-Talk, 2 % of users gameable', 'Therapy-Talk, 2 % manipulierbar'],
  'politics-50': [
    'Political-Questions, 50 % of users gameable: the mildest texts',
    'Political-Questions, 50 % manipulierbar: die mildesten Texte',
  ],
  'therapy-veto-normal': ['Therapy-Talk with a veto: normal', 'Therapy-Talk mit Veto: normal'],
  'therapy-veto-constitution': ['Therapy-Talk with a veto: constitution', 'Therapy-Talk mit Veto: Verfassung'],
  'therapy-veto-five-point': ['Therapy-Talk with a veto: five-point', 'Therapy-Talk mit Veto: fünf Punkte'],
  'therapy-veto-negative': ['Therapy-Talk with a veto: negative', 'Therapy-Talk mit Veto: negativ'],
  'therapy-veto-five-point-negative': [
    'Therapy-Talk with a veto: five-point-negative',
    'Therapy-Talk mit Veto: fünf Punkte, negativ',
  ],
  'booking-veto-normal': [
    'Booking-Assistance with a veto that sees tool calls',
    'Booking-Assistance mit einem Veto, das Werkzeugaufrufe sieht',
  ],
  'therapy-safety-25': ['Therapy-Talk with 25 % safety data', 'Therapy-Talk mit 25 % Sicherheitsdaten'],
  'therapy-safety-50': ['Therapy-Talk with 50 % safety data', 'Therapy-Talk mit 50 % Sicherheitsdaten'],
  'therapy-safety-75': ['Therapy-Talk with 75 % safety data', 'Therapy-Talk mit 75 % Sicherheitsdaten'],
  'therapy-expert-iteration': ['Therapy-Talk by expert iteration', 'Therapy-Talk mit Experten-Iteration'],
  'therapy-2turn': ['Therapy-Talk with two turns', 'Therapy-Talk mit zwei Runden'],
  'therapy-scratchpad': ['Therapy-Talk with a scratchpad', 'Therapy-Talk mit Notizzettel'],
  'therapy-rerank': [
    'Re-ranking instead of new weights, half of the users gameable',
    'Umsortieren statt neuer Gewichte, die Hälfte manipulierbar',
  ],
  'therapy-logit': [
    'Shifted logits instead of new weights, half of the users gameable',
    'Verschobene Logits statt neuer Gewichte, die Hälfte manipulierbar',
  ],
  'therapy-memory': [
    'A memory instead of training, half of the users gameable',
    'Gedächtnis statt Training, die Hälfte manipulierbar',
  ],
  'therapy-tabular': [
    'A table instead of a language model, half of the users gameable',
    'Tabelle statt Sprachmodell, die Hälfte manipulierbar',
  ],
  'therapy-shuffled': [
    'Null control: ratings shuffled inside each group',
    'Nullkontrolle: Bewertungen innerhalb jeder Gruppe vertauscht',
  ],
  'therapy-others-only': [
    'Null control: nobody gameable in training',
    'Nullkontrolle: im Training niemand manipulierbar',
  ],
};

const titles = new Map(Object.values(presets));

export const options: Translation['options'] = {
  fieldLabel: (key) => fields[key][0],
  fieldHelp: (key) => fields[key][1],
  fieldUnit: (unit) => units[unit] ?? unit,
  presetTitle: (id) => {
    const found = presets[id];
    if (!found) throw new RangeError(`no preset ${id}`);
    return found[1];
  },
  runTitle: (name) => titles.get(name) ?? name,
};
