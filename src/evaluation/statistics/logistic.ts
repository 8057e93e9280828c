/**
 * Newton's method for ridge logistic regression. Each Newton step is solved by conjugate gradients, preconditioned with
 * the Hessian's Cholesky factor at an earlier point: forming a Hessian costs as much as some hundred products with it,
 * and it changes slowly. No randomness, no clock: the same input gives the same bits.
 */
import { logSigmoid, sigmoid } from '../../core/math/index.ts';
import { factorise, solve } from './cholesky.ts';

export interface LogisticProblem {
  /** Row after row, `columns` wide. The last column is the bias and is not penalised. */
  readonly features: Float64Array;
  readonly labels: readonly boolean[];
  readonly columns: number;
  /** Above 0. */
  readonly l2: number;
}

/** Squared Newton decrement below which the minimum is reached: |error| is then below 1e-10 / sqrt(l2). */
const tolerance = 1e-20;
const maxSteps = 100;
/** A solve that took longer asks for a fresh factor. */
const patience = 25;

/** The weights (bias last) that minimise mean log-loss + l2 / 2 * |weights without the bias|^2. */
export function minimiseLogistic(problem: LogisticProblem): Float64Array {
  const { columns, labels } = problem;
  const weights = new Float64Array(columns);
  let logits = new Float64Array(labels.length);
  let factor = hessianFactor(problem, logits);
  for (let step = 0; step < maxSteps; step++) {
    const gradient = gradientAt(problem, weights, logits);
    const { direction, products } = newtonDirection(problem, factor, curvatures(logits), gradient);
    const slope = dot(direction, gradient);
    if (-slope < tolerance) return weights;
    const along = timesFeatures(problem, direction);
    const length = stepLength(problem, { weights, logits, direction, along, slope });
    for (let column = 0; column < columns; column++) {
      weights[column] = (weights[column] ?? NaN) + length * (direction[column] ?? NaN);
    }
    logits = timesFeatures(problem, weights);
    if (products > patience) factor = hessianFactor(problem, logits);
  }
  throw new RangeError(`no minimum within ${maxSteps} steps: l2 of ${problem.l2} is too small`);
}

/** -H^-1 gradient, to a residual that shrinks with the gradient, so that the steps converge faster than linearly. */
function newtonDirection(problem: LogisticProblem, factor: Float64Array, slopes: Float64Array, gradient: Float64Array) {
  const { columns } = problem;
  const direction = new Float64Array(columns);
  const residual = gradient.map((value) => -value);
  let conditioned = solve(factor, columns, residual);
  let search = conditioned;
  let size = dot(residual, conditioned);
  const enough = size * Math.min(0.01, size);
  let products = 0;
  while (size > enough && products < 2 * columns) {
    const image = timesHessian(problem, slopes, search);
    const length = size / dot(search, image);
    for (let column = 0; column < columns; column++) {
      direction[column] = (direction[column] ?? NaN) + length * (search[column] ?? NaN);
      residual[column] = (residual[column] ?? NaN) - length * (image[column] ?? NaN);
    }
    products += 1;
    conditioned = solve(factor, columns, residual);
    const next = dot(residual, conditioned);
    const kept = next / size;
    const previous = search;
    search = conditioned.map((value, column) => value + kept * (previous[column] ?? NaN));
    size = next;
  }
  return { direction, products };
}

interface Line {
  readonly weights: Float64Array;
  readonly logits: Float64Array;
  readonly direction: Float64Array;
  /** What a unit step adds to the logits. */
  readonly along: Float64Array;
  /** Derivative of the loss by the step at 0; negative. */
  readonly slope: number;
}

/** The first of 1, 1/2, 1/4, ... that lowers the loss by a fair part of what the slope promises. */
function stepLength(problem: LogisticProblem, { weights, logits, direction, along, slope }: Line): number {
  const at = (length: number) =>
    lossAt(
      problem,
      weights.map((value, column) => value + length * (direction[column] ?? NaN)),
      logits.map((value, row) => value + length * (along[row] ?? NaN)),
    );
  const start = at(0);
  // near the minimum the gain is smaller than the rounding of the loss
  const rounding = 1e-13 * (1 + start);
  let length = 1;
  while (at(length) > start + 0.1 * length * slope + rounding) length /= 2;
  return length;
}

function lossAt({ labels, l2 }: LogisticProblem, weights: Float64Array, logits: Float64Array): number {
  let sum = 0;
  for (const [row, logit] of logits.entries()) sum -= logSigmoid(labels[row] === true ? logit : -logit);
  const penalised = weights.subarray(0, -1);
  return sum / logits.length + (l2 / 2) * dot(penalised, penalised);
}

function gradientAt(problem: LogisticProblem, weights: Float64Array, logits: Float64Array): Float64Array {
  const { labels } = problem;
  const errors = logits.map((logit, row) => (sigmoid(logit) - (labels[row] === true ? 1 : 0)) / labels.length);
  return addPenalty(problem, weights, timesTransposed(problem, errors));
}

/** Second derivative of each row's share of the loss by its logit. */
function curvatures(logits: Float64Array): Float64Array {
  return logits.map((logit) => (sigmoid(logit) * sigmoid(-logit)) / logits.length);
}

function timesHessian(problem: LogisticProblem, slopes: Float64Array, vector: Float64Array): Float64Array {
  const image = timesFeatures(problem, vector).map((value, row) => value * (slopes[row] ?? NaN));
  return addPenalty(problem, vector, timesTransposed(problem, image));
}

/** Adds l2 times `vector`, but for the bias, to `target`. */
function addPenalty({ columns, l2 }: LogisticProblem, vector: Float64Array, target: Float64Array): Float64Array {
  for (let column = 0; column < columns - 1; column++) {
    target[column] = (target[column] ?? NaN) + l2 * (vector[column] ?? NaN);
  }
  return target;
}

/** Cholesky factor of the Hessian at the point with these logits. */
function hessianFactor({ features, columns, l2 }: LogisticProblem, logits: Float64Array): Float64Array {
  const hessian = new Float64Array(columns * columns);
  for (const [row, curvature] of curvatures(logits).entries()) {
    const start = row * columns;
    for (let i = 0; i < columns; i++) {
      const scaled = curvature * (features[start + i] ?? NaN);
      for (let j = 0; j <= i; j++) {
        hessian[i * columns + j] = (hessian[i * columns + j] ?? NaN) + scaled * (features[start + j] ?? NaN);
      }
    }
  }
  for (let i = 0; i < columns - 1; i++) hessian[i * columns + i] = (hessian[i * columns + i] ?? NaN) + l2;
  factorise(hessian, columns);
  return hessian;
}

function timesFeatures(
  { features, columns, labels }: LogisticProblem,
  vector: Float64Array,
): Float64Array<ArrayBuffer> {
  const result = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      sum += (features[row * columns + column] ?? NaN) * (vector[column] ?? NaN);
    }
    result[row] = sum;
  }
  return result;
}

function timesTransposed({ features, columns }: LogisticProblem, perRow: Float64Array): Float64Array {
  const result = new Float64Array(columns);
  for (const [row, value] of perRow.entries()) {
    for (let column = 0; column < columns; column++) {
      result[column] = (result[column] ?? NaN) + value * (features[row * columns + column] ?? NaN);
    }
  }
  return result;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (const [index, value] of a.entries()) sum += value * (b[index] ?? NaN);
  return sum;
}
