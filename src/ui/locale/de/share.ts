import type { Translation } from '../language.ts';

export const share: Translation['share'] = {
  shareWords: {
    title: 'Teilen',
    setup: 'Link zum Aufbau',
    moment: 'Link zu diesem Moment',
    momentHint:
      'Mit der Ansicht und dem, was sie zeigt (Iteration, Filter, offenes Gespräch), und mit dem Fingerabdruck des Laufs: Wer ihn noch einmal rechnet, erfährt, ob dasselbe herauskam.',
    holds:
      'Ein Link enthält Einstellungen und wohin zu sehen ist, keine Gespräche und keine Ergebnisse. Nichts wird hochgeladen.',
    holdsWritten:
      'Diese Links enthalten selbst Geschriebenes: Nachrichten und Notizen aus dem Chat oder eigene Nutzer. Wer den Link hat, kann es lesen. Nichts wird hochgeladen.',
    lock: 'Für den Unterricht: Optionen festlegen …',
    lockHint: 'Ein Link, der sagt, was sich nach dem Öffnen ändern lässt.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    codeOf: 'QR-Code',
    codes: { setup: 'zum Aufbau', moment: 'zu diesem Moment' },
    code: (link) => `QR-Code: ${link}`,
    large: 'Groß, für einen Hörsaal',
    tooLong:
      'Dieser Link ist zu lang für einen QR-Code. Er lässt sich kopieren, der Lauf in der Bibliothek exportieren.',
    refused: 'Der Browser hat das Kopieren nicht zugelassen: Link bitte von Hand markieren und kopieren.',
  },
};
