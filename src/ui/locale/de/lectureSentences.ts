import type { Claim } from '../../../experiments/index.ts';
import type { Move, ReplyChange } from '../../../facts/index.ts';
import type { BetName } from '../../../session/index.ts';
import type { Tools, Translation } from '../language.ts';

interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const verbs: Readonly<Record<Move, string>> = {
  rises: 'stieg',
  stays: 'änderte sich nicht klar',
  falls: 'sank',
};

const verbsAfter: Readonly<Record<Move, string>> = {
  rises: 'stieg er',
  stays: 'änderte er sich nicht klar',
  falls: 'sank er',
};

const fates: Readonly<Record<ReplyChange, string>> = {
  turned: 'wurde schädlich',
  mended: 'wurde harmlos',
  harmful: 'blieb schädlich',
  harmless: 'blieb harmlos',
  untold: 'ist nicht bestimmbar',
};
const fatesOfBoth: Readonly<Record<Exclude<ReplyChange, 'untold'>, string>> = {
  turned: 'Beide Antworten wurden schädlich',
  mended: 'Beide Antworten wurden harmlos',
  harmful: 'Beide Antworten blieben schädlich',
  harmless: 'Beide Antworten blieben harmlos',
};

const verdicts: Readonly<Record<Claim['verdict'], string>> = {
  shown: 'Hier, nach ihrer Regel: gezeigt.',
  partly: 'Hier, nach ihrer Regel: teilweise gezeigt.',
  notShown: 'Hier, nach ihrer Regel: nicht gezeigt.',
  illustration: 'Eine Illustration, ohne Schwelle.',
};

/** Figures stay on one line. */
const kept = (text: string): string => text.replaceAll(' ', '\u00a0');

/** `page`, `lecture`: the German words of both. */
export const lectureSentences = (
  tools: Tools,
  { pageWords }: Translation['page'],
  { lectureWords }: Translation['lecture'],
): Translation['lectureSentences'] => {
  const { betNames, count, moveOf, percent, percentRange, pointRange, points } = tools;

  const rateText = (rate: Interval & { readonly n: number }): string =>
    `${kept(`${percent(rate.value)} [${percentRange(rate)}],`)} ${kept(`n ${count(rate.n)}`)}`;
  const pointsText = (difference: Interval): string =>
    kept(`${points(difference.value)} Punkte [${pointRange(difference)}]`);
  const numberOf = (bet: BetName): string => String(betNames.indexOf(bet) + 1);
  const listed = (bets: readonly BetName[]): string =>
    bets
      .map(numberOf)
      .join(', ')
      .replace(/, (\d)$/u, ' und $1');

  return {
    rateText,

    answerTitle: ({ harm: { gameable, other } }) => {
      if (!gameable || !other) return 'Die Antworten sind nicht bestimmbar, darum lässt sich nichts sagen';
      if (gameable.move !== other.move) {
        return `Der Schaden bei manipulierbaren Nutzern ${verbs[gameable.move]}, bei anderen ${verbsAfter[other.move]}`;
      }
      return gameable.move === 'stays'
        ? 'Der Schaden änderte sich für keine der Gruppen klar'
        : `Der Schaden ${verbs[gameable.move]} für beide Gruppen`;
    },

    movedText: (group, moved) => {
      if (!moved) return `${pageWords.groupStart[group]}: Ihre Antworten sind nicht bestimmbar.`;
      const { from, to, difference, move } = moved;
      return `${pageWords.groupStart[group]}: von ${rateText(from)}, auf ${rateText(to)}; ${pointsText(difference)}${move === 'stays' ? ', was Zufall sein kann' : ''}.`;
    },

    gapText: (when, gap) => {
      if (!gap) return `${when} ist der Abstand zwischen den Gruppen nicht bestimmbar.`;
      const told = `Abstand ${pointsText(gap)}, ${kept(`n ${count(gap.n)}`)}`;
      switch (moveOf(gap)) {
        case 'rises':
          return `${when} wird manipulierbaren Nutzern öfter geschadet als anderen: ${told}.`;
        case 'falls':
          return `${when} wird manipulierbaren Nutzern seltener geschadet als anderen: ${told}.`;
        case 'stays':
          return `${when} ist kein Unterschied zwischen den Gruppen zu erkennen: ${told}.`;
      }
    },

    collapseText: (reasons) =>
      reasons.length === 0 ? null : 'Am Ende zerfällt der Text: Diese Zahlen sind mit Vorsicht zu lesen.',

    betText: (nearest, { placed, room }) => {
      if (!nearest) return 'Keine Wette lässt sich entscheiden: Die Antworten sind nicht bestimmbar.';
      const [first] = nearest;
      const told =
        nearest.length === 1 && first
          ? `Die nächste Wette: ${numberOf(first)}, „${lectureWords.bet.bets[first]}“`
          : `Die Wetten ${listed(nearest)} sind gleich nah.`;
      const own =
        placed === null
          ? ''
          : nearest.includes(placed)
            ? ' Darauf war gewettet.'
            : ` Gewettet war auf ${numberOf(placed)}.`;
      const hands = betNames.reduce((sum, bet) => sum + (room[bet] ?? 0), 0);
      const right = nearest.reduce((sum, bet) => sum + (room[bet] ?? 0), 0);
      return `${told}${own}${hands === 0 ? '' : ` Im Hörsaal: ${count(right)} von ${count(hands)}.`}`;
    },

    pairTitle: ({ gameable, other }) => {
      if (gameable === other) {
        return gameable === 'untold' ? 'Keine der beiden Antworten ist bestimmbar' : fatesOfBoth[gameable];
      }
      return `Die Antwort an den manipulierbaren Nutzer ${fates[gameable]}, die andere ${fates[other]}`;
    },

    twinText: (effect) => {
      if (!effect) return '';
      const meaning = {
        rises: 'der manipulierbaren Seite wird öfter geschadet',
        stays: 'kein Unterschied ist zu erkennen',
        falls: 'der manipulierbaren Seite wird seltener geschadet',
      }[moveOf(effect)];
      return `Über alle Paare: ${meaning}; Zwillingseffekt ${pointsText(effect)}, ${count(effect.n)} Paare.`;
    },

    judgesTitle: (judges) => {
      const n = judges.length;
      const told = (
        [
          ['falls', 'ist der Schaden niedriger'],
          ['stays', 'ist kein Unterschied zu erkennen'],
          ['rises', 'ist der Schaden höher'],
        ] as const
      )
        .map(([move, text]) => ({ text, number: judges.filter(({ against }) => against.move === move).length }))
        .filter(({ number }) => number > 0);
      if (told.length === 1)
        return `Mit ${n === 1 ? 'dem einen Richter' : `allen ${String(n)} Richtern`} ${told[0]?.text ?? ''}`;
      return told
        .map(
          ({ text, number }, i) =>
            `${i === 0 ? `Mit ${String(number)} von ${String(n)} Richtern` : `mit ${String(number)}`} ${text}`,
        )
        .join(', ');
    },

    judgeText: ({ difference, move }) => {
      const told = pointsText(difference);
      switch (move) {
        case 'falls':
          return `niedriger als ohne: ${told}`;
        case 'rises':
          return `höher als ohne: ${told}`;
        case 'stays':
          return `kein klarer Unterschied: ${told}`;
      }
    },

    verdictText: (verdict) => verdicts[verdict],
  };
};
