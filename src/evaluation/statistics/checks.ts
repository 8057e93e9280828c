// The refusals that all statistics share. Each throws a RangeError that names what was wrong.

export function requireCount(count: number, least: number, what: string): void {
  if (count < least) throw new RangeError(`${what}: ${count} given, at least ${least} needed`);
}

export function requireSameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>): void {
  if (a.length !== b.length) throw new RangeError(`lengths differ: ${a.length} and ${b.length}`);
}

export function requireFinite(values: Iterable<number>): void {
  for (const value of values) if (!Number.isFinite(value)) throw new RangeError(`${value} among the values`);
}

/** Infinities may be ranked, NaN has no rank. */
export function requireRankable(values: Iterable<number>): void {
  for (const value of values) if (Number.isNaN(value)) throw new RangeError('NaN among the values');
}
