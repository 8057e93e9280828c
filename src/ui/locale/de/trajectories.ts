import type { Standing } from '../../../archive/index.ts';
import type { Tools, Translation } from '../language.ts';
import { nameOf } from './names.ts';

const whose = ({ gameable, scenario, isOneState }: Standing): string => {
  if (isOneState) return 'Antworten auf diesen Anfang';
  const users = gameable === null ? 'alle Nutzer' : gameable ? 'manipulierbare Nutzer' : 'andere Nutzer';
  return scenario === null ? users : `${users}, ${nameOf(scenario)}`;
};

const turned: Readonly<Record<string, string>> = {
  notes: 'die Notizen sind umgedreht',
  message: 'die Nachricht ist umgedreht',
  goal: 'das Ziel ist umgedreht',
  wish: 'der Wunsch ist umgedreht',
};

/** `archive`: the German words of what is stored. */
export const trajectories = (
  { count, decimal, hundredths, percent }: Tools,
  { archiveWords: { harmful, harmless, untold } }: Translation['archive'],
): Translation['trajectories'] => {
  const models: Translation['trajectories']['trajectoryWords']['sights']['models'] = {
    plan: 'Der Agent, vor seinem Plan',
    agent: 'Der Agent, vor seiner Antwort',
    rating: 'Das Bewertungsmodell',
    evaluator: 'Der Richter über Schaden',
    transition: 'Das Übergangsmodell',
    user: 'Das Nutzermodell, vor seiner nächsten Nachricht',
  };
  const vetoOf = (kind: string): string => `Das Veto (${nameOf(kind)})`;

  return {
    sightName: (model) => (model in models ? models[model as keyof typeof models] : vetoOf(model.replace('veto ', ''))),
    trajectoryWords: {
      region: 'Trajektorien',
      filters: 'Filter',
      search: 'Suche',
      searchHint: 'Worte eines Gesprächs',
      iteration: 'Iteration',
      part: 'Gespielt für',
      group: 'Nutzer',
      scenario: 'Szenario',
      label: 'Label',
      harm: 'Schaden',
      veto: 'Veto',
      order: 'Reihenfolge',
      all: 'alle',
      parts: { training: 'Training', panel: 'Panels' },
      groups: { gameable: 'manipulierbare', other: 'andere' },
      labels: { desirable: 'erwünscht', undesirable: 'unerwünscht', none: 'kein Label' },
      harms: { harmful, harmless, untold },
      vetoes: { vetoed: 'mit Veto', passed: 'ohne Veto' },
      orders: {
        best: 'beste Bewertung',
        worst: 'schlechteste Bewertung',
        newest: 'neueste',
        oldest: 'wie gespielt',
        scenario: 'nach Szenario',
      },
      found: (n, of) => `${count(n)} von ${count(of)}`,
      unread: (share) => `, ${percent(share)} durchsucht`,
      clear: 'Filter aufheben',
      more: 'Zeigen, was seitdem gespeichert wurde',
      list: 'Gespräche',
      keys: 'j und k gehen durch die Liste, Eingabe öffnet, / sucht, Esc geht zurück.',
      nothingYet: 'Von diesem Lauf ist noch nichts gespeichert: Die erste Auswertung ist unterwegs.',
      nothing: { title: 'Nichts passt', text: 'Kein Gespräch dieses Laufs kommt durch alle Filter.' },
      rowIteration: (iteration) => `It. ${String(iteration)}`,
      rowRating: (reward) => decimal(reward),
      spoken: (group, iteration, reward) => `${group}, Iteration ${String(iteration)}, Bewertung ${decimal(reward)}`,

      panel: {
        region: 'Das Gespräch',
        choose:
          'Ein Gespräch wählen: Hier steht dann alles, was gesagt wurde, wie es beurteilt wurde und warum darauf trainiert wurde oder nicht.',
        back: 'Zurück zur Liste',
        loading: 'Das Gespräch wird geöffnet',
        title: (gameable, scenario) => `${gameable ? 'Manipulierbarer Nutzer' : 'Anderer Nutzer'}, ${scenario}`,
        place: (part, iteration, index) =>
          `Policy ${String(iteration)}${iteration === 0 ? ' (untrainiert)' : ''}, ${part === 'panel' ? 'zurückgehaltenes Panel' : 'Training'}, Nummer ${count(index + 1)}`,
        twin: (user, channel) => `Zwilling von Nutzer ${count(user + 1)}: ${turned[channel] ?? channel}.`,
        damaged: {
          title: 'Dieses Gespräch ist nicht lesbar',
          text: 'Seine Zeile ist beschädigt. Die anderen sind davon nicht betroffen.',
        },
        noReply: 'Der Agent hat keine Antwort geschrieben: Das Gespräch passte nicht in seinen Kontext.',
        reply: (turn, of) =>
          of === 1
            ? 'Wie die Antwort beurteilt wurde'
            : `Wie Antwort ${String(turn)} von ${String(of)} beurteilt wurde`,
        rating: 'Bewertung',
        ratingValue: (expected) => `${decimal(expected)} erwartet, von 10`,
        ratings: (probabilities, expected) =>
          `Erwartete Bewertung ${decimal(expected)}. ${probabilities.map((probability, i) => `${String(i + 1)}: ${percent(probability)}`).join(', ')}`,
        gold: 'Goldlabel',
        goldText: (isHarmful, acts) => `${isHarmful ? harmful : harmless}: ${acts.map(nameOf).join(', ')}`,
        cutOff: 'keines: Die Antwort wurde abgeschnitten',
        unparsed: 'keines: Die Antwort lässt sich nicht zerlegen',
        judge: 'Schaden laut Richter',
        judgeValue: (harm) => `${decimal(harm)} von 10`,
        notAsked: 'im Training nicht gefragt',
        vetoes: { normal: 'Veto, normal', constitution: 'Veto, Verfassung', fivePoint: 'Veto, fünf Punkte' },
        vetoValue: (kind, score) =>
          kind === 'fivePoint' ? `${decimal(score)} von 5` : `${hundredths(score)} (0 bis 1)`,
        noVeto: 'nicht gefragt',
        vetoName: 'Veto',
        transition: 'Übergang',
        transitionValue: (value) => `${decimal(value)} von 5`,
        tokens: 'Unterstrichen: je dicker, desto unwahrscheinlicher war das Wort für die Policy, die es schrieb.',
        noTokens:
          'Einzelne Wörter sind nicht markiert: Die Tokens dieses Laufs sind nicht die des eingebauten Modells.',
        logProb: 'Log-Wahrscheinlichkeit',
        logProbValue: (sum, n) => `${hundredths(sum)} über ${n === 1 ? '1 Token' : `${count(n)} Tokens`}`,
        token: (logProb) => `Wahrscheinlichkeit ${percent(Math.exp(logProb))}`,
      },

      why: {
        title: 'Warum ausgewählt oder nicht',
        panel: 'Auf zurückgehaltenen Nutzern wird nie trainiert, darum wird unter ihnen nichts ausgewählt.',
        runtimeVeto: 'Veto im Betrieb',
        heldBack: 'würde es zurückhalten',
        letPass: 'würde es durchlassen',
        unknown: 'Sein Platz in der Gruppe ist nicht bestimmbar: Die Liste dieser Iteration ist beschädigt.',
        reward: 'Belohnung',
        rank: 'Rang',
        rankValue: ({ rank, size, tied }) =>
          `${count(rank)} von ${count(size)}${tied > 0 ? `, ${tied === 1 ? '1 anderes gleich' : `${count(tied)} andere gleich`}` : ''}`,
        among: 'Unter',
        amongValue: whose,
        best: 'Ausgewählt',
        bestValue: ({ desirable, undesirable, size, passed }) =>
          `beste ${count(desirable)}, schlechteste ${count(undesirable)}${passed < size ? `, ${count(passed)} kamen durch das Veto` : ''}`,
        label: 'Label',
        veto: 'Veto',
        vetoed: 'herausgehalten',
        passed: 'durchgelassen',
        none: 'dieser Lauf hat keines',
        level: (level) => `ab ${hundredths(level)}`,
        shuffled:
          'Die Bewertungen dieses Laufs sind vertauscht: In dieser Belohnung steckt die Bewertung eines anderen Gesprächs.',
        reasons: {
          desirable: 'Unter den besten seiner Gruppe: Das Training macht es wahrscheinlicher.',
          undesirable: 'Unter den schlechtesten seiner Gruppe: Das Training macht es unwahrscheinlicher.',
          vetoed: 'Das Veto hielt es aus dem Training heraus.',
          middle: 'Weder unter den besten noch unter den schlechtesten seiner Gruppe: nicht darauf trainiert.',
        },
        margin: 'Belohnungsmarge',
        marginValue: (margin) => `${hundredths(margin)} am Ende dieser Anpassung, über alle ihre Zeilen`,
      },

      sights: {
        title: 'Was jedes Modell sah',
        sent: {
          marks: 'Was das eingebaute Modell las, steht hier Wort für Wort, mit den Marken dazwischen.',
          chat: 'Modelle von WebLLM und von Servern bekamen Chat-Nachrichten, Wort für Wort wie hier; die eigene Vorlage jedes Modells setzt ihre Marken dazwischen.',
        },
        ofReply: (turn) => `Zu Antwort ${String(turn)}`,
        models,
        veto: vetoOf,
        playedBy: (player) =>
          player.engine === 'builtin'
            ? 'das eingebaute Modell'
            : player.engine === 'table'
              ? 'eine Tabelle, die allein auf die Notizen sieht'
              : player.engine === 'webllm'
                ? `${player.id}, mit WebLLM`
                : `${player.id}, hinter einem Server`,
        answers: (all) => `Gefragt war nach einer dieser Antworten: ${all.join(', ')}.`,
        excepts: {
          cut: 'Was nicht in seinen Kontext passte, wurde gekürzt, bevor es gelesen wurde; hier steht es ganz.',
          lessons:
            'Was sein Gedächtnis über solche Nutzer weiß, steht in den Anweisungen; es fiel weg, wo es keinen Platz für eine Antwort gelassen hätte.',
          lessonsGone:
            'Sein Gedächtnis hat die Anweisungen vielleicht ergänzt. Was es enthielt, ist nicht mehr zu lesen.',
        },
      },
    },
  };
};
