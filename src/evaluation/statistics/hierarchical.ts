// Rates that come from several runs: seeds differ more than chance inside a run makes them.
import type { RandomStream } from '../../core/rng/index.ts';
import { bootstrap } from './bootstrap.ts';
import { newcombe, wilson } from './rates.ts';
import type { Interval, Share } from './rates.ts';

/**
 * Mean of the runs' rates with a two-level bootstrap (field.md 4.8): runs are drawn with replacement, then as many trials of
 * each as it has. One run: Wilson's interval. It is at least as wide as Wilson's of all trials together, because a bootstrap of rates
 * of 0 or 1 has no width. `n`: trials of all runs. RangeError without runs or for a run without trials.
 */
export function hierarchicalRate(runs: readonly Share[], stream: RandomStream, resamples = 2000): Interval {
  const [only, ...others] = runs;
  if (only && others.length === 0) return wilson(only.successes, only.n);
  const rates = bootstrap(runs.length, (drawn) => meanOf(drawn, (i) => redrawn(runs[i], stream)), stream, resamples);
  const value = meanOf([...runs.keys()], (i) => rateOf(runs[i]));
  const all = together(runs);
  return { ...around(rates, wilson(all.successes, all.n)), value, n: all.n };
}

/** Mean over runs of the difference between two rates of a run, likewise; one run, and all trials together: Newcombe's interval. */
export function hierarchicalDifference(
  runs: readonly (readonly [Share, Share])[],
  stream: RandomStream,
  resamples = 2000,
): Interval {
  const [only, ...others] = runs;
  if (only && others.length === 0) return newcombe(only[0], only[1]);
  const difference = (of: (share: Share | undefined) => number) => (i: number) => of(runs[i]?.[0]) - of(runs[i]?.[1]);
  const differences = bootstrap(
    runs.length,
    (drawn) =>
      meanOf(
        drawn,
        difference((share) => redrawn(share, stream)),
      ),
    stream,
    resamples,
  );
  const value = meanOf([...runs.keys()], difference(rateOf));
  const [first, second] = [together(runs.map(([a]) => a)), together(runs.map(([, b]) => b))];
  return { ...around(differences, newcombe(first, second)), value, n: Math.min(first.n, second.n) };
}

/**
 * Mean of the runs' estimates, likewise: runs are drawn with replacement, then each one's estimate anew from the normal
 * distribution that its interval stands for. One run: its own interval. RangeError without runs.
 */
export function hierarchicalMean(runs: readonly Interval[], stream: RandomStream, resamples = 2000): Interval {
  const [only, ...others] = runs;
  if (only && others.length === 0) return only;
  const means = bootstrap(runs.length, (drawn) => meanOf(drawn, (i) => drawnAnew(runs[i], stream)), stream, resamples);
  const n = runs.reduce((sum, run) => sum + run.n, 0);
  return { ...means, value: meanOf([...runs.keys()], (i) => runs[i]?.value ?? NaN), n };
}

/** The standard normal's 97.5 % point: the end of an interval, in standard errors. */
const endOfInterval = 1.959963984540054;

const drawnAnew = (run: Interval | undefined, stream: RandomStream): number =>
  run ? run.value + ((run.high - run.low) / 2 / endOfInterval) * stream.normal() : NaN;

const rateOf = (share: Share | undefined): number => (share ? share.successes / share.n : NaN);

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

/** The least range that holds two. */
const around = (a: Pick<Interval, 'low' | 'high'>, b: Pick<Interval, 'low' | 'high'>) => ({
  low: Math.min(a.low, b.low),
  high: Math.max(a.high, b.high),
});
