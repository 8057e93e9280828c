// The transformer's backward pass, from the gradient of the final residual stream down to the parameters.
import { EngineError } from '../errors.ts';
import { layerBuffers } from './forward.ts';
import type { Job } from './forward.ts';
import { paddedRank, tensorAddress } from './plan.ts';
import type { AdapterPlan, LayerBuffers } from './plan.ts';
import { linearSize } from './shape.ts';
import type { LinearName } from './shape.ts';
import type { TrainingPlan, Workspace } from './workspace.ts';

/** A matrix of activations or their gradients: address and bytes from row to row. */
interface Matrix {
  readonly at: number;
  readonly row: number;
}

export function trainingPlan(space: Workspace): TrainingPlan {
  if (!space.training) throw new EngineError('notAvailable', 'this engine was not set up for training');
  return space.training;
}

/**
 * Adds the gradients of `rows` rows to `training.gradient`, given d loss / d final residual in `training.dResidual`
 * and the activations that forwardForTraining left.
 */
export function backward(space: Workspace, rows: number, jobs: readonly Job[]): void {
  const training = trainingPlan(space);
  const { kernel, shape, strides } = space;
  const { run } = kernel;
  const { width } = shape;
  for (let layer = shape.layers - 1; layer >= 0; layer--) {
    backwardMlp(space, training, layer, rows);
    backwardAttention(space, training, layer, rows, jobs);
  }
  if (training.inputEmbedding === 0) return;
  const { inputEmbedding, dResidual } = training;
  if (shape.tokenShift === true) {
    run.scatterShifted(inputEmbedding, space.tokens, space.before, dResidual, strides.width, rows, width);
  } else {
    run.scatterAdd(inputEmbedding, space.tokens, dResidual, strides.width, rows, width);
  }
  if (shape.position === 'learned') {
    const gradient = tensorAddress(training.gradient, 'position');
    run.scatterAdd(gradient, space.positions, training.dResidual, strides.width, rows, width);
  }
}

function backwardMlp(space: Workspace, training: TrainingPlan, layer: number, rows: number): void {
  const { kernel, shape, strides } = space;
  const { run } = kernel;
  const { hidden } = shape;
  const buffers = layerBuffers(space, layer);
  const residual = { at: training.dResidual, row: strides.width };
  const dActivation = { at: training.dActivation, row: strides.activation };
  const activation = { at: buffers.activation, row: strides.activation };
  linearGradient(space, training, layer, 'down', activation, residual, rows);
  linearInput(space, training, layer, 'down', residual, dActivation, rows, false);

  const dHidden = { at: training.dHidden, row: strides.hidden };
  const deactivate = shape.mlp === 'gated' ? run.gatedBackward : run.siluBackward;
  deactivate(dHidden.at, dHidden.row, dActivation.at, dActivation.row, buffers.hidden, strides.hidden, rows, hidden);

  const normed = { at: buffers.mlpNormed, row: strides.width };
  const dNormed = { at: training.dNormed, row: strides.width };
  const dUp = shape.mlp === 'gated' ? { at: dHidden.at + hidden * 4, row: dHidden.row } : dHidden;
  if (shape.mlp === 'gated') {
    linearGradient(space, training, layer, 'gate', normed, dHidden, rows);
    linearInput(space, training, layer, 'gate', dHidden, dNormed, rows, false);
  }
  linearGradient(space, training, layer, 'up', normed, dUp, rows);
  linearInput(space, training, layer, 'up', dUp, dNormed, rows, shape.mlp === 'gated');
  normInput(space, training, layer, 'mlpNorm', buffers.middle, buffers.mlpScales, rows);
}

function backwardAttention(
  space: Workspace,
  training: TrainingPlan,
  layer: number,
  rows: number,
  jobs: readonly Job[],
): void {
  const { kernel, shape, strides, headDim } = space;
  const { run } = kernel;
  const { width, heads } = shape;
  const buffers = layerBuffers(space, layer);
  const residual = { at: training.dResidual, row: strides.width };
  const dContext = { at: training.dContext, row: strides.width };
  linearGradient(space, training, layer, 'output', { at: buffers.context, row: strides.width }, residual, rows);
  linearInput(space, training, layer, 'output', residual, dContext, rows, false);
  for (const job of jobs) attentionInput(space, training, buffers, job);
  if (shape.position === 'rotary') {
    run.rotate(training.dQkv, strides.qkv, space.positions, space.angles, rows, 2 * heads, headDim, -1);
  }
  const normed = { at: buffers.attentionNormed, row: strides.width };
  const parts = (['query', 'key', 'value'] as const).map((linear, part) => ({
    linear,
    gradient: { at: training.dQkv + part * width * 4, row: strides.qkv },
  }));
  for (const { linear, gradient } of parts) linearGradient(space, training, layer, linear, normed, gradient, rows);
  // under LoRA nothing below the first layer is trained
  if (layer === 0 && training.inputEmbedding === 0) return;
  const dNormed = { at: training.dNormed, row: strides.width };
  for (const { linear, gradient } of parts) {
    linearInput(space, training, layer, linear, gradient, dNormed, rows, linear !== 'query');
  }
  normInput(space, training, layer, 'attentionNorm', buffers.input, buffers.attentionScales, rows);
}

function attentionInput(space: Workspace, training: TrainingPlan, buffers: LayerBuffers, job: Job): void {
  const { kernel, shape, strides, headDim } = space;
  const { width: row, qkv: qkvRow } = strides;
  const { first } = job;
  kernel.run.attendBackward(
    training.dQkv + first * qkvRow,
    qkvRow,
    training.dContext + first * row,
    row,
    buffers.context + first * row,
    row,
    buffers.qkv + first * qkvRow,
    qkvRow,
    job.rows,
    shape.heads,
    headDim,
    space.attentionScale,
    buffers.stats + first * shape.heads * 8,
    training.attentionScratch,
    strides.scores,
  );
}

/** Adds d loss / d weight, or for LoRA the gradients of A and B, given the layer's input x and dy. */
function linearGradient(
  space: Workspace,
  training: TrainingPlan,
  layer: number,
  linear: LinearName,
  x: Matrix,
  dy: Matrix,
  rows: number,
): void {
  const { kernel, options } = space;
  const { run } = kernel;
  if (options.training === 'full') {
    const gradient = training.gradient.tensors.find((t) => t.name === `layer.${String(layer)}.${linear}`);
    const [inputs, outputs] = gradient?.shape ?? [];
    if (!gradient || inputs === undefined || outputs === undefined) throw new RangeError(`no gradient for ${linear}`);
    run.gemmTransposed(gradient.address, outputs * 4, x.at, x.row, dy.at, dy.row, rows, inputs, outputs, space.scratch);
    return;
  }
  const adapter = space.adapters.find((a) => a.layer === layer && a.linear === linear);
  if (adapter) adapterGradient(space, training, adapter, x, dy, rows);
}

/** y = x W + scale (x A) B:  dA = scale x^T (dy B^T),  dB = scale (x A)^T dy. */
function adapterGradient(
  space: Workspace,
  training: TrainingPlan,
  adapter: AdapterPlan,
  x: Matrix,
  dy: Matrix,
  rows: number,
): void {
  const { kernel, options, strides, scratch } = space;
  const { run } = kernel;
  const [inputs, outputs] = adapter.size;
  const rank = paddedRank(options.loraRank);
  const shift = training.gradient.address - training.trainable.address;
  const low = { at: training.lowRankInput, row: strides.rank };
  const dLow = { at: training.lowRankOutput, row: strides.rank };
  run.gemm(low.at, low.row, x.at, x.row, adapter.scaledA, 32, rank * 4, rows, rank, inputs, 0);
  run.gemm(dLow.at, dLow.row, dy.at, dy.row, adapter.scaledB, outputs * 32, 32, rows, rank, outputs, 0);
  run.gemmTransposed(adapter.a.address + shift, rank * 4, x.at, x.row, dLow.at, dLow.row, rows, inputs, rank, scratch);
  run.gemmTransposed(
    adapter.b.address + shift,
    outputs * 4,
    low.at,
    low.row,
    dy.at,
    dy.row,
    rows,
    rank,
    outputs,
    scratch,
  );
}

/** dx = dy W^T, or dx += with `accumulate`. */
function linearInput(
  space: Workspace,
  training: TrainingPlan,
  layer: number,
  linear: LinearName,
  dy: Matrix,
  dx: Matrix,
  rows: number,
  accumulate: boolean,
): void {
  const panels = training.backwardLayers[layer]?.[linear] ?? 0;
  const [inputs, outputs] = linearSize(space.shape, linear);
  space.kernel.run.gemm(
    dx.at,
    dx.row,
    dy.at,
    dy.row,
    panels,
    outputs * 32,
    32,
    rows,
    inputs,
    outputs,
    accumulate ? 1 : 0,
  );
}

/** Adds the gradient that came through a norm to the residual stream's, and to the norm's gain in full training. */
function normInput(
  space: Workspace,
  training: TrainingPlan,
  layer: number,
  norm: 'attentionNorm' | 'mlpNorm',
  x: number,
  scales: number,
  rows: number,
): void {
  const { kernel, shape, strides, base } = space;
  const name = `layer.${String(layer)}.${norm}`;
  const gainGradient = training.inputEmbedding === 0 ? 0 : tensorAddress(training.gradient, name);
  const row = strides.width;
  kernel.run.normBackward(
    training.dResidual,
    row,
    training.dNormed,
    row,
    x,
    row,
    tensorAddress(base, name),
    gainGradient,
    scales,
    rows,
    shape.width,
  );
}
