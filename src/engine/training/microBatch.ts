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
  /** Other tokens behind the first `after` of these, all to be predicted. The backward pass leaves them out. */
  readonly branch?: { readonly after: number; readonly tokens: readonly number[] };
}

/** A packed micro-batch after its forward pass. What belongs to branches lies behind the rest and is counted apart. */
export interface MicroBatch {
  readonly rows: number;
  readonly jobs: readonly Job[];
  readonly targetCount: number;
  readonly branchTargetCount: number;
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
    const { rows: more, pages: morePages } = roomFor(sequence);
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

/** Whether a sequence with its branch can be computed in one pass. */
export function fitsOnePass(space: Workspace, sequence: TargetSequence): boolean {
  const { rows, pages } = roomFor(sequence);
  return rows <= space.options.maxTokens && pages <= trainingPlan(space).pages.pages;
}

/** Rows and pages that a sequence takes with its branch: of what they share, the last page is computed twice. */
function roomFor({ tokens, branch }: TargetSequence): { rows: number; pages: number } {
  const own = tokens.length - 1;
  const more = branch && branch.tokens.length > 1 ? (branch.after % 8) + branch.tokens.length - 1 : 0;
  // a branch of one token takes no row but predicts a target, for which there must be room as well
  return { rows: own + Math.max(more, branch ? 1 : 0), pages: Math.ceil(own / 8) + Math.ceil(more / 8) };
}

/** Forward pass of the policy over sequences that fit, up to the final norm of the rows that predict a target. */
export function forwardMicroBatch(space: Workspace, sequences: readonly TargetSequence[]): MicroBatch {
  const training = trainingPlan(space);
  const { kernel, rowIndices, strides, shape } = space;
  const place = placeSequences(space, sequences);
  const branches = placeBranches(space, sequences, place);
  const count = place.targets + branches.targets;
  placeJobs(space, [...place.jobs, ...branches.jobs]);
  const jobs = place.jobs.length + branches.jobs.length;
  forwardForTraining(space, space.sets.policy, place.rows + branches.rows, jobs, training.pages);
  kernel.run.gatherRows(space.headInput, strides.width, space.final, strides.width, rowIndices, count, shape.width);
  finalNorm(space, space.sets.policy, count);
  return { rows: place.rows, jobs: place.jobs, targetCount: place.targets, branchTargetCount: branches.targets };
}

/** What has been written of a pass: rows, jobs, and how many targets and pages. */
interface Placed {
  readonly rows: number;
  readonly jobs: readonly Job[];
  readonly targets: number;
  readonly pages: number;
}

function placeRow(space: Workspace, row: number, token: number, position: number, previous: number): void {
  const { i32 } = space.kernel;
  i32[space.tokens / 4 + row] = token;
  i32[space.positions / 4 + row] = position;
  i32[space.before / 4 + row] = previous;
}

function placeTarget(space: Workspace, at: number, row: number, token: number): void {
  space.kernel.i32[space.rowIndices / 4 + at] = row;
  space.kernel.i32[space.targets / 4 + at] = token;
}

function placeSequences(space: Workspace, sequences: readonly TargetSequence[]): Placed {
  const jobs: Job[] = [];
  // the page tables of the pass are rows of the identity, kept where the cache's tables would be too small
  const table = space.trainingTable / 4;
  let row = 0;
  let page = 0;
  let target = 0;
  for (const { tokens, targets } of sequences) {
    const count = tokens.length - 1;
    jobs.push({ first: row, rows: count, past: 0, table: space.trainingTable + page * 4 });
    for (let i = 0; i < count; i++) placeRow(space, row + i, tokens[i] ?? 0, i, tokens[i - 1] ?? -1);
    for (const index of targets) placeTarget(space, target++, row + index - 1, tokens[index] ?? 0);
    for (const end = page + Math.ceil(count / 8); page < end; page++) space.kernel.i32[table + page] = page;
    row += count;
  }
  return { rows: row, jobs, targets: target, pages: page };
}

/**
 * Places the branches behind the sequences. A branch reads its sequence's full pages; the page in which it leaves it is its own, so
 * that nothing is overwritten, and is filled again.
 */
function placeBranches(space: Workspace, sequences: readonly TargetSequence[], before: Placed): Placed {
  const jobs: Job[] = [];
  let row = before.rows;
  let page = before.pages;
  let target = before.targets;
  let entry = space.trainingTable / 4 + before.pages;
  for (const [index, { tokens, branch }] of sequences.entries()) {
    const own = before.jobs[index];
    if (!branch || !own) continue;
    const { after, tokens: added } = branch;
    const shared = Math.floor(after / 8);
    const at = (position: number): number => (position < after ? tokens[position] : added[position - after]) ?? -1;
    placeTarget(space, target++, own.first + after - 1, added[0] ?? 0);
    if (added.length === 1) continue;
    const past = shared * 8;
    const count = after + added.length - 1 - past;
    jobs.push({ first: row, rows: count, past, table: entry * 4 });
    for (let i = 0; i < count; i++)
      placeRow(space, row + i, at(past + i), past + i, past + i === 0 ? -1 : at(past + i - 1));
    for (let i = 1; i < added.length; i++) placeTarget(space, target++, row + after - past + i - 1, added[i] ?? 0);
    for (let i = 0; i < shared; i++) space.kernel.i32[entry++] = space.kernel.i32[own.table / 4 + i] ?? 0;
    for (let i = 0; i < Math.ceil(count / 8); i++) space.kernel.i32[entry++] = page++;
    row += count;
  }
  return { rows: row - before.rows, jobs, targets: target - before.targets, pages: page };
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
