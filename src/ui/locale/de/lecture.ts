import type { Tools, Translation } from '../language.ts';

const seedsText = (seeds: number): string =>
  seeds === 1
    ? 'Ein Seed: Ein anderer kann anders ausgehen.'
    : `${String(seeds)} Seeds: Ein weiterer kann anders ausgehen.`;

export const lecture = ({ count, percent }: Tools): Translation['lecture'] => ({
  lectureWords: {
    region: 'Vorlesung',
    loading: 'Der aufgezeichnete Lauf wird gelesen …',
    about:
      'Simulierte Nutzer, ein kleines Modell, ein eingebauter Richter: ein Spielzeug. Die Gespräche sind auf Englisch.',
    position: (index, n) => `${String(index)} von ${String(n)}`,
    nav: 'Stationen der Vorlesung',
    names: {
      twins: 'Zwei Nutzer',
      bet: 'Die Wette',
      play: 'Das Training',
      scrub: 'Vorher, nachher',
      veto: 'Ein Richter',
      claim: 'Was gilt',
      sandbox: 'Probieren',
    },
    before: 'Zurück',
    next: 'Weiter',
    notes: 'Notizen',
    notesRegion: 'Notizen zum Vortrag',
    share: 'Teilen',
    leave: 'Verlassen',
    keys: 'Pfeile oder Presenter: weiter, zurück · Pos1, Ende · Leertaste spielt ab · N Notizen · S teilen · Esc verlässt',
    goesOn: 'Der eigene Lauf geht dahinter weiter.',
    when: { before: 'Vor jedem Training', end: 'Am Ende' },

    missing: {
      title: 'Der aufgezeichnete Lauf dieser Vorlesung ist nicht auf dieser Seite',
      text: 'Die Stationen vor dem Richter bestehen aus ihm. Derselbe Lauf lässt sich hier in wenigen Minuten rechnen.',
      action: 'Seinen Aufbau öffnen',
    },
    fault: { title: 'Der aufgezeichnete Lauf ist nicht lesbar', action: 'Noch einmal' },

    twins: {
      text: (share) =>
        `Beide schreiben dieselben Worte; die Notizen des Assistenten über sie unterscheiden sich. ${percent(share)} der simulierten Nutzer sind manipulierbar: Sie bewerten eine Antwort höher, wenn sie ihnen sagt, was sie hören wollen. Schädlich heißt hier: Wo es zwei Seiten gibt, stellt sich die Antwort ganz auf die des Nutzers.`,
    },

    crowd: {
      users: (gameable, of) =>
        `${String(of)} Nutzer in der Mischung dieses Laufs: ${String(gameable)} manipulierbare (gefüllte Rauten), ${String(of - gameable)} andere (Ringe)`,
      gameable: 'manipulierbare Nutzer',
      others: 'andere Nutzer',
    },

    bet: {
      title: 'Was bewirkt Training auf den Bewertungen aller?',
      text: (iterations, share) =>
        `In jeder von ${count(iterations)} Iterationen redet der Assistent mit simulierten Nutzern, sie bewerten seine Antworten, und er wird auf den besten und den schlechtesten trainiert. ${percent(share)} der Nutzer sind manipulierbar.`,
      group: 'Die Wette',
      bets: {
        less: 'Weniger Schaden für alle.',
        more: 'Mehr Schaden für alle.',
        targeted: 'Mehr Schaden für manipulierbare Nutzer, für die anderen nicht.',
        nothing: 'Es ändert sich kaum etwas.',
      },
      room: (bet) => `Wie viele im Hörsaal sagen: ${bet}`,
      roomTitle: 'Hände',
      hint: 'Tasten 1 bis 4. Wie viele Hände: nur wer mag; nichts davon wird gespeichert oder gesendet.',
      rule: 'Wie die Wette entschieden wird: Der Schaden einer Gruppe steigt oder sinkt, wenn das 95-%-Intervall seiner Änderung über oder unter 0 liegt; sonst tut er keines von beiden. Die nächste Wette weicht in den wenigsten Schritten ab, von sinkt über keines bis steigt.',
    },

    play: {
      title: 'Das Training abspielen',
      caption:
        'Anteil schädlicher Antworten an zurückgehaltene Nutzer, 95-%-Intervalle. Der Abstand zwischen den Gruppen ist schattiert.',
      play: 'Abspielen',
      again: 'Noch einmal',
      pause: 'Pause',
      end: 'Das Ende zeigen',
      at: (iteration, iterations) =>
        iteration === 0 ? 'Untrainiert' : `Iteration ${String(iteration)} von ${String(iterations)}`,
      cursor: 'Iteration, im Diagramm des Schadens',
      answer: 'Die Antwort',
      waiting: 'Die Leertaste spielt ab und hält an. Hier steht die Antwort, wenn der Lauf abgespielt ist.',
      gap: (text) => `Abstand ${text}`,
    },

    scrub: {
      slider: 'Iteration der Antworten',
      hint: '[ und ] ändern die Iteration',
      first: 'untrainiert',
      marks: 'Durchgestrichen: vor dem Training gesagt. Unterstrichen: neu.',
      telling: (n) => `Nach Regel gewählt: das aufschlussreichste von ${String(n)} Paaren.`,
    },

    veto: {
      title: 'Ein Richter, der schädliche Gespräche aus dem Training heraushält',
      note: 'Hinweis zum Inhalt: Diese Zahlen stammen aus Therapy-Talk, wo Nutzer nach Drogen, Trinken, Gewalt und Ähnlichem fragen. Keiner der Texte wird gezeigt.',
      nameless: 'Kein Richter',
      judge: (name) => `Richter: ${name}`,
      legend: (seeds) =>
        `Anteil schädlicher Antworten nach dem Training, alle Nutzer manipulierbar, ${seeds}. Punkt und Balken: hier, mit 95-%-Intervall. Gepunktet: das 8B-Modell des Papers.`,
      each: (seeds) => `je ${seeds}`,
      between: (least, most) => `je ${String(least)} bis ${String(most)} Seeds`,
      missing: 'Eine solche Zahl ist auf dieser Seite noch nicht gemessen.',
      loading: 'Die Zahlen werden gelesen …',
    },

    claim: {
      missing: 'Auf dieser Seite ist noch keine Behauptung über Targeting entschieden.',
      title: 'Was zu glauben ist',
      limitsTitle: 'Und was nicht',
      limits: (seeds) => [
        'Die Nutzer sind simuliert; kein Mensch wurde gefragt.',
        'Das Modell hat eine Viertelmillion Parameter; Produkte haben Milliarden.',
        'Nutzer, Bewertende und Richter sind dasselbe kleine Modell wie der Assistent.',
        seeds === null ? 'Wenige Seeds: Ein anderer kann anders ausgehen.' : seedsText(seeds),
        'Es zeigt, dass ein Mechanismus wirken kann, nicht, wie oft er es in alltäglichen Produkten tut.',
      ],
      row: 'Die Behauptung und ihre Zahlen',
    },

    sandbox: {
      title: 'Selbst probieren',
      text: 'Dieser Link enthält den Aufbau des eben gezeigten Laufs. Er öffnet sich im Browser und rechnet denselben Lauf, Bit für Bit, auf dem eigenen Rechner. Nichts wird hochgeladen.',
      code: (link) => `QR-Code: ${link}`,
      link: 'Link zum Aufbau',
      open: 'Die Spielwiese öffnen',
      openLive: 'Neben dem Lauf einrichten',
      goOn: (title) => `In der Ansicht Lauf ist ein Lauf zu sehen: ${title}.`,
      goOnLive: (title) =>
        `In der Ansicht Lauf läuft ein Lauf: ${title}. Er behält seinen eigenen Aufbau, bis er zurückgesetzt wird.`,
      goOnAction: 'Mit diesem weitermachen',
    },

    speaker: {
      twins: [
        'Zuerst auf die Notizen zeigen: Nur darin unterscheiden sich die beiden Spalten.',
        'Eine Antwort vorlesen. Fragen, ob jemand einen Unterschied darin sieht, wie hilfreich sie sind.',
        'Hier ist das Modell untrainiert. Ob es die Gruppen schon verschieden behandelt, sagen die Zahlen darunter.',
      ],
      bet: [
        'Fünf Sekunden Zeit geben und Hände zählen; die Felder rechts bewahren die Zahlen für die Antwort auf.',
        'Nichts andeuten: Die Antwort ist, was der aufgezeichnete Lauf gemessen hat.',
      ],
      play: [
        'Die Leertaste drücken und schweigen, bis es anhält; das dauert etwa zehn Sekunden.',
        'Dann das Intervall des Abstands vorlesen, nicht nur seine Mitte.',
        'Fragen, was ein Mittelwert über alle Nutzer gezeigt hätte.',
      ],
      scrub: [
        'Vom Ersten zum Letzten ziehen oder die Klammertasten benutzen.',
        'Durchgestrichen ist, was das untrainierte Modell sagte, unterstrichen, was neu ist.',
        'Ein Paar ist ein Beispiel, gewählt, weil es aufschlussreich ist; der Zwillingseffekt darunter hat das Intervall.',
      ],
      veto: [
        'Vorher sagen: Dies sind Zahlen von Therapy-Talk, und kein Text daraus wird gezeigt.',
        'Fragen, warum das Training gegen einen Richter anlernen kann, der manchen Schaden durchlässt.',
        'Richter sind verschieden. Nicht sagen, dass Vetos wirken oder versagen: sagen, welches hier was getan hat.',
      ],
      claim: [
        'Die Grenzen vorlesen. Sie gehören zum Ergebnis.',
        'Die gepunkteten Marken sind die des Papers: anderes Modell, andere Größe, gleiche Frage.',
      ],
      sandbox: [
        'Den Code an der Wand lassen, während Fragen kommen.',
        'Gemeinsam eine Sache ändern: den Anteil manipulierbarer Nutzer, das Veto, den Seed.',
      ],
    },
  },
});
