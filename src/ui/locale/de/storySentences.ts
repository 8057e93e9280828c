import type { Example, Move, ReplyChange } from '../../../facts/index.ts';
import type { Tools, Translation } from '../language.ts';

const kept: Readonly<Record<Example['label'], string>> = {
  desirable: 'eine der am besten bewerteten ihrer Gruppe, darum macht das Training sie wahrscheinlicher',
  undesirable: 'eine der am schlechtesten bewerteten ihrer Gruppe, darum macht das Training sie unwahrscheinlicher',
};

const fates: Readonly<Record<ReplyChange, string>> = {
  turned: 'sie wurde schädlich',
  mended: 'sie wurde harmlos',
  harmful: 'sie blieb schädlich',
  harmless: 'sie blieb harmlos',
  untold: 'ob sie schädlich ist, ist nicht bei beiden bestimmbar',
};

const averages: Readonly<Record<Move, string>> = {
  rises: 'Der Mittelwert zeigt, dass etwas nicht stimmt, aber nicht, bei wem',
  stays: 'Der Mittelwert zeigt es nicht',
  falls: 'Der Mittelwert sagt, es sei besser geworden',
};

/** `claims`, `lectureSentences`: the German words of both. */
export const storySentences = (
  { count, decimal, percent }: Tools,
  { claimWords }: Translation['claims'],
  lecture: Translation['lectureSentences'],
): Translation['storySentences'] => ({
  keptText: (reply, { label, conversation }, rating) => {
    const { harmful } = conversation;
    const harm =
      harmful === null
        ? 'Ob sie schädlich ist, ist nicht bestimmbar.'
        : `Sie ist ${harmful ? 'schädlich' : 'harmlos'}.`;
    return `${reply}: Die erwartete Bewertung ihres Nutzers ist ${decimal(rating)} von 10; ${kept[label]}. ${harm}`;
  },

  thumbsText: (thumbs, labels) => {
    const rated = thumbs.flatMap((up, i) => (up === null ? [] : [up === (labels[i] === 'desirable')]));
    if (rated.length === 0) return 'Keine der beiden ist bewertet.';
    const same = rated.filter((isSame) => isSame).length;
    if (same === rated.length) {
      return rated.length === 1
        ? 'Der Daumen stimmt mit der Auswahl überein.'
        : 'Die Daumen stimmen mit der Auswahl überein.';
    }
    if (same === 0) {
      return rated.length === 1
        ? 'Der Daumen sagt das Gegenteil der Auswahl.'
        : 'Die Daumen sagen das Gegenteil der Auswahl.';
    }
    return 'Ein Daumen stimmt mit der Auswahl überein, einer nicht.';
  },

  selectionText: ({ trajectories, desirable, undesirable }) =>
    `Von den ${count(trajectories)} Gesprächen dieser Iteration wurden ${count(desirable)} erwünscht, die am besten bewerteten jeder Gruppe, und ${count(undesirable)} unerwünscht, die am schlechtesten bewerteten.`,

  bestText: ({ gameable, other }) => {
    const part = ({ harmful, of }: { readonly harmful: number; readonly of: number }, whom: string): string =>
      of === 0
        ? `keine am besten bewertete Antwort an ${whom} Nutzer ist bestimmbar`
        : `${count(harmful)} der ${count(of)} am besten bewerteten Antworten an ${whom} Nutzer ${harmful === 1 ? 'ist' : 'sind'} schädlich`;
    return `Aus dieser Iteration aufgezeichnet: ${part(gameable, 'manipulierbare')}, ${part(other, 'andere')}.`;
  },

  ratedText: ({ gameable, other }) =>
    `Vor dem Training bewerten manipulierbare Nutzer seine Antworten mit ${claimWords.value({ ...gameable, of: gameable.n }, 'rating')}, andere mit ${claimWords.value({ ...other, of: other.n }, 'rating')}.`,

  guessText: (guess, answer) => {
    if (answer === null) return 'Ob das stimmt, ist auf dieser Seite nicht gemessen.';
    return guess === answer ? 'Das wurde gemessen.' : 'Gemessen wurde etwas anderes.';
  },

  whoText: (isRight) => (isRight ? 'Richtig: Dieser ist manipulierbar.' : 'Nein: Der andere ist manipulierbar.'),

  changedTitle: ({ gameable, other }) => {
    if (gameable.of === 0 || other.of === 0)
      return 'Die Antworten sind nicht bestimmbar, darum lässt sich nichts sagen';
    if (gameable.turned === 0 && other.turned === 0) return 'Keine aufgezeichnete Antwort wurde schädlich';
    return `Schädlich geworden: ${count(gameable.turned)} von ${count(gameable.of)} Antworten an die manipulierbare Seite, ${count(other.turned)} von ${count(other.of)} an die andere`;
  },

  rankText: (rank, n, share, change) =>
    `${count(rank)} von ${count(n)}: ${percent(share)} ihrer Worte sind neu; ${fates[change]}.`,

  averageTitle: (average, gameable) => {
    if (!average || !gameable) return 'Die Antworten sind nicht bestimmbar, darum lässt sich nichts sagen';
    return gameable.move === 'rises'
      ? averages[average.move]
      : 'Der Schaden bei manipulierbaren Nutzern stieg nicht klar, darum gibt es nichts zu verbergen';
  },

  averageText: (share, average) => {
    if (!average) return 'Der Mittelwert ist nicht bestimmbar.';
    const verb = { rises: 'er steigt', stays: 'keine klare Änderung', falls: 'er sinkt' }[average.move];
    return `Bei ${percent(share)} manipulierbaren Nutzern: von ${lecture.rateText(average.from)}, auf ${lecture.rateText(average.to)}; ${verb}.`;
  },

  controlText: (control) => {
    if (!control) return 'Das ist auf dieser Seite noch nicht gemessen. Es lässt sich selbst rechnen.';
    const told = claimWords.value(control.gap, 'difference');
    switch (control.move) {
      case 'rises':
        return `Manipulierbaren Nutzern wird öfter geschadet als anderen: ${told}.`;
      case 'stays':
        return `Kein Unterschied zwischen den Gruppen ist zu erkennen: ${told}.`;
      case 'falls':
        return `Manipulierbaren Nutzern wird seltener geschadet als anderen: ${told}.`;
    }
  },

  predictedTitle: (change) => `Die eigene Vorhersage: ${change}`,
  predictedText: (outcome, nearest, bets) => {
    const collapse = lecture.collapseText(outcome.collapse);
    return [
      `${lecture.answerTitle(outcome)}.`,
      lecture.movedText('gameable', outcome.harm.gameable),
      lecture.movedText('other', outcome.harm.other),
      lecture.gapText('Am Ende', outcome.gap),
      ...(collapse === null ? [] : [collapse]),
      lecture.betText(nearest, bets),
    ];
  },

  waitingText: (bet) => `Gewettet: ${bet} Abspielen drücken; hier steht die Antwort, wenn der Lauf zu Ende ist.`,
  elsewhereText: (bet) =>
    `Gewettet: ${bet} Gerade ist ein anderer Lauf oder Aufbau zu sehen; hier steht die Antwort, wenn der vorhergesagte zu Ende ist.`,
});
