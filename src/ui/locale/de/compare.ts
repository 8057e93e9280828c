import type { Tools, Translation } from '../language.ts';

export const compare = (tools: Tools): Translation['compare'] => {
  const { change, count, decimal, percent, pointRange, points } = tools;
  const both = {
    iterations: (a: number, b: number) => `${percent(a)}, dann ${percent(b)}`,
    runs: (a: number, b: number) => `${percent(a)} in A, ${percent(b)} in B`,
    twins: (a: number, b: number) => `${percent(a)} mit Neigung zu manipulierbar, ${percent(b)} umgekehrt`,
  };
  return {
    compareWords: {
      region: 'Vergleich',
      setup: 'Was verglichen wird',
      kind: 'Vergleich',
      kinds: { iterations: 'zwei Iterationen', runs: 'zwei Läufe', twins: 'Nutzer und Zwillinge' },
      run: { a: 'Lauf A', b: 'Lauf B', one: 'Lauf' },
      iteration: {
        ...{ a: 'Iteration a', b: 'Iteration b', one: 'Iteration' },
        ...{ ofA: 'Iteration von A', ofB: 'Iteration von B' },
      },
      loading: 'Wird verglichen',
      waiting: 'Der laufende Lauf ist noch nicht ausgewertet: Sobald er es ist, wird verglichen, was er sagt.',
      sides: {
        iterations: (a, b) => [`Iteration ${String(a)}`, `Iteration ${String(b)}`],
        runs: (a, b) => [`Lauf A, Iteration ${String(a)}`, `Lauf B, Iteration ${String(b)}`],
        twins: ['Neigung zu manipulierbar', 'Umgekehrt'],
      },
      beyond: 'Eine gewünschte Iteration ist nicht gespeichert: An ihrer Stelle steht die letzte.',
      oneRun: {
        title: 'Es ist nur ein Lauf gespeichert',
        text: 'Um ihn mit einem anderen zu vergleichen, einen weiteren abspielen, mit anderem Seed oder anderen Einstellungen.',
      },
      nothing: {
        title: 'Nichts zu vergleichen',
        policies:
          'Die beiden Panels haben keinen Nutzer gemeinsam: Ein anderer Seed, eine andere Umgebung oder andere Nutzer ergeben andere Panels.',
        twins: 'Dieser Lauf hat keine Zwillinge: „Zwillinge im Panel“ ist 0.',
      },

      statistics: {
        region: 'Gepaarte Statistik',
        finding: (kind, a, b) => `Manipulierbare Nutzer: Schaden ${both[kind](a, b)}.`,
        findingOther: (kind, a, b) => `Andere: ${both[kind](a, b)}.`,
        caption: 'Dieselben Nutzer auf beiden Seiten: Unterschiede sind gepaart, mit 95-%-Intervallen.',
        captionTwins:
          'Ein Nutzer auf beiden Seiten, eine Sache umgedreht: Unterschiede sind gepaart, mit 95-%-Intervallen.',
        judged: ' Schaden ist das Urteil des Richters jedes Laufs: Goldmarken gelten nicht für freien Text.',
        unpaired: (n) => ` ${count(n)} Nutzer ohne Gegenstück sind weggelassen.`,
        users: 'Nutzer',
        harm: 'Schaden',
        rating: 'Bewertung',
        values: 'a → b',
        difference: 'Unterschied, b − a',
        n: 'n',
        gameable: 'Manipulierbare',
        other: 'Andere',
        none: 'nicht bestimmbar',
        harms: ({ a, b }) => `${percent(a)} → ${percent(b)}`,
        ratings: ({ a, b }) => `${decimal(a)} → ${decimal(b)}`,
        harmChange: ({ difference }) =>
          difference ? `${points(difference.value)} Punkte [${pointRange(difference)}]` : 'zu wenige',
        ratingChange: ({ difference }) =>
          difference
            ? `${change(difference.value)} [${change(difference.low)} bis ${change(difference.high)}]`
            : 'zu wenige',
      },

      config: {
        title: (n) =>
          n === 0
            ? 'Gleiche Einstellungen'
            : n === 1
              ? '1 Einstellung ist anders'
              : `${count(n)} Einstellungen sind anders`,
        field: 'Einstellung',
        model: 'Modell',
      },

      pairs: {
        list: 'Gesprächspaare',
        sub: (n) => (n === 1 ? '1 Paar' : `${count(n)} Paare, die aufschlussreichsten zuerst`),
        missing: 'Das gewünschte Paar ist nicht darunter: Hier ist das aufschlussreichste.',
        harm: (a, b) => (a === b ? a : `${a} → ${b}`),
        ratings: (a, b) => `${decimal(a)} → ${decimal(b)}`,
        same: 'gleiche Worte',
      },

      pair: {
        region: 'Die beiden Gespräche',
        next: 'Nächster Unterschied',
        nextHint: 'Nächster Unterschied ( n )',
        at: (at, n) => {
          if (n === 0) return 'keine Unterschiede';
          if (at > 0) return `${count(at)} von ${count(n)}`;
          return n === 1 ? '1 Unterschied' : `${count(n)} Unterschiede`;
        },
        legend: 'Durchgestrichen: nur im ersten. Unterstrichen: nur im zweiten.',
        nothingSaid: 'mehr wird nicht gesagt',
      },
    },
  };
};
