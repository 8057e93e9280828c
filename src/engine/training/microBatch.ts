// Sequences to train on, packed into as many rows as fit: no padding, no token computed twice.
import { EngineError } from '../errors.ts';
import { finalNorm, forwardForTraining, headLogits, placeJobs } from '../transformer/forward.ts';
import type { Job } from '../transformer/forward.ts';
import { backward, trainingPlan } from '../transformer/backward.ts';
import { headRows, tensorAddress } from '../transformer/plan.ts';
import type { WeightSet } from '../transformer/plan.ts';
import type { Workspace } from '../transformer/workspace.ts';

/** One sequence: its tokens, and the indices (from 1 on, ascending) of those to be predicted. */
export interface TargetSequence {
  readonly tokens: ArrayLike<number>;
  readonly targets: readonly number[];
}

/** A packed micro-batch after its forward pass. */
export interface MicroBatch {
  readonly rows: number;
  readonly jobs: readonly Job[];
  readonly targetCount: number;
}

/** Throws EngineError('badInput') unless the tokens fit the model. `what` names them in the message. */
export function checkTokens(
  space: Workspace,
  tokens: ArrayLike<number>,
  what: string,
  limit = space.shape.context,
): void {
  const { vocabulary } = space.shape;
  if (tokens.length > limit) {
    throw new EngineError('badInput', `${what} has ${String(tokens.length)} tokens, the limit is ${String(limit)}`);
  }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined || !Number.isInteger(token) || token < 0 || token >= vocabulary) {
      throw new EngineError(
        'badInput',
        `${what}: token ${String(token)} at index ${String(i)} is not from 0 to ${String(vocabulary - 1)}`,
      );
    }
  }
}

/** Splits sequences, in order, into runs that fit the memory of one forward pass. */
export function splitSequences<T extends TargetSequence>(space: Workspace, sequences: readonly T[]): T[][] {
  const { pages } = trainingPlan(space).pages;
  const runs: T[][] = [];
  let run: T[] = [];
  let rows = 0;
  let used = 0;
  for (const sequence of sequences) {
    const more = sequence.tokens.length - 1;
    const morePages = Math.ceil(more / 8);
    if (run.length > 0 && (rows + more > space.options.maxTokens || used + morePages > pages)) {
      runs.push(run);
      run = [];
      rows = 0;
      used = 0;
    }
    run.push(sequence);
    rows += more;
    used += morePages;
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** Forward pass of the policy over sequences that fit, up to the final norm of the rows that predict a target. */
export function forwardMicroBatch(space: Workspace, sequences: readonly TargetSequence[]): MicroBatch {
  const training = trainingPlan(space);
  const { kernel, tokens, positions, before, rowIndices, targets, strides, shape } = space;
  const { i32 } = kernel;
  const jobs: Job[] = [];
  // the page tables of the pass are rows of the identity, kept where the cache's tables would be too small
  const table = space.trainingTable / 4;
  let row = 0;
  let page = 0;
  let target = 0;
  for (const sequence of sequences) {
    const count = sequence.tokens.length - 1;
    jobs.push({ first: row, rows: count, past: 0, table: space.trainingTable + page * 4 });
    for (let i = 0; i < count; i++) {
      i32[tokens / 4 + row + i] = sequence.tokens[i] ?? 0;
      i32[positions / 4 + row + i] = i;
      i32[before / 4 + row + i] = sequence.tokens[i - 1] ?? -1;
    }
    for (const index of sequence.targets) {
      i32[rowIndices / 4 + target] = row + index - 1;
      i32[targets / 4 + target] = sequence.tokens[index] ?? 0;
      target++;
    }
    for (const end = page + Math.ceil(count / 8); page < end; page++) i32[table + page] = page;
    row += count;
  }
  placeJobs(space, jobs);
  forwardForTraining(space, space.sets.policy, row, jobs.length, training.pages);
  kernel.run.gatherRows(space.headInput, strides.width, space.final, strides.width, rowIndices, target, shape.width);
  finalNorm(space, space.sets.policy, target);
  return { rows: row, jobs, targetCount: target };
}

/** Log-probabilities of the `count` targets in place, in order. `change`: see {@link eachHeadChunk}. */
export function targetLogProbs(space: Workspace, set: WeightSet, count: number, change?: ChangeLogits): Float64Array {
  const found = new Float64Array(count);
  const keep = (start: number, logProbs: Float64Array): void => {
    found.set(logProbs, start);
  };
  eachHeadChunk(space, set, count, keep, change);
  return found;
}

/** Changes the logits of a row of `space.logits`, which is that of head row `at`. */
type ChangeLogits = (row: number, at: number) => void;

/**
 * Computes logits and target log-probabilities of `count` normed head rows, headRows at a time. While `visit` runs, the
 * logits of its rows are in `space.logits`. `change` comes between logits and log-probabilities.
 */
export function eachHeadChunk(
  space: Workspace,
  set: WeightSet,
  count: number,
  visit: (start: number, logProbs: Float64Array) => void,
  change?: ChangeLogits,
): void {
  const { kernel, targets, logProbs, logits, strides, shape } = space;
  for (let start = 0; start < count; start += headRows) {
    const rows = Math.min(headRows, count - start);
    headLogits(space, set, start, rows);
    if (change) for (let row = 0; row < rows; row++) change(row, start + row);
    const at = logProbs + start * 8;
    const bad = kernel.run.crossEntropy(logits, strides.logits, targets + start * 4, 0, at, rows, shape.vocabulary);
    refuseBadRow(bad, start);
    visit(start, kernel.f64.subarray(at / 8, at / 8 + rows));
  }
}

/**
 * Adds to the gradient that of sum(-weights[i] log p(target i)) and gives the targets' log-probabilities. Finishes the
 * micro-batch: its activations are used up.
 */
export function backwardMicroBatch(space: Workspace, batch: MicroBatch, weights: ArrayLike<number>): Float64Array {
  const training = trainingPlan(space);
  const { kernel, strides, shape, targets, rowWeights, logProbs, logits } = space;
  const { run } = kernel;
  const { width, vocabulary } = shape;
  const { policy } = space.sets;
  const count = batch.targetCount;
  const full = training.inputEmbedding !== 0;
  for (let i = 0; i < count; i++) kernel.f32[rowWeights / 4 + i] = weights[i] ?? 0;
  for (let start = 0; start < count; start += headRows) {
    const rows = Math.min(headRows, count - start);
    const normed = space.headNormed + start * strides.width;
    headLogits(space, policy, start, rows);
    const bad = run.crossEntropy(
      logits,
      strides.logits,
      targets + start * 4,
      rowWeights + start * 4,
      logProbs + start * 8,
      rows,
      vocabulary,
    );
    refuseBadRow(bad, start);
    run.gemm(
      space.dHeadNormed + start * strides.width,
      strides.width,
      logits,
      strides.logits,
      training.headBackward,
      vocabulary * 32,
      32,
      rows,
      width,
      vocabulary,
      0,
    );
    if (full) {
      const gradient = tensorAddress(training.gradient, 'embedding');
      run.gemmTransposed(
        gradient,
        width * 4,
        logits,
        strides.logits,
        normed,
        strides.width,
        rows,
        vocabulary,
        width,
        space.scratch,
      );
    }
  }
  kernel.u8.fill(0, space.dHeadInput, space.dHeadInput + count * strides.width);
  run.normBackward(
    space.dHeadInput,
    strides.width,
    space.dHeadNormed,
    strides.width,
    space.headInput,
    strides.width,
    policy.finalNorm,
    full ? tensorAddress(training.gradient, 'finalNorm') : 0,
    space.headScales,
    count,
    width,
  );
  kernel.u8.fill(0, training.dResidual, training.dResidual + batch.rows * strides.width);
  run.scatterRows(training.dResidual, strides.width, space.rowIndices, space.dHeadInput, strides.width, count, width);
  backward(space, batch.rows, batch.jobs);
  return kernel.f64.slice(logProbs / 8, logProbs / 8 + count);
}

function refuseBadRow(bad: number, start: number): void {
  if (bad >= 0)
    throw new EngineError('notFinite', `the loss of target ${String(start + bad)} of the batch is not finite`);
}
