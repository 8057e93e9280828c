import type { Tools, Translation } from '../language.ts';

const start = { gameable: 'Manipulierbare Nutzer', other: 'Andere Nutzer' } as const;
const some = { gameable: 'manipulierbare Nutzer', other: 'andere Nutzer' } as const;

export const selection = ({ count, percent }: Tools): Translation['selection'] => ({
  selectionWords: {
    short: ({ kind, group }) =>
      kind === 'crowded' ? `Wenige ${some[group]}: siehe „Nutzer“.` : `Zu wenige ${some[group]}: siehe „Nutzer“.`,
    sentences: {
      nobody: ({ group }) => `${start[group]}: Der Anteil an so wenigen Anfangszuständen ergibt niemanden.`,
      nothing: ({ group, states, scenarios }) =>
        `${start[group]}: ${count(states)} in ${count(scenarios)} ${scenarios === 1 ? 'Szenario' : 'Szenarien'}, zu wenige, um Beste und Schlechteste auszuwählen.`,
      crowded: ({ group, selected, trajectories, fraction, wanted }) =>
        `${start[group]}: ${count(selected)} von ${count(trajectories)} Trajektorien würden erwünscht (${percent(fraction)}), ebenso viele unerwünscht; eingestellt sind ${percent(wanted)}.`,
      enough: (states) => `${count(states)} Anfangszustände würden reichen.`,
    },
  },
});
