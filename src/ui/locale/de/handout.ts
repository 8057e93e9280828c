import type { Tools, Translation } from '../language.ts';

export const handout = ({ count }: Tools): Translation['handout'] => ({
  handoutWords: {
    title: 'Als Seite speichern',
    intro:
      'Eine Datei mit dem Lauf aus der Ansicht Lauf und allem, was zum Lesen nötig ist: Sie öffnet sich in jedem Browser, vom Datenträger, ohne Netz. Sie enthält die Diagramme mit ihren Zahlen, Zwillingspaare jeder Iteration, die Einstellungen und den Fingerabdruck.',
    none: 'In der Ansicht Lauf ist kein Lauf. Gespeicherte Läufe lassen sich in der Bibliothek sichern.',
    save: 'Die Seite speichern',
    saveShort: 'Als Seite',
    saved: 'Gespeichert',
    failed: 'Die Seite konnte nicht erstellt werden.',

    kind: 'Ein Lauf von Swayground',
    region: 'Der Lauf',
    seed: (seed) => `Seed ${String(seed)}`,
    iteration: 'Iteration',
    at: (iteration, iterations) =>
      `Iteration ${String(iteration)} von ${String(iterations)}${iteration === 0 ? ', untrainiert' : ''}`,
    settings: 'Einstellungen',
    setting: 'Einstellung',
    value: 'Wert',
    about: 'Über diese Datei',
    ends: {
      finished: 'Der Lauf ist zu Ende.',
      collapsed: 'Der Lauf endete, weil sein Text zerfiel.',
      cancelled: 'Der Lauf wurde abgebrochen.',
      none: 'Der Lauf war noch nicht zu Ende, als diese Datei entstand.',
    },
    left: ({ kept, of }) =>
      `Sie enthält, was an jeder Iteration gemessen wurde, und ${kept === of ? `alle ${count(of)}` : `${count(kept)} von ${count(of)}`} Zwillingspaare, ` +
      'Wahrscheinlichkeiten der Bewertungen auf vier Stellen. Die Gespräche des Trainings und die trainierten Policies fehlen: Der Link öffnet den Aufbau, der sich neu rechnen lässt.',
    madeBy: (version) => `Erstellt mit Swayground ${version}.`,
    model: (name) => `Modell ${name}`,
    link: 'Den Lauf in Swayground öffnen',
    unreadable: 'Diese Datei ist nicht lesbar',
    empty: 'Diese Seite liest gespeicherte Läufe. Sie enthält keinen: „Teilen“ in der Ansicht Lauf erstellt sie.',
  },
});
