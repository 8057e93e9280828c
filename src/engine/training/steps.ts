// Gradients of the two training steps, shard by shard. A shard starts from zero and its sums run in the order of its
// sequences, so neither the division into micro-batches nor the worker that computes it changes a bit.
import { ktoLoss } from '../../core/kto/index.ts';
import type { KtoOptions } from '../../core/kto/index.ts';
import { EngineError } from '../errors.ts';
import type { Workspace } from '../transformer/workspace.ts';
import { backwardMicroBatch, checkTokens, forwardMicroBatch, splitSequences, targetLogProbs } from './microBatch.ts';
import type { TargetSequence } from './microBatch.ts';
import { clearGradient, finishGradient } from './optimizer.ts';

/** A sequence with a weight per token: `weights[i]` is for predicting `tokens[i]`; the first is not predicted. */
export interface SupervisedRow {
  readonly tokens: readonly number[];
  readonly weights: readonly number[];
}

/** A prompt with one completion, thumbs up or down. Neither may be empty. */
export interface KtoExample {
  readonly prompt: readonly number[];
  readonly completion: readonly number[];
  readonly desirable: boolean;
  /**
   * Summed log-probability of the completion under the reference, where it is known: sampling from what is now the
   * reference has just computed it, with the same bits.
   */
  readonly referenceLogProb?: number;
  /** Another row's completion, to be scored after this prompt for the KL estimate; otherwise it is the previous row's. */
  readonly mismatched?: Scored;
}

/** A completion with its summed log-probability under the reference, nats. */
export interface Scored {
  readonly completion: readonly number[];
  readonly referenceLogProb: number;
}

/** What a shard of a KTO step needs beside its rows. */
export interface KtoShardOptions extends KtoOptions {
  /** Summed log-probability of each row's completion under the reference policy, nats. */
  readonly referenceLogProbs: ArrayLike<number>;
  /** Rows of the whole batch: the loss is the mean over these. */
  readonly batchRows: number;
}

/** Bounds of shard `index` when `count` rows are divided into `shards` contiguous parts. */
export function shardBounds(count: number, shards: number, index: number): readonly [number, number] {
  return [Math.floor((index * count) / shards), Math.floor(((index + 1) * count) / shards)];
}

/** Throws EngineError('badInput') for a row that does not fit the model or whose weights are not sensible. */
export function checkSupervisedRows(space: Workspace, rows: readonly SupervisedRow[]): void {
  for (const [index, row] of rows.entries()) {
    const what = `row ${String(index)}`;
    checkTokens(space, row.tokens, what, space.shape.context + 1);
    if (row.weights.length !== row.tokens.length) {
      const counts = `${String(row.weights.length)} weights for ${String(row.tokens.length)} tokens`;
      throw new EngineError('badInput', `${what}: ${counts}`);
    }
    for (let i = 0; i < row.weights.length; i++) {
      const weight = row.weights[i] ?? 0;
      if (!Number.isFinite(weight) || weight < 0 || (i === 0 && weight !== 0)) {
        throw new EngineError('badInput', `${what}: weight ${String(weight)} at index ${String(i)}`);
      }
    }
  }
}

/** Sum of all rows' token weights, in order. Throws EngineError('badInput') where it is not above 0. */
export function totalWeight(rows: readonly SupervisedRow[]): number {
  let total = 0;
  for (const { weights } of rows) for (const weight of weights) total += weight;
  if (!(total > 0)) throw new EngineError('badInput', 'no token of the batch has a weight above 0');
  if (total === Infinity) throw new EngineError('badInput', 'the weights of the batch add up to infinity');
  return total;
}

/** Leaves the shard's gradient of sum(w nll) / total in place; gives sum(w nll) over the shard, nats. */
export function supervisedShard(space: Workspace, rows: readonly SupervisedRow[], total: number): number {
  clearGradient(space);
  let loss = 0;
  const sequences = rows.map((row) => ({ tokens: row.tokens, targets: weightedTokens(row), weights: row.weights }));
  for (const run of splitSequences(
    space,
    sequences.filter((s) => s.targets.length > 0),
  )) {
    const weights = run.flatMap((s) => s.targets.map((index) => s.weights[index] ?? 0));
    const logProbs = backwardMicroBatch(
      space,
      forwardMicroBatch(space, run),
      weights.map((weight) => weight / total),
    );
    for (const [i, weight] of weights.entries()) loss -= weight * (logProbs[i] ?? 0);
  }
  finishGradient(space);
  return loss;
}

function weightedTokens(row: SupervisedRow): number[] {
  const targets: number[] = [];
  for (let i = 1; i < row.weights.length; i++) if (row.weights[i] !== 0) targets.push(i);
  return targets;
}

/** Throws EngineError('badInput') for a row that is empty, too long or holds an unknown token. */
export function checkKtoRows(space: Workspace, rows: readonly KtoExample[]): void {
  for (const [index, row] of rows.entries()) {
    const what = `row ${String(index)}`;
    if (row.prompt.length === 0) throw new EngineError('badInput', `${what}: the prompt is empty`);
    if (row.completion.length === 0) throw new EngineError('badInput', `${what}: the completion is empty`);
    checkTokens(space, [...row.prompt, ...row.completion], what, space.shape.context + 1);
    checkLogProb(row.referenceLogProb, what);
    if (row.mismatched) {
      checkTokens(space, [...row.prompt, ...row.mismatched.completion], `${what}, mismatched`, space.shape.context + 1);
      checkLogProb(row.mismatched.referenceLogProb, `${what}, mismatched`);
    }
  }
}

function checkLogProb(value: number | undefined, what: string): void {
  if (value !== undefined && !(value <= 0 && value > -Infinity)) {
    throw new EngineError('badInput', `${what}: a log-probability of ${String(value)}`);
  }
}

/** Leaves the shard's gradient of the KTO loss in place; gives the policy's summed log-probabilities of its rows. */
export function ktoShard(space: Workspace, rows: readonly KtoExample[], options: KtoShardOptions): Float64Array {
  clearGradient(space);
  const sums = addKtoGradient(space, rows, options);
  finishGradient(space);
  return sums;
}

/** Adds to the gradient in place that of the KTO loss; gives the policy's summed log-probabilities of the rows. */
export function addKtoGradient(space: Workspace, rows: readonly KtoExample[], options: KtoShardOptions): Float64Array {
  const sums = new Float64Array(rows.length);
  const sequences = rows.map((row, index) => ({ ...ktoSequence(row), index, desirable: row.desirable }));
  for (const run of splitSequences(space, sequences)) {
    const batch = forwardMicroBatch(space, run);
    const logProbs = targetLogProbs(space, space.sets.policy, batch.targetCount);
    const weights = new Float64Array(batch.targetCount);
    let at = 0;
    for (const { index, desirable, targets } of run) {
      const end = at + targets.length;
      let sum = 0;
      for (let i = at; i < end; i++) sum += logProbs[i] ?? 0;
      sums[index] = sum;
      weights.fill(ktoWeight(sum, desirable, index, options), at, end);
      at = end;
    }
    backwardMicroBatch(space, batch, weights);
  }
  return sums;
}

/** What each token of row `index` weighs in the gradient, given the row's summed log-probability under the policy. */
export function ktoWeight(sum: number, desirable: boolean, index: number, options: KtoShardOptions): number {
  const logRatio = sum - (options.referenceLogProbs[index] ?? NaN);
  const slope = ktoLoss([{ logRatio, desirable }], options).gradient[0] ?? 0;
  return -slope / options.batchRows;
}

export function ktoSequence(row: Pick<KtoExample, 'prompt' | 'completion'>): TargetSequence {
  const targets = row.completion.map((_, i) => row.prompt.length + i);
  return { tokens: [...row.prompt, ...row.completion], targets };
}
