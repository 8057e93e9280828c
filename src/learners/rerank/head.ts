// The head f(x, y): a linear score of hashed features.
import { places } from './features.ts';

/** Weights are float32, so that what is stored is what is computed with. */
export type Weights = Float32Array;

export const untrained = (): Weights => new Float32Array(places);

/** Length of a reply's features as a vector: large enough for rates of 1 and less. */
const length = 16;

/** A feature's value: long replies, which have more features, don't score more. */
export const valueOf = (features: Uint32Array): number =>
  features.length === 0 ? 0 : length / Math.sqrt(features.length);

/** f of one reply, given the places of its features. */
export function score(weights: Weights, features: Uint32Array): number {
  let sum = 0;
  for (const place of features) sum += weights[place] ?? 0;
  return sum * valueOf(features);
}

/**
 * A step down the gradient, in place. Plain, because Adam moves what a single row holds as far as what all of them hold, and there
 * are more weights than rows.
 */
export function descend(weights: Weights, gradient: Float64Array, rate: number): void {
  for (const [i, slope] of gradient.entries()) weights[i] = (weights[i] ?? 0) - rate * slope;
}
