// 95 % intervals for rates and means (field.md 4.8). Nothing here is one-sided or corrected for several comparisons.
import { requireCount, requireSameLength } from './checks.ts';
import { mean, standardDeviation } from './moments.ts';
import { studentQuantile } from './student.ts';

/** The standard normal's 97.5 % point. */
const z = 1.959963984540054;

/** An estimate with its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Observations that it rests on; for a difference of two rates those of the smaller group. */
  readonly n: number;
}

/** So many successes among n trials. */
export interface Share {
  readonly successes: number;
  readonly n: number;
}

/** A rate with Wilson's score interval. RangeError unless both are whole numbers with 0 <= successes <= n and n >= 1. */
export function wilson(successes: number, n: number): Interval {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`a rate of ${n} trials`);
  if (!Number.isSafeInteger(successes) || successes < 0 || successes > n) {
    throw new RangeError(`${successes} successes in ${n} trials`);
  }
  return scoreInterval(successes / n, n);
}

/** Wilson's interval of a rate that rests on n trials, or is worth as many. */
function scoreInterval(rate: number, n: number): Interval {
  const shrink = 1 + (z * z) / n;
  const centre = (rate + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n));
  return {
    value: rate,
    // at the ends the bound equals the rate, but for rounding
    low: rate === 0 ? 0 : Math.max(0, centre - half),
    high: rate === 1 ? 1 : Math.min(1, centre + half),
    n,
  };
}

/** The difference a - b of two independent rates with Newcombe's hybrid score interval. Errors as in `wilson`. */
export function newcombe(a: Share, b: Share): Interval {
  return independentDifference(wilson(a.successes, a.n), wilson(b.successes, b.n));
}

/**
 * The difference a - b of two independent estimates, with an interval made of theirs (MOVER): of two rates with Wilson's
 * intervals it is Newcombe's. Where both rest on the same subjects it is too wide rather than too narrow.
 */
export function independentDifference(a: Interval, b: Interval): Interval {
  const value = a.value - b.value;
  return {
    value,
    low: value - lengthOf(a.value - a.low, b.high - b.value),
    high: value + lengthOf(a.high - a.value, b.value - b.low),
    n: Math.min(a.n, b.n),
  };
}

/** weight a + (1 - weight) b of two independent estimates, 0 <= weight <= 1, with an interval made of theirs (MOVER); n: of both. */
export function weightedMean(a: Interval, b: Interval, weight: number): Interval {
  const rest = 1 - weight;
  const value = weight * a.value + rest * b.value;
  return {
    value,
    low: value - lengthOf(weight * (a.value - a.low), rest * (b.value - b.low)),
    high: value + lengthOf(weight * (a.high - a.value), rest * (b.high - b.value)),
    n: a.n + b.n,
  };
}

/**
 * The difference a - b between two rates of the same n subjects, each a pair [a, b], with Newcombe's hybrid score interval
 * for paired data (Statistics in Medicine 17, 2635, 1998: method 10). It stays within -1 and 1, and pairs that all agree leave
 * it a width. RangeError without pairs.
 */
export function pairedRates(pairs: readonly (readonly [boolean, boolean])[]): Interval {
  const count = (a: boolean, b: boolean): number => pairs.filter((pair) => pair[0] === a && pair[1] === b).length;
  const [both, first, second, neither] = [
    count(true, true),
    count(true, false),
    count(false, true),
    count(false, false),
  ];
  const n = pairs.length;
  const a = wilson(both + first, n);
  const b = wilson(both + second, n);
  const correlation = phi(both, first, second, neither);
  const value = (first - second) / n;
  const reach = (x: number, y: number): number => Math.sqrt(x * x - 2 * correlation * x * y + y * y);
  return {
    value,
    low: value - reach(a.value - a.low, b.high - b.value),
    high: value + reach(a.high - a.value, b.value - b.low),
    n,
  };
}

/** Correlation of two binary outcomes, where it is positive corrected for continuity; 0 where one of them never varies. */
function phi(both: number, first: number, second: number, neither: number): number {
  const n = both + first + second + neither;
  const spread = (both + first) * (second + neither) * (both + second) * (first + neither);
  if (spread === 0) return 0;
  const product = both * neither - first * second;
  return (product > 0 ? Math.max(product - n / 2, 0) : product) / Math.sqrt(spread);
}

/**
 * Mean of the differences between paired observations, SE = sd / sqrt(n), normal: too narrow below some 30 pairs. RangeError
 * below two pairs or when a difference is not finite.
 */
export function pairedDifference(differences: readonly number[]): Interval {
  const n = differences.length;
  return around(mean(differences), (z * standardDeviation(differences)) / Math.sqrt(n), n);
}

/**
 * Mean of values that are dependent inside their clusters: values[i] belongs to the cluster named clusters[i].
 * SE^2 = sum over clusters of (sum of the cluster's deviations)^2 / n^2 (Miller, arXiv 2411.00640); Student's t with one
 * degree of freedom less than clusters. RangeError below two clusters, for unequal lengths or a value that is not finite.
 */
export function clusteredMean(values: readonly number[], clusters: readonly (string | number)[]): Interval {
  requireSameLength(values, clusters);
  const n = values.length;
  const value = mean(values);
  const deviations = new Map<string | number, number>();
  for (const [index, cluster] of clusters.entries()) {
    deviations.set(cluster, (deviations.get(cluster) ?? 0) + (values[index] ?? NaN) - value);
  }
  requireCount(deviations.size, 2, 'clusters');
  let squares = 0;
  for (const deviation of deviations.values()) squares += deviation * deviation;
  return around(value, (studentQuantile(deviations.size - 1) * Math.sqrt(squares)) / n, n);
}

/**
 * A rate of trials that are dependent inside their clusters: the range of `clusteredMean` between 0 and 1, at least as wide as Wilson's of
 * as many independent trials, which is what it is where each cluster has one. Where all clusters have the same rate, or there is only
 * one, they don't tell how alike their trials are: each then counts as one trial. RangeError without trials or for unequal lengths.
 */
export function clusteredRate(outcomes: readonly boolean[], clusters: readonly (string | number)[]): Interval {
  requireSameLength(outcomes, clusters);
  const n = outcomes.length;
  const independent = wilson(outcomes.filter(Boolean).length, n);
  const count = new Set(clusters).size;
  if (count === n) return independent;
  const spread = count > 1 ? clusteredMean(outcomes.map(Number), clusters) : null;
  const { low, high } =
    spread && spread.high - spread.low > rounding ? spread : scoreInterval(independent.value, count);
  return {
    ...independent,
    low: Math.min(independent.low, Math.max(0, low)),
    high: Math.max(independent.high, Math.min(1, high)),
  };
}

/** What sums that cancel may leave. */
const rounding = 1e-9;

function around(value: number, half: number, n: number): Interval {
  return { value, low: value - half, high: value + half, n };
}

function lengthOf(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
