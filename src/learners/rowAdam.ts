const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

interface Moments {
  readonly first: Float64Array;
  readonly second: Float64Array;
  power1: number;
  power2: number;
}

/** Adam (arXiv 1412.6980) on the rows of a table. A row's clock runs only in steps that touch it. */
export class RowAdam {
  readonly #moments = new Map<string, Moments>();

  /** Moves `row` against `gradient`, in place. */
  step(feature: string, row: Float64Array, gradient: Float64Array, learningRate: number): void {
    let moments = this.#moments.get(feature);
    if (!moments) {
      const zeros = (): Float64Array => new Float64Array(row.length);
      moments = { first: zeros(), second: zeros(), power1: 1, power2: 1 };
      this.#moments.set(feature, moments);
    }
    moments.power1 *= beta1;
    moments.power2 *= beta2;
    for (const [i, slope] of gradient.entries()) {
      const first = beta1 * (moments.first[i] ?? 0) + (1 - beta1) * slope;
      const second = beta2 * (moments.second[i] ?? 0) + (1 - beta2) * slope * slope;
      moments.first[i] = first;
      moments.second[i] = second;
      const step = first / (1 - moments.power1) / (Math.sqrt(second / (1 - moments.power2)) + epsilon);
      row[i] = (row[i] ?? 0) - learningRate * step;
    }
  }
}
