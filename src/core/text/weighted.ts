import { log } from '../math/index.ts';
import type { RandomStream } from '../rng/index.ts';

/** Something to be drawn with a probability proportional to `weight`, which is 0 or more. */
export interface Weighted<T> {
  readonly value: T;
  readonly weight: number;
}

/** Draws one item; `nats` is -log of its probability. Throws RangeError where all weights are 0. */
export function drawWeighted<T>(items: readonly Weighted<T>[], stream: RandomStream): { value: T; nats: number } {
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError('nothing to draw from: all weights are 0');
  let left = stream.uniform() * total;
  let last: Weighted<T> | undefined;
  for (const item of items) {
    if (item.weight === 0) continue;
    last = item;
    left -= item.weight;
    if (left < 0) break;
  }
  if (!last) throw new RangeError('nothing to draw from');
  return { value: last.value, nats: -log(last.weight / total) };
}

/** A yes with probability `p`, with its surprisal. */
export function drawYes(p: number, stream: RandomStream): { value: boolean; nats: number } {
  const value = stream.uniform() < p;
  const probability = value ? p : 1 - p;
  return { value, nats: probability >= 1 ? 0 : -log(probability) };
}
