/**
 * A linear probe: which direction of a network's activations tells two classes apart? Logistic regression on features
 * brought to mean 0 and variance 1, so that `l2` means the same for every feature and layer.
 */
import { requireCount, requireFinite } from './checks.ts';
import { minimiseLogistic, type LogisticProblem } from './logistic.ts';

export interface Probe {
  /** Log-odds per unit of each raw feature; 0 for a feature that did not vary. */
  readonly weights: Float64Array;
  /** Log-odds of a row of zeros. */
  readonly bias: number;
}

/**
 * The probe that minimises mean log-loss (nats) + l2 / 2 * |w|^2, w in standardised units and without the bias: the one
 * minimum of a strictly convex function, whatever the order of the rows. `labels[i]` is the class of `rows[i]`.
 * RangeError when a class is empty, rows are ragged, empty or not finite, or l2 is not above 0 (separable classes would
 * have no minimum) or too small for double precision (1e-6 is not).
 */
export function fitProbe(rows: readonly Float32Array[], labels: readonly boolean[], l2: number): Probe {
  if (!(l2 > 0 && l2 < Infinity)) throw new RangeError(`l2 of ${l2}`);
  if (rows.length !== labels.length) throw new RangeError(`${rows.length} rows, ${labels.length} labels`);
  const positives = labels.filter((label) => label).length;
  requireCount(Math.min(positives, labels.length - positives), 1, 'rows of each class');
  const width = rows[0]?.length ?? 0;
  requireCount(width, 1, 'features');
  for (const row of rows) {
    requireWidth(row, width);
    requireFinite(row);
  }

  const { features, means, deviations } = standardise(rows, width);
  const problem: LogisticProblem = { features, labels, columns: width + 1, l2 };
  const solution = minimiseLogistic(problem);
  const weights = new Float64Array(width);
  let bias = solution[width] ?? NaN;
  for (let column = 0; column < width; column++) {
    const deviation = deviations[column] ?? NaN;
    const weight = deviation === 0 ? 0 : (solution[column] ?? NaN) / deviation;
    weights[column] = weight;
    bias -= weight * (means[column] ?? NaN);
  }
  return { weights, bias };
}

/** Log-odds that the row is of the class `true`. RangeError when the row is not as wide as those of the fit. */
export function probeScore(probe: Probe, row: Float32Array): number {
  requireWidth(row, probe.weights.length);
  let score = probe.bias;
  for (const [column, value] of row.entries()) score += value * (probe.weights[column] ?? NaN);
  return score;
}

function requireWidth(row: Float32Array, width: number): void {
  if (row.length !== width) throw new RangeError(`a row of ${row.length} features among rows of ${width}`);
}

/**
 * Rows of width + 1: the standardised features and a 1 for the bias. A feature that does not vary is 0 throughout, and so
 * is its deviation; that is told by comparison, because its rounded mean may differ from it.
 */
function standardise(rows: readonly Float32Array[], width: number) {
  const means = new Float64Array(width);
  const deviations = new Float64Array(width);
  const features = new Float64Array(rows.length * (width + 1)).fill(1);
  for (let column = 0; column < width; column++) {
    const values = Float64Array.from(rows, (row) => row[column] ?? NaN);
    let [sum, low, high] = [0, Infinity, -Infinity];
    for (const value of values) {
      sum += value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const centre = sum / values.length;
    let squares = 0;
    for (const value of values) squares += (value - centre) * (value - centre);
    const deviation = low === high ? 0 : Math.sqrt(squares / values.length);
    means[column] = centre;
    deviations[column] = deviation;
    for (const [row, value] of values.entries()) {
      features[row * (width + 1) + column] = deviation === 0 ? 0 : (value - centre) / deviation;
    }
  }
  return { features, means, deviations };
}
