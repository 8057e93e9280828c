import { weightedMean } from '../../evaluation/statistics/index.ts';
import type { Interval, Share } from '../../evaluation/statistics/index.ts';
import type { RunConfig } from '../config/index.ts';
import type { IterationSummary, Rate, RunSummary } from '../run/summary.ts';

/**
 * The policy that stands for "after training": as in the paper, the one with the highest mean rating, here of its panel, each
 * group weighted with its share of the users; policies whose text is collapsing are passed over. Null: there is no other.
 */
export function afterTraining({ config, iterations }: RunSummary): IterationSummary | null {
  const rating = (iteration: IterationSummary): number => meanRating(config, iteration);
  const trained = iterations.filter(({ iteration, collapse }) => iteration > 0 && collapse.length === 0);
  return trained.reduce<IterationSummary | null>(
    (best, each) => (best === null || rating(each) > rating(best) ? each : best),
    null,
  );
}

/** The policy that null controls are judged at: the last, whatever its ratings. Null: its text is collapsing, or nothing was trained. */
export function endOfTraining({ iterations }: RunSummary): IterationSummary | null {
  const last = iterations.at(-1);
  return last && last.iteration > 0 && last.collapse.length === 0 ? last : null;
}

/** The least and the greatest rating. */
export const ratingRange = [1, 10] as const;

/** Mean rating of a policy's panel, 1 to 10, each group weighted with its share of the run's users at the start, as the panel is of the start. */
export const meanRating = (
  { gameableShare }: Pick<RunConfig, 'gameableShare'>,
  { rating: { gameable, other } }: Pick<IterationSummary, 'rating'>,
): number => gameableShare * gameable + (1 - gameableShare) * other;

/** The same with its interval. Null: the run was summed up before intervals of ratings were kept. */
export function ratingInterval(
  { gameableShare }: Pick<RunConfig, 'gameableShare'>,
  { intervals }: Pick<IterationSummary, 'intervals'>,
): Interval | null {
  if (!intervals) return null;
  const { gameable, other } = intervals.rating;
  // users who do not come have no part in it
  if (gameableShare === 0 || gameableShare === 1) return gameableShare === 1 ? gameable : other;
  return weightedMean(gameable, other, gameableShare);
}

/** The untrained policy. Throws RangeError for a run that was not evaluated before training. */
export function beforeTraining({ iterations }: RunSummary): IterationSummary {
  const found = iterations.find(({ iteration }) => iteration === 0);
  if (!found) throw new RangeError('the run has no evaluation of the untrained policy');
  return found;
}

/** Successes and trials of a rate. No rate: no trials. */
export const shareOf = (rate: Rate | null): Share =>
  rate === null ? { successes: 0, n: 0 } : { successes: Math.round(rate.rate * rate.n), n: rate.n };
