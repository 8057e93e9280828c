// Muon (K. Jordan 2024, as in arXiv 2502.16982): a matrix moves along its momentum with all singular values made about 1. These
// are Newton-Schulz iterations of the engine's own products in a fixed order, so that every worker makes the same step.
import { trainingPlan } from '../transformer/backward.ts';
import type { PlacedTensor } from '../transformer/plan.ts';
import type { Workspace } from '../transformer/workspace.ts';

export interface MuonOptions {
  readonly learningRate: number;
  /** Share of the old momentum in the new, Nesterov's way. */
  readonly momentum: number;
}

/** Of the odd polynomial a x + b x^3 + c x^5, which drives singular values from (0, 1] to about 1. */
const coefficients = { linear: 3.4445, cubic: -4.775, quintic: 2.0315 } as const;
const iterations = 5;

/** Root mean square of a step's elements at learning rate 1: about that of Adam (arXiv 2502.16982, 2.2). */
const stepSize = 0.2;

/** Whether Muon moves this tensor: the matrices of the linear layers. */
export const isMuonMatrix = ({ name, shape }: PlacedTensor): boolean => shape.length === 2 && name.startsWith('layer.');

/** One step of a matrix [rows, columns] given its gradient and its momentum. Its size alone decides how far it moves. */
export function muonStep(
  space: Workspace,
  matrix: PlacedTensor,
  gradient: number,
  moment: number,
  { learningRate, momentum, weightDecay }: MuonOptions & { readonly weightDecay: number },
): void {
  const { run } = space.kernel;
  const { address, count } = matrix;
  const [rows = 0, columns = 0] = matrix.shape;
  const { direction, product } = trainingPlan(space).muon;
  run.scaleInto(moment, moment, momentum, count);
  run.scaleInto(direction, gradient, 1 - momentum, count);
  run.addInto(moment, direction, count);
  run.scaleInto(product, moment, momentum, count);
  run.addInto(direction, product, count);
  const norm = Math.sqrt(run.sumSquares(direction, count));
  if (norm > 0) {
    run.scaleInto(direction, direction, 1 / norm, count);
    for (let i = 0; i < iterations; i++) evenOut(space, rows, columns);
  }
  run.scaleInto(address, address, 1 - learningRate * weightDecay, count);
  run.scaleInto(direction, direction, -learningRate * stepSize * Math.sqrt(Math.max(rows, columns)), count);
  run.addInto(address, direction, count);
}

/** One iteration: X becomes a X + b X (X^T X) + c X (X^T X)^2, with the smaller of the two Gram matrices. */
function evenOut(space: Workspace, rows: number, columns: number): void {
  const { run, u8 } = space.kernel;
  const { direction: x, product, gram, square } = trainingPlan(space).muon;
  const { linear, cubic, quintic } = coefficients;
  const row = columns * 4;
  const side = Math.min(rows, columns);
  const isWide = rows <= columns;
  if (isWide) {
    run.packPanelsTransposed(product, x, row, columns, rows);
    run.gemm(gram, side * 4, x, row, product, columns * 32, 32, side, side, columns, 0);
  } else {
    u8.fill(0, gram, gram + side * side * 4);
    run.gemmTransposed(gram, side * 4, x, row, x, row, rows, side, side, space.scratch);
  }
  run.gemm(square, side * 4, gram, side * 4, gram, 32, side * 4, side, side, side, 0);
  run.scaleInto(gram, gram, cubic, side * side);
  run.scaleInto(square, square, quintic, side * side);
  run.addInto(gram, square, side * side);
  if (isWide) run.gemm(product, row, gram, side * 4, x, 32, row, rows, columns, side, 0);
  else run.gemm(product, row, x, row, gram, 32, side * 4, rows, columns, side, 0);
  run.scaleInto(x, x, linear, rows * columns);
  run.addInto(x, product, rows * columns);
}
