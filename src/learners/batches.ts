import type { RandomStream } from '../core/rng/index.ts';

/**
 * Shuffled batches of `size`, at least 2. A last batch of a single row goes to the one before it, because a row has no
 * mismatched pair but another row. Fewer than `least` rows in all make no batch: 2 where a rule needs such pairs, else 1.
 */
export function batches<T>(rows: readonly T[], size: number, stream: RandomStream, least: 1 | 2): T[][] {
  if (!Number.isInteger(size) || size < 2) throw new RangeError(`batches of ${String(size)} rows`);
  if (rows.length < least) return [];
  const order = stream.shuffle([...rows]);
  const all: T[][] = [];
  for (let start = 0; start < order.length; start += size) all.push(order.slice(start, start + size));
  const last = all.at(-1);
  if (last?.length === 1 && all.length > 1) {
    all.pop();
    all.at(-1)?.push(...last);
  }
  return all;
}
