// The transformer's forward pass over packed rows: the new tokens of any number of sequences, one after the other.
import { EngineError } from '../errors.ts';
import type { LayerBuffers, LayerWeights, WeightSet } from './plan.ts';
import { hiddenWidth } from './plan.ts';
import { normEpsilon } from './shape.ts';
import type { PagePlan, Workspace } from './workspace.ts';

/** `new rows` of one sequence: where they start, how many, the position of the first, the address of the page table. */
export interface Job {
  readonly first: number;
  readonly rows: number;
  readonly past: number;
  readonly table: number;
}

/** Writes the jobs where the attention kernel reads them. */
export function placeJobs(space: Workspace, jobs: readonly Job[]): void {
  let at = space.jobs / 4;
  for (const job of jobs) {
    space.kernel.i32[at++] = job.first;
    space.kernel.i32[at++] = job.rows;
    space.kernel.i32[at++] = job.past;
    space.kernel.i32[at++] = job.table;
  }
}

/**
 * Runs all layers over `rows` rows whose tokens, positions and jobs are in place, keeping every layer's activations
 * for the backward pass. The residual stream ends at `space.final`.
 */
export function forwardForTraining(
  space: Workspace,
  set: WeightSet,
  rows: number,
  jobs: number,
  pages: PagePlan,
): void {
  const first = layerBuffers(space, 0);
  embedRows(space, set, first.input, rows);
  for (let layer = 0; layer < space.shape.layers; layer++) {
    const buffers = layerBuffers(space, layer);
    const next = layer + 1 < space.shape.layers ? layerBuffers(space, layer + 1).input : space.final;
    forwardLayer(space, layerWeights(set, layer), buffers, buffers.middle, next, rows, jobs, pages, 0, layer, true);
  }
}

/** Called with the address of the residual stream: after the embedding with 0, after the layers with 1, 2, ... */
export type VisitStream = (stream: number, layer: number) => void;

/** The same through the key/value cache, keeping nothing else: gives the address of the final residual stream. */
export function forwardThroughCache(
  space: Workspace,
  set: WeightSet,
  rows: number,
  jobs: number,
  visit?: VisitStream,
): number {
  const buffers = layerBuffers(space, 0);
  const x = buffers.input;
  embedRows(space, set, x, rows);
  visit?.(x, 0);
  for (let layer = 0; layer < space.shape.layers; layer++) {
    forwardLayer(space, layerWeights(set, layer), buffers, x, x, rows, jobs, space.cache, layer, layer, false);
    visit?.(x, layer + 1);
  }
  return x;
}

/** RMSNorm of gathered rows of the residual stream: what the head multiplies. */
export function finalNorm(space: Workspace, set: WeightSet, rows: number): void {
  const { kernel, shape, strides } = space;
  const { headNormed, headInput, headScales } = space;
  const row = strides.width;
  kernel.run.normForward(headNormed, row, headInput, row, set.finalNorm, headScales, rows, shape.width, normEpsilon);
  checkScales(space, headScales, rows, 'after the last layer');
}

/** Logits of `count` (at most headRows) head rows from `start` on, into `space.logits`. */
export function headLogits(space: Workspace, set: WeightSet, start: number, count: number): void {
  const { kernel, shape, strides } = space;
  const { width, vocabulary } = shape;
  const from = space.headNormed + start * strides.width;
  kernel.run.gemm(
    space.logits,
    strides.logits,
    from,
    strides.width,
    set.head,
    width * 32,
    32,
    count,
    vocabulary,
    width,
    0,
  );
}

export function layerBuffers(space: Workspace, layer: number): LayerBuffers {
  const buffers = space.layers[layer];
  if (!buffers) throw new EngineError('notAvailable', 'this engine was not set up for training');
  return buffers;
}

function layerWeights(set: WeightSet, layer: number): LayerWeights {
  const weights = set.layers[layer];
  if (!weights) throw new RangeError(`there is no layer ${String(layer)}`);
  return weights;
}

function embedRows(space: Workspace, set: WeightSet, x: number, rows: number): void {
  const { kernel, shape, strides, tokens, positions } = space;
  kernel.run.embed(x, strides.width, tokens, positions, set.embedding, set.position, rows, shape.width);
  if (shape.tokenShift === true)
    kernel.run.embedBefore(x, strides.width, space.before, set.embedding, rows, shape.width);
}

function checkScales(space: Workspace, scales: number, rows: number, where: string): void {
  const row = space.kernel.run.firstBadScale(scales, rows);
  if (row >= 0)
    throw new EngineError('notFinite', `activations are not finite ${where}, row ${String(row)} of the batch`);
}

function copyRows(space: Workspace, to: number, from: number, rows: number): void {
  if (to !== from) space.kernel.u8.copyWithin(to, from, from + rows * space.strides.width);
}

/** One layer: `buffers.input` to `next`, by way of `middle`; the two may be the same as the input. */
function forwardLayer(
  space: Workspace,
  weights: LayerWeights,
  buffers: LayerBuffers,
  middle: number,
  next: number,
  rows: number,
  jobs: number,
  pages: PagePlan,
  pageLayer: number,
  layer: number,
  keepStats: boolean,
): void {
  const { kernel, shape, strides, headDim } = space;
  const { run } = kernel;
  const { width, heads, hidden } = shape;
  const { input, attentionScales, attentionNormed, qkv, context, mlpScales, mlpNormed, activation } = buffers;
  const row = strides.width;
  run.normForward(attentionNormed, row, input, row, weights.attentionNorm, attentionScales, rows, width, normEpsilon);
  checkScales(space, attentionScales, rows, `entering the attention of layer ${String(layer)}`);
  run.gemm(qkv, strides.qkv, attentionNormed, row, weights.qkv, width * 32, 32, rows, 3 * width, width, 0);
  if (shape.position === 'rotary') {
    run.rotate(qkv, strides.qkv, space.positions, space.angles, rows, 2 * heads, headDim, 1);
  }
  const keys = pages.keys + pageLayer * pages.layerBytes;
  const values = pages.values + pageLayer * pages.layerBytes;
  run.attend(
    context,
    row,
    qkv,
    strides.qkv,
    keys,
    values,
    pages.headBytes,
    pages.pageStride,
    space.jobs,
    jobs,
    heads,
    headDim,
    space.attentionScale,
    space.scores,
    strides.scores,
    keepStats ? buffers.stats : 0,
  );
  copyRows(space, middle, input, rows);
  run.gemm(middle, row, context, row, weights.output, width * 32, 32, rows, width, width, 1);

  run.normForward(mlpNormed, row, middle, row, weights.mlpNorm, mlpScales, rows, width, normEpsilon);
  checkScales(space, mlpScales, rows, `entering the MLP of layer ${String(layer)}`);
  const columns = hiddenWidth(shape);
  run.gemm(buffers.hidden, strides.hidden, mlpNormed, row, weights.hidden, width * 32, 32, rows, columns, width, 0);
  const activate = shape.mlp === 'gated' ? run.gatedForward : run.siluForward;
  activate(activation, strides.activation, buffers.hidden, strides.hidden, rows, hidden);
  copyRows(space, next, middle, rows);
  run.gemm(next, row, activation, strides.activation, weights.down, hidden * 32, 32, rows, width, hidden, 1);
}
