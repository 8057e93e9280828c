import type { Translation } from '../language.ts';

export const users: Translation['users'] = {
  usersWords: {
    title: 'Nutzer',
    tabs: { population: 'Wer kommt', own: 'Eigene Nutzer' },

    population: {
      intro: 'Wer zum Agenten kommt, und was an dessen Antworten belohnt wird.',
      panel: 'Die zurückgehaltenen Nutzer, an denen jede Policy erprobt wird, bleiben wie am Anfang des Laufs.',
      before: 'Vor dem Lauf verwenden',
      beforeHint: 'Wird Teil des Aufbaus. Ein gezeigter Lauf behält seinen, bis er zurückgesetzt wird.',
      next: (iteration) => `Ab Iteration ${String(iteration)} ändern`,
      nextHint: (iteration) =>
        `Geht von dem weiter, was ganz ist: Iteration ${String(iteration)} beginnt neu, falls sie begonnen hat. Der bisherige Lauf bleibt in der Bibliothek, und der geänderte ist ein eigener Lauf.`,
      noNext: 'Ein Lauf lässt sich ändern, während er läuft oder pausiert, und wo er abgebrochen wurde.',
      nothing: 'Noch ist nichts anders eingestellt.',
      changed: (n) => (n === 1 ? '1 Einstellung ist anders.' : `${String(n)} Einstellungen sind anders.`),
      compared: { preset: (value) => `jetzt: ${value}`, changed: 'noch nicht übernommen' },
      fixed: 'Der Link lässt einige dieser Einstellungen nicht ändern.',
    },
  },
};
