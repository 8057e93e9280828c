import type { RandomStream } from '../../core/rng/index.ts';
import { requireCount } from './checks.ts';
import type { Interval } from './rates.ts';

/**
 * 95 % interval of a statistic by the percentile bootstrap over clusters: `resamples` times, as many clusters as there are
 * are drawn with replacement. `statistic` gets the indices of the clusters drawn, each as often as it was. Resamples
 * without a value (NaN) are left out. RangeError below two clusters or ten resamples, or where no resample has a value.
 */
export function bootstrap(
  clusters: number,
  statistic: (drawn: readonly number[]) => number,
  stream: RandomStream,
  resamples = 400,
): Interval {
  requireCount(clusters, 2, 'clusters');
  requireCount(resamples, 10, 'resamples');
  const values: number[] = [];
  for (let i = 0; i < resamples; i++) {
    const value = statistic(Array.from({ length: clusters }, () => stream.integer(clusters)));
    if (!Number.isNaN(value)) values.push(value);
  }
  requireCount(values.length, 1, 'resamples with a value');
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? NaN;
  return {
    value: statistic(Array.from({ length: clusters }, (_, index) => index)),
    low: at(0.025),
    high: at(0.975),
    n: clusters,
  };
}
