// Central differences of a float64 loss against a gradient found otherwise.
import { RandomStream } from '../../src/core/rng/index.ts';
import { moved } from './engineCases.ts';
import type { Parameters } from './referenceModel.ts';

export interface GradientCheck {
  readonly worst: number;
  /** Where, with both values. */
  readonly where: string;
  readonly checked: number;
}

// With a float64 loss of a few nats the rounding of the difference is about 1e-15 / 1e-5 = 1e-10 and the third
// derivative leaves about 1e-10 too: both far below what float32 gradients lose.
const step = 1e-5;

/**
 * Compares, per tensor, the entry with the largest gradient, the entries `entries` and others chosen blindly, and the
 * slope along one direction of +-1 that has all entries in it. The error of an entry is relative to it, or to a
 * hundredth of the tensor's largest where it is smaller than that; that of the direction is relative to the norm.
 */
export function checkGradients(
  parameters: Parameters,
  gradients: ReadonlyMap<string, Float32Array>,
  lossOf: (parameters: Parameters) => number,
  options: { readonly blind: number; readonly entries?: (name: string) => readonly number[] },
): GradientCheck {
  const stream = RandomStream.root(77);
  let worst = 0;
  let where = 'nowhere';
  let checked = 0;
  const note = (error: number, text: string): void => {
    checked++;
    if (!(error <= worst)) {
      worst = error;
      where = text;
    }
  };
  for (const [name, gradient] of gradients) {
    const own = stream.child(name);
    const slope = (direction: (index: number) => number): number => {
      const up = lossOf(moved(parameters, name, (i) => step * direction(i)));
      const down = lossOf(moved(parameters, name, (i) => -step * direction(i)));
      return (up - down) / (2 * step);
    };
    const largest = gradient.reduce(
      (best, value, i) => (Math.abs(value) > Math.abs(gradient[best] ?? 0) ? i : best),
      0,
    );
    const scale = Math.abs(gradient[largest] ?? NaN);
    const blind = Array.from({ length: options.blind }, () => own.integer(gradient.length));
    for (const index of [largest, ...(options.entries?.(name) ?? []), ...blind]) {
      const expected = slope((i) => (i === index ? 1 : 0));
      const found = gradient[index] ?? NaN;
      const error = Math.abs(found - expected) / Math.max(Math.abs(expected), scale / 100);
      // where both are 0 the quotient is no number, and there is nothing to compare
      note(
        found === 0 && expected === 0 ? 0 : error,
        `${name}[${String(index)}]: ${String(found)}, differences ${String(expected)}`,
      );
    }
    const signs = Float64Array.from(gradient, () => (own.uniform() < 0.5 ? -1 : 1));
    const along = gradient.reduce((sum, value, i) => sum + value * (signs[i] ?? 0), 0);
    const norm = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
    const expected = slope((i) => signs[i] ?? 0);
    note(
      norm === 0 && expected === 0 ? 0 : Math.abs(along - expected) / norm,
      `${name} along a direction: ${String(along)}, differences ${String(expected)}`,
    );
  }
  return { worst, where, checked };
}
