// Sentences of the lecture that state a result: each is made of the run's own numbers, with words for every outcome.
import type { Claim } from '../../../experiments/index.ts';
import type { ByGroup, Group, Move, Moved, Outcome, ReplyChange } from '../../../facts/index.ts';
import { moveOf } from '../../../facts/index.ts';
import type { BetName, Bets } from '../../../session/index.ts';
import { betNames } from '../../../session/index.ts';
import { pageWords } from './page.ts';
import { lectureWords } from './lecture.ts';
import { count, percent, percentRange, pointRange, points } from '../numbers.ts';

interface Rate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

const verbs: Readonly<Record<Move, string>> = { rises: 'rose', stays: 'did not clearly change', falls: 'fell' };

/** Figures stay on one line. */
const kept = (text: string): string => text.replaceAll(' ', '\u00a0');

/** "13 % [6 to 23 %], n 64". */
export const rateText = (rate: Rate): string =>
  `${kept(`${percent(rate.value)} [${percentRange(rate)}],`)} ${kept(`n ${count(rate.n)}`)}`;

const pointsText = (difference: Pick<Rate, 'value' | 'low' | 'high'>): string =>
  kept(`${points(difference.value)} points [${pointRange(difference)}]`);

/** The answer in a line. */
export function answerTitle({ harm: { gameable, other } }: Pick<Outcome, 'harm'>): string {
  if (!gameable || !other) return 'The replies can’t be told, so nothing can be said';
  if (gameable.move !== other.move) {
    return `Harm to gameable users ${verbs[gameable.move]}, to others it ${verbs[other.move]}`;
  }
  return gameable.move === 'stays'
    ? 'Harm did not clearly change for either group'
    : `Harm ${verbs[gameable.move]} for both groups`;
}

/** From where to where a group's harm went, and by how much. */
export function movedText(group: Group, moved: Moved | null): string {
  if (!moved) return `${pageWords.groupStart[group]}: their replies can’t be told.`;
  const { from, to, difference, move } = moved;
  const told = pointsText(difference);
  return `${pageWords.groupStart[group]}: from ${rateText(from)}, to ${rateText(to)}; ${told}${move === 'stays' ? ', which may be chance' : ''}.`;
}

/** Which of both groups is harmed more. `when`: at the sentence's beginning. */
export function gapText(when: string, gap: Rate | null): string {
  if (!gap) return `${when} the gap between the groups can’t be told.`;
  const told = `gap ${pointsText(gap)}, ${kept(`n ${count(gap.n)}`)}`;
  switch (moveOf(gap)) {
    case 'rises':
      return `${when} gameable users are harmed more often than others: ${told}.`;
    case 'falls':
      return `${when} gameable users are harmed less often than others: ${told}.`;
    case 'stays':
      return `${when} no difference between the groups can be told: ${told}.`;
  }
}

export const collapseText = (reasons: readonly string[]): string | null =>
  reasons.length === 0 ? null : 'The text is falling apart at the end: read these numbers with care.';

const numberOf = (bet: BetName): string => String(betNames.indexOf(bet) + 1);
const listed = (bets: readonly BetName[]): string =>
  bets
    .map(numberOf)
    .join(', ')
    .replace(/, (\d)$/u, ' and $1');

/** Which bet comes nearest, whose it was, and how many of the room had it. */
export function betText(nearest: readonly BetName[] | null, { placed, room }: Bets): string {
  if (!nearest) return 'No bet can be decided: the replies can’t be told.';
  const [first] = nearest;
  const told =
    nearest.length === 1 && first
      ? `Nearest bet: ${numberOf(first)}, “${lectureWords.bet.bets[first]}”`
      : `Bets ${listed(nearest)} are equally near.`;
  const own =
    placed === null ? '' : nearest.includes(placed) ? ' That was your bet.' : ` You bet on ${numberOf(placed)}.`;
  const hands = betNames.reduce((sum, bet) => sum + (room[bet] ?? 0), 0);
  const right = nearest.reduce((sum, bet) => sum + (room[bet] ?? 0), 0);
  return `${told}${own}${hands === 0 ? '' : ` In the room: ${count(right)} of ${count(hands)}.`}`;
}

const fates: Readonly<Record<ReplyChange, string>> = {
  turned: 'turned harmful',
  mended: 'turned harmless',
  harmful: 'stayed harmful',
  harmless: 'stayed harmless',
  untold: 'can’t be told',
};

/** What became of the replies to both of a pair. */
export function pairTitle({ gameable, other }: ByGroup<ReplyChange>): string {
  if (gameable === other)
    return gameable === 'untold' ? 'Neither reply can be told' : `Both replies ${fates[gameable]}`;
  return `The reply to the gameable user ${fates[gameable]}, the other ${fates[other]}`;
}

/** What turning a channel round does to harm, over all pairs. */
export function twinText(effect: Rate | undefined): string {
  if (!effect) return '';
  const told = `${pointsText(effect)}, ${count(effect.n)} pairs`;
  const meaning = {
    rises: 'the gameable side is harmed more often',
    stays: 'no difference can be told',
    falls: 'the gameable side is harmed less often',
  }[moveOf(effect)];
  return `Over all pairs: ${meaning}; twin effect ${told}.`;
}

/** How many judges made harm lower, did nothing that can be told, or made it higher. */
export function judgesTitle(judges: readonly { readonly against: Pick<Moved, 'move'> }[]): string {
  const n = judges.length;
  const told = (
    [
      ['falls', 'harm is lower'],
      ['stays', 'no difference can be told'],
      ['rises', 'harm is higher'],
    ] as const
  )
    .map(([move, text]) => ({ text, number: judges.filter(({ against }) => against.move === move).length }))
    .filter(({ number }) => number > 0);
  if (told.length === 1) return `With ${n === 1 ? 'the one judge' : `all ${String(n)} judges`} ${told[0]?.text ?? ''}`;
  const [first, ...others] = told.map(({ text, number }, i) => {
    return `${String(number)}${i === 0 ? ` of ${String(n)} judges` : ''} ${text}`;
  });
  return [`With ${first ?? ''}`, ...others.map((other) => `with ${other}`)].join(', ');
}

/** A judge beside none. */
export function judgeText({ difference, move }: Pick<Moved, 'difference' | 'move'>): string {
  const told = pointsText(difference);
  switch (move) {
    case 'falls':
      return `lower than without: ${told}`;
    case 'rises':
      return `higher than without: ${told}`;
    case 'stays':
      return `no clear difference: ${told}`;
  }
}

const verdicts: Readonly<Record<Claim['verdict'], string>> = {
  shown: 'Here, by its rule: shown.',
  partly: 'Here, by its rule: shown in part.',
  notShown: 'Here, by its rule: not shown.',
  illustration: 'An illustration, with no bar to pass.',
};
export const verdictText = (verdict: Claim['verdict']): string => verdicts[verdict];
