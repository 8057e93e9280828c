import type { Tools, Translation } from '../language.ts';

export const locks = ({ count }: Tools): Translation['locks'] => ({
  lockWords: {
    title: 'Optionen für den Unterricht festlegen',
    intro:
      'Für jede Option lässt sich sagen, ob sie nach dem Öffnen des Links geändert werden darf. Ihr Wert ist der, der jetzt auf dieser Seite eingestellt ist.',
    honest:
      'Das ist eine Hilfe für den Unterricht, kein Schutz: Wer die Adresse ändert, kann alles ändern. Die Seite sagt beim Öffnen, welche Optionen der Link festgelegt hat und dass das jemand entschieden hat. Gespeicherte Läufe zeigen wie immer alle ihre Einstellungen.',
    names: { free: 'frei', fixed: 'fest', hidden: 'nicht gezeigt' },
    hints: {
      free: 'Darf geändert werden.',
      fixed: 'Wird gezeigt und lässt sich nicht ändern.',
      hidden: 'Wird nicht gezeigt und lässt sich nicht ändern.',
    },
    allBut: 'Alle festlegen außer',
    allButOf: (group) => `Alle in „${group}“ festlegen außer`,
    nothing: 'nichts',
    fix: 'Festlegen',
    fixOf: (group) => `Festlegen: ${group}`,
    free: 'Alle freigeben',
    freeOf: (group) => `Alle freigeben: ${group}`,
    everything: 'alles',
    tally: (free, fixed, hidden) =>
      [
        free > 0 ? `${count(free)} frei` : '',
        fixed > 0 ? `${count(fixed)} fest` : '',
        hidden > 0 ? `${count(hidden)} nicht gezeigt` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    link: 'Link für den Unterricht',
    code: (link) => `QR-Code: ${link}`,
    open: 'So öffnen, wie die Klasse ihn sieht',
    sum: (free, of) =>
      free === of
        ? 'Noch ist nichts festgelegt.'
        : free === 0
          ? 'Nach dem Öffnen lässt sich dieser Aufbau rechnen, aber nichts ändern.'
          : `Nach dem Öffnen lassen sich ${count(free)} von ${count(of)} Optionen ändern.`,
  },
});
