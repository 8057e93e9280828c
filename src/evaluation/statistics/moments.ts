import { requireCount, requireFinite, requireSameLength } from './checks.ts';

/** Arithmetic mean. RangeError when there are no values or one is not finite. */
export function mean(values: readonly number[]): number {
  requireCount(values.length, 1, 'values');
  requireFinite(values);
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Sample standard deviation (divisor n - 1). RangeError below two values or when one is not finite. */
export function standardDeviation(values: readonly number[]): number {
  requireCount(values.length, 2, 'values');
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) * (value - centre);
  return Math.sqrt(sum / (values.length - 1));
}

/** Mean of |a[i] - b[i]|. RangeError when there are no pairs, lengths differ or a value is not finite. */
export function meanAbsoluteError(a: readonly number[], b: readonly number[]): number {
  requireSameLength(a, b);
  requireFinite(b);
  return mean(a.map((value, index) => Math.abs(value - (b[index] ?? NaN))));
}

/**
 * Linear correlation, from -1 to 1. RangeError when lengths differ, a value is not finite, or one of the two lists does
 * not vary: the correlation is then undefined, and a 0 would look like a finding.
 */
export function pearson(a: readonly number[], b: readonly number[]): number {
  requireSameLength(a, b);
  requireCount(a.length, 2, 'pairs');
  const centreA = mean(a);
  const centreB = mean(b);
  // told by comparison: the rounded mean of equal values may differ from them
  if (isConstant(a) || isConstant(b)) throw new RangeError('a list does not vary');
  let [aa, bb, ab] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const fromA = value - centreA;
    const fromB = (b[index] ?? NaN) - centreB;
    aa += fromA * fromA;
    bb += fromB * fromB;
    ab += fromA * fromB;
  }
  return bounded(ab, aa, bb);
}

/** Cosine of the angle between two vectors, from -1 to 1. RangeError when empty, of unequal length, zero or not finite. */
export function cosine(a: Float32Array, b: Float32Array): number {
  requireSameLength(a, b);
  requireCount(a.length, 1, 'components');
  requireFinite(a);
  requireFinite(b);
  let [aa, bb, ab] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? NaN;
    aa += value * value;
    bb += other * other;
    ab += value * other;
  }
  return bounded(ab, aa, bb);
}

/** product / sqrt(squaresA squaresB), kept inside [-1, 1] against rounding. */
function bounded(product: number, squaresA: number, squaresB: number): number {
  const norm = Math.sqrt(squaresA) * Math.sqrt(squaresB);
  if (!(norm > 0 && norm < Infinity)) throw new RangeError('a vector of no or too great length');
  return Math.max(-1, Math.min(1, product / norm));
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}
