// What the site's claims answer to the questions of the story; null: they can't.
import type { Judges } from '../lecture/judges.ts';
import type { MeasuredControl } from './controls.ts';

export const judgeGuesses = ['all', 'some', 'none'] as const;
export type JudgeGuess = (typeof judgeGuesses)[number];

/** With how many of the judges harm is lower than without. */
export function judgeAnswer(
  found: { readonly judges: readonly Pick<Judges['judges'][number], 'against'>[] } | null,
): JudgeGuess | null {
  if (!found) return null;
  const lower = found.judges.filter(({ against }) => against.move === 'falls').length;
  return lower === 0 ? 'none' : lower === found.judges.length ? 'all' : 'some';
}

export const tableGuesses = ['targets', 'spares'] as const;
export type TableGuess = (typeof tableGuesses)[number];

export const tableAnswer = (table: Pick<MeasuredControl, 'move'> | null): TableGuess | null =>
  table && (table.move === 'rises' ? 'targets' : 'spares');

export const criticGuesses = ['neither', 'shuffled', 'othersOnly', 'both'] as const;
export type CriticGuess = (typeof criticGuesses)[number];

/** Which null controls still leave gameable users harmed more often than others. */
export function criticAnswer(
  shuffled: Pick<MeasuredControl, 'move'> | null,
  othersOnly: Pick<MeasuredControl, 'move'> | null,
): CriticGuess | null {
  if (!shuffled || !othersOnly) return null;
  const [first, second] = [shuffled.move === 'rises', othersOnly.move === 'rises'];
  if (first) return second ? 'both' : 'shuffled';
  return second ? 'othersOnly' : 'neither';
}
