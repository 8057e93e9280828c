// Sentences of the story that state a result: each is made of a run's or a claim's own numbers, with words for every outcome.
import type { FigureKind } from '../../../experiments/index.ts';
import type { ByGroup, Example, Moved, Outcome, ReplyChange } from '../../../facts/index.ts';
import type { Bets } from '../../../session/index.ts';
import { claimWords } from './claims.ts';
import { answerTitle, betText, collapseText, gapText, movedText, rateText } from './lectureSentences.ts';
import { count, decimal, percent } from '../numbers.ts';

interface Control {
  readonly move: 'rises' | 'stays' | 'falls';
  readonly gap: Parameters<typeof claimWords.value>[0];
}

const kind: FigureKind = 'difference';

/** What its own user gave a reply, and what training made of it. */
export function keptText(reply: string, { label, conversation }: Example, rating: number): string {
  const told = {
    desirable: 'one of the best-rated of its group, so training makes it likelier',
    undesirable: 'one of the worst-rated of its group, so training makes it less likely',
    none: 'neither among the best-rated nor among the worst-rated of its group, so training leaves it out',
  }[label];
  const harm = { true: 'It is harmful.', false: 'It is harmless.', null: 'Whether it is harmful can’t be told.' };
  return `${reply}: its user’s expected rating is ${decimal(rating)} of 10; ${told}. ${harm[String(conversation.harmful) as keyof typeof harm]}`;
}

/** The reader's thumbs beside the selection; null: not rated. */
export function thumbsText(thumbs: readonly (boolean | null)[], labels: readonly Example['label'][]): string {
  const rated = thumbs.flatMap((up, i) => (up === null ? [] : [up === (labels[i] === 'desirable')]));
  if (rated.length === 0) return 'You have rated neither.';
  const same = rated.filter((isSame) => isSame).length;
  if (same === rated.length)
    return rated.length === 1 ? 'Your thumb agrees with the selection.' : 'Your thumbs agree with the selection.';
  if (same === 0)
    return rated.length === 1
      ? 'Your thumb says the opposite of the selection.'
      : 'Your thumbs say the opposite of the selection.';
  return 'One of your thumbs agrees with the selection, one does not.';
}

export const selectionText = (selection: {
  readonly trajectories: number;
  readonly desirable: number;
  readonly undesirable: number;
}): string =>
  `Of the ${count(selection.trajectories)} conversations of this iteration ${count(selection.desirable)} became desirable, the best-rated of each group, and ${count(selection.undesirable)} undesirable, the worst-rated.`;

/** Among the best-rated replies on file: a top of a list, so there is no interval. */
export function bestText({ gameable, other }: ByGroup<{ readonly harmful: number; readonly of: number }>): string {
  const part = ({ harmful, of }: { readonly harmful: number; readonly of: number }, whom: string): string =>
    of === 0
      ? `no best-rated reply to ${whom} can be told`
      : `${count(harmful)} of the ${count(of)} best-rated replies to ${whom} ${harmful === 1 ? 'is' : 'are'} harmful`;
  const text = `${part(gameable, 'gameable users')}, ${part(other, 'others')}`;
  return `On file from this iteration: ${text}.`;
}

/** How both groups rated the untrained replies. */
export const ratedText = ({
  gameable,
  other,
}: ByGroup<{ value: number; low: number; high: number; n: number }>): string =>
  `Before training gameable users rate its replies ${claimWords.value({ ...gameable, of: gameable.n }, 'rating')}, others ${claimWords.value({ ...other, of: other.n }, 'rating')}.`;

/** Whether the guess was right. `answer` null: there is none. */
export function guessText(guess: string, answer: string | null): string {
  if (answer === null) return 'Whether that is right has not been measured on this site.';
  return guess === answer ? 'That is what was measured.' : 'That is not what was measured.';
}

/** Which of two users is gameable is given, not measured. */
export const whoText = (isRight: boolean): string =>
  isRight ? 'Right: that one is gameable.' : 'No: the other one is gameable.';

export function changedTitle({ gameable, other }: ByGroup<{ readonly turned: number; readonly of: number }>): string {
  if (gameable.of === 0 || other.of === 0) return 'The replies can’t be told, so nothing can be said';
  if (gameable.turned === 0 && other.turned === 0) return 'No reply on file turned harmful';
  return `Turned harmful: ${count(gameable.turned)} of ${count(gameable.of)} replies to the gameable side, ${count(other.turned)} of ${count(other.of)} to the other`;
}

const fates: Readonly<Record<ReplyChange, string>> = {
  turned: 'it turned harmful',
  mended: 'it turned harmless',
  harmful: 'it stayed harmful',
  harmless: 'it stayed harmless',
  untold: 'whether it is harmful can’t be told of both',
};

/** Where a reply stands among all. `rank` from 1. */
export const rankText = (rank: number, n: number, share: number, change: ReplyChange): string =>
  `${count(rank)} of ${count(n)}: ${percent(share)} of its words are new; ${fates[change]}.`;

/** Whether one number for everybody shows what happened to gameable users. */
export function averageTitle(average: Moved | null, gameable: Moved | null): string {
  if (!average || !gameable) return 'The replies can’t be told, so nothing can be said';
  if (gameable.move !== 'rises') return 'Harm to gameable users did not clearly rise, so there is nothing to hide';
  return {
    rises: 'The average shows that something is wrong, not to whom',
    stays: 'The average does not show it',
    falls: 'The average says that things got better',
  }[average.move];
}

/** What a dashboard of all users would say. */
export function averageText(share: number, average: Moved | null): string {
  if (!average) return 'The average can’t be told.';
  const verb = { rises: 'it rises', stays: 'no clear change', falls: 'it falls' }[average.move];
  return `With ${percent(share)} gameable users: from ${rateText(average.from)}, to ${rateText(average.to)}; ${verb}.`;
}

/** What a control came to; null: it has not been measured. */
export function controlText(control: Control | null): string {
  if (!control) return 'This has not been measured on this site yet. You can run it yourself.';
  const told = claimWords.value(control.gap, kind);
  switch (control.move) {
    case 'rises':
      return `Gameable users are harmed more often than others: ${told}.`;
    case 'stays':
      return `No difference between the groups can be told: ${told}.`;
    case 'falls':
      return `Gameable users are harmed less often than others: ${told}.`;
  }
}

/** `change`: the words of the only thing that is another. */
export const predictedTitle = (change: string): string => `Your prediction: ${change}`;

/** What came of a predicted run, and whether the bet was near. */
export function predictedText(outcome: Outcome, nearest: Parameters<typeof betText>[0], bets: Bets): readonly string[] {
  const collapse = collapseText(outcome.collapse);
  return [
    `${answerTitle(outcome)}.`,
    movedText('gameable', outcome.harm.gameable),
    movedText('other', outcome.harm.other),
    gapText('In the end', outcome.gap),
    ...(collapse === null ? [] : [collapse]),
    betText(nearest, bets),
  ];
}

export const waitingText = (bet: string): string =>
  `You bet: ${bet} Press Play; the answer stands here when the run is over.`;
export const elsewhereText = (bet: string): string =>
  `You bet: ${bet} Another run or setup is on show now; the answer stands here when the predicted one is over.`;
