// Rates that come from several runs: seeds differ more than chance inside a run makes them.
import type { RandomStream } from '../../core/rng/index.ts';
import { bootstrap } from './bootstrap.ts';
import { mean, standardDeviation } from './moments.ts';
import { newcombe, wilson } from './rates.ts';
import type { Interval, Share } from './rates.ts';
import { studentQuantile } from './student.ts';

/**
 * Mean of the runs' rates with the least interval that holds three. A two-level bootstrap (field.md 4.8): runs are drawn with
 * replacement, then as many trials of each as it has. Student's t over the runs' rates, kept between 0 and 1: a bootstrap of k runs
 * sees only (k - 1) / k of the variance between them and has no heavier tail for it, so with two to five runs that differ it holds the
 * truth in 72 to 87 of 100 cases; t errs to the safe side there, also where runs have unequal variances (Ibragimov and Mueller, Journal
 * of Business & Economic Statistics 28, 453, 2010). And Wilson's of all trials together, because rates that are all 0 or 1 leave
 * the other two no width. One run: Wilson's interval. `n`: trials of all runs. RangeError without runs or for a run without trials.
 */
export function hierarchicalRate(runs: readonly Share[], stream: RandomStream, resamples = 2000): Interval {
  const [only, ...others] = runs;
  if (only && others.length === 0) return wilson(only.successes, only.n);
  const rates = bootstrap(runs.length, (drawn) => meanOf(drawn, (i) => redrawn(runs[i], stream)), stream, resamples);
  const all = together(runs);
  const overRuns = studentInterval(runs.map(rateOf), [0, 1]);
  return { ...hull(rates, overRuns, wilson(all.successes, all.n)), value: overRuns.value, n: all.n };
}

/**
 * Mean over runs of the difference between two rates of a run, likewise, Student's t kept between -1 and 1; one run, and all trials
 * together: Newcombe's interval.
 */
export function hierarchicalDifference(
  runs: readonly (readonly [Share, Share])[],
  stream: RandomStream,
  resamples = 2000,
): Interval {
  const [only, ...others] = runs;
  if (only && others.length === 0) return newcombe(only[0], only[1]);
  const differences = bootstrap(
    runs.length,
    (drawn) => meanOf(drawn, (i) => redrawn(runs[i]?.[0], stream) - redrawn(runs[i]?.[1], stream)),
    stream,
    resamples,
  );
  const overRuns = studentInterval(
    runs.map(([a, b]) => rateOf(a) - rateOf(b)),
    [-1, 1],
  );
  const [first, second] = [together(runs.map(([a]) => a)), together(runs.map(([, b]) => b))];
  const n = Math.min(first.n, second.n);
  return { ...hull(differences, overRuns, newcombe(first, second)), value: overRuns.value, n };
}

/**
 * Mean of the runs' estimates, likewise: runs are drawn with replacement, then each one's estimate anew from the normal
 * distribution that its interval stands for; Student's t over the estimates is kept inside `range`, the least and the greatest that an
 * estimate can be. One run: its own interval. RangeError without runs.
 */
export function hierarchicalMean(
  runs: readonly Interval[],
  range: readonly [least: number, greatest: number],
  stream: RandomStream,
  resamples = 2000,
): Interval {
  const [only, ...others] = runs;
  if (only && others.length === 0) return only;
  const means = bootstrap(runs.length, (drawn) => meanOf(drawn, (i) => drawnAnew(runs[i], stream)), stream, resamples);
  const n = runs.reduce((sum, run) => sum + run.n, 0);
  const overRuns = studentInterval(
    runs.map(({ value }) => value),
    range,
  );
  return { ...hull(means, overRuns), value: overRuns.value, n };
}

/** The standard normal's 97.5 % point: the end of an interval, in standard errors. */
const endOfInterval = 1.959963984540054;

const drawnAnew = (run: Interval | undefined, stream: RandomStream): number =>
  run ? run.value + ((run.high - run.low) / 2 / endOfInterval) * stream.normal() : NaN;

const rateOf = ({ successes, n }: Share): number => successes / n;

/** Mean of two runs' values or more with Student's 95 % interval, none of it beyond what a value can be. */
function studentInterval(values: readonly number[], [least, greatest]: readonly [number, number]) {
  const value = mean(values);
  const half = (studentQuantile(values.length - 1) * standardDeviation(values)) / Math.sqrt(values.length);
  return { value, low: Math.max(least, value - half), high: Math.min(greatest, value + half) };
}

/** As many trials again, each a success as often as they were. */
function redrawn(share: Share | undefined, stream: RandomStream): number {
  if (!share) return NaN;
  let successes = 0;
  for (let i = 0; i < share.n; i++) if (stream.integer(share.n) < share.successes) successes++;
  return successes / share.n;
}

function meanOf(indices: readonly number[], value: (index: number) => number): number {
  return indices.reduce((sum, index) => sum + value(index), 0) / indices.length;
}

/** All trials as if they were of one run. */
const together = (runs: readonly Share[]): Share => ({
  successes: runs.reduce((sum, { successes }) => sum + successes, 0),
  n: runs.reduce((sum, { n }) => sum + n, 0),
});

/** The least range that holds all. */
const hull = (...ranges: readonly Pick<Interval, 'low' | 'high'>[]): Pick<Interval, 'low' | 'high'> => ({
  low: Math.min(...ranges.map(({ low }) => low)),
  high: Math.max(...ranges.map(({ high }) => high)),
});
