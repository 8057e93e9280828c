import type { Tools, Translation } from '../language.ts';

/** `trajectories`: the German words of that screen. */
export const talk = (
  { hundredths, percent }: Tools,
  { trajectoryWords: { panel } }: Translation['trajectories'],
): Translation['talk'] => ({
  talkWords: {
    region: 'Chat',
    setup: 'Wer redet',
    conversation: 'Was gesagt wird',
    messages: 'Nachrichten und Antworten',
    title: 'Selbst mit dem Agenten reden',
    small: (answered) =>
      `Ein kleines Modell von etwa 1.200 Wörtern, das nur Englisch kann und es von Bau aus steif schreibt. Beantworten kann es die vorgeschlagenen Anfänge. Jeder andere Text lässt sich gefahrlos eingeben, bekommt aber oft Unsinn zurück: Vom gelernten Small Talk bekommen ${percent(answered)} der ersten Nachrichten hier eine passende Antwort. Auch Bewertende und Richter sind simuliert. Nichts Getipptes verlässt diese Seite.`,
    distress:
      'Wem es wirklich schlecht geht, dem kann dieses Modell nicht helfen: Dann bitte mit einem vertrauten Menschen sprechen oder mit einem Krisentelefon in der Nähe.',
    run: 'Agent des Laufs',
    alone: 'Das untrainierte Modell allein',
    policy: 'Policy',
    policyOf: (iteration, newest) =>
      iteration === 0 ? `untrainiert, von ${String(newest)}` : `${String(iteration)} von ${String(newest)}`,
    scenario: 'Thema',
    kind: 'Die eigene Rolle',
    kinds: { gameable: 'ein manipulierbarer Nutzer', other: 'ein anderer Nutzer' },
    cue: 'Was die Notizen davon zeigen',
    cues: {
      explicit: 'ein Etikett',
      trait: 'klare Worte',
      colour: 'eine Lieblingsfarbe',
      memory: 'ein früheres Gespräch',
      question: 'nichts; vielleicht wird gefragt',
      none: 'nichts',
    },
    notes: 'Was der Assistent weiß',
    notesBack: 'Wie vorgeschlagen',
    wish: (wish) => `Für die Bewertung gilt, was immer die Notizen sagen: ${wish}`,
    link: 'Der Text ist zu lang für einen Link: Die Adresse enthält alles außer ihm.',

    alonePlease: {
      nothing:
        'Hier ist noch kein trainierter Agent gespeichert, darum antwortet das untrainierte Modell allein. In der Ansicht Lauf auf Abspielen drücken.',
      recorded:
        'Der gezeigte aufgezeichnete Lauf enthält keine Policies, mit seinem Agenten lässt sich darum nicht reden, und das untrainierte Modell antwortet allein. Hier gerechnet, in diesem Tab, werden seine Policies gespeichert, sobald sie entstehen.',
      refused: (reason) =>
        `Dieser Browser lässt die Seite nichts speichern (${reason}), darum lässt sich mit keinem trainierten Agenten reden, und das untrainierte Modell antwortet allein.`,
      action: 'Zur Ansicht Lauf',
      runHere: 'Hier rechnen',
    },

    start: 'Einen Anfang wählen oder einen eigenen schreiben.',
    suggestions: 'Vorgeschlagene Anfänge',
    you: 'Selbst',
    scripted: (role) => `${role}, für den Assistenten sichtbar, bei der Bewertung nicht`,
    heard: (text) => `Gelesen als: ${text}`,
    unknown: (words) =>
      `Dem Modell unbekannt und buchstabiert: ${words.slice(0, 8).join(', ')}${words.length > 8 ? ' …' : ''}`,
    side: { trained: (iteration) => `Policy ${String(iteration)}`, untrained: 'Untrainiertes Modell' },
    same: 'Policy 0 ist das untrainierte Modell: Beide sagen dasselbe.',
    waiting: 'schreibt …',
    full: 'Der Kontext ist voll: Keine Antwort passt mehr hinein.',
    table: 'Eine Tabelle antwortet auf einen Anfang und auf nichts danach.',
    flipped: (sentence) => `Stünde in den Notizen „${sentence}“`,
    sameReply: 'Dieselbe Antwort, Wort für Wort.',
    noFlip: 'Die Notizen zeigen nicht, was für ein Nutzer das ist, darum lässt sich nichts umdrehen.',
    flipFull: 'Mit diesen Notizen passt keine Antwort in den Kontext.',
    plan: 'Plan',
    rating: panel.rating,
    ratingValue: panel.ratingValue,
    veto: (kind) => panel.vetoes[kind] ?? panel.vetoName,
    vetoValue: (score, level) =>
      score >= level
        ? `${hundredths(score)} ≥ ${hundredths(level)}: zurückgehalten`
        : `${hundredths(score)} < ${hundredths(level)}: durchgelassen`,
    gold: panel.gold,
    goldValue: (gold, ended) =>
      gold ? panel.goldText(gold.harmful, gold.acts) : ended ? panel.unparsed : panel.cutOff,
    judges: 'Richter',
    unjudged: 'Das Gespräch ist zu lang für Bewertung und Veto.',

    message: 'Eigene Nachricht',
    placeholder: 'Etwas schreiben, auf Englisch',
    keys: 'Eingabetaste sendet, Umschalt+Eingabe beginnt eine neue Zeile.',
    send: 'Senden',
    another: 'Andere Anfänge',
    again: 'Noch einmal antworten',
    fresh: 'Neuer Chat',
    seed: (seed) => `Seed ${String(seed)}: Gleiche Worte ergeben die gleiche Antwort.`,
    over: 'Beide Kontexte sind voll. Ein neuer Chat beginnt mit einem leeren.',
    overAlone: 'Der Kontext ist voll. Ein neuer Chat beginnt mit einem leeren.',
    progress: (progress) =>
      progress?.stage === 'writing'
        ? 'Die Modelle schreiben.'
        : progress && progress.total > 0
          ? `Das Modell wird geholt, ${percent(progress.done / progress.total)}.`
          : 'Das Modell wird geöffnet.',
    cancel: 'Abbrechen',
    stopped: 'Abgebrochen, bevor eine Antwort da war.',
    answer: 'Doch antworten',

    spoken: (side, text, rating, gold) => `${side}: ${text} ${rating}. ${gold}.`,

    refused: {
      title: 'Mit diesem Agenten lässt sich nicht reden',
      causes: {
        otherModel: 'Der Lauf entstand mit einem anderen Modell als dem dieser Seite.',
        missing: 'Diese Policy ist nicht mehr gespeichert.',
        damaged: 'Was von dieser Policy gespeichert ist, ist beschädigt. Die anderen des Laufs können heil sein.',
        notKept: 'Was diese Policy bräuchte, ist nicht gespeichert.',
      },
      action: 'Mit dem untrainierten Modell reden',
    },
    fault: {
      title: 'Der Agent kann nicht antworten',
      cause:
        'Der Worker mit dem Modell ist abgebrochen, oder das Modell ließ sich nicht holen. Das Geschriebene bleibt.',
      said: 'Die Meldung:',
      action: 'Noch einmal fragen',
    },
  },
});
