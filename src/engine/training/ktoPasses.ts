import type { KtoLogProbs } from '../types.ts';
import { passFrom } from '../transformer/workspace.ts';
import type { PassBuffers, Workspace } from '../transformer/workspace.ts';
import { backwardMicroBatch, fitsOnePass, forwardMicroBatch, splitSequences, targetLogProbs } from './microBatch.ts';
import { clearGradient, finishGradient } from './optimizer.ts';
import { ktoSequence, ktoWeight } from './steps.ts';
import type { KtoShardOptions } from './steps.ts';

/** A row with the completion that its prompt is mismatched with. */
export interface PairedRow {
  readonly prompt: readonly number[];
  readonly completion: readonly number[];
  readonly desirable: boolean;
  readonly other: readonly number[];
}

/** Where the activations of a row are: rows of a pass, and targets of it. */
interface KeptRow {
  readonly buffers: PassBuffers;
  readonly first: number;
  readonly rows: number;
  readonly firstTarget: number;
  readonly targets: number;
  readonly desirable: boolean;
  /** Summed log-probability of the completion under the policy, nats. */
  readonly sum: number;
}

/**
 * The two halves of a KTO step. Its loss needs z0, a mean over the whole batch, so every row goes forward before any goes backward:
 * what the forward passes leave is kept in between where there is room, so that no row goes forward twice. Rows go by their
 * numbers in the batch.
 */
export class KtoPasses {
  readonly #space: Workspace;
  readonly #kept = new Map<number, KeptRow>();

  constructor(space: Workspace) {
    this.#space = space;
  }

  /**
   * Summed log-probabilities under the policy, nats, of the completions of rows `first`, `first` + 1, ... and of their mismatched
   * ones. Keeps what there is room for, in place of all that was kept; gives null where a row does not fit a pass.
   */
  forward(first: number, rows: readonly PairedRow[]): Pick<KtoLogProbs, 'policyLogProbs' | 'mismatched'> | null {
    this.clear();
    const sequences = rows.map((row, index) => ({
      ...ktoSequence(row),
      index,
      desirable: row.desirable,
      branch: { after: row.prompt.length, tokens: row.other },
    }));
    if (!sequences.every((sequence) => fitsOnePass(this.#space, sequence))) return null;
    const sums = new Float64Array(rows.length);
    const mismatched = new Float64Array(rows.length);
    for (const [at, run] of splitSequences(this.#space, sequences).entries()) {
      const buffers = this.#space.keptPasses[at];
      const space = { ...this.#space, ...buffers };
      const { jobs, targetCount, branchTargetCount } = forwardMicroBatch(space, run);
      const logProbs = targetLogProbs(space, space.sets.policy, targetCount + branchTargetCount);
      let target = 0;
      const take = (count: number): number => {
        let sum = 0;
        for (const end = target + count; target < end; target++) sum += logProbs[target] ?? NaN;
        return sum;
      };
      for (const [i, { index, desirable, targets }] of run.entries()) {
        const firstTarget = target;
        const sum = take(targets.length);
        sums[index] = sum;
        const job = jobs[i];
        if (!buffers || !job) continue;
        const place = { buffers, first: job.first, rows: job.rows, firstTarget, targets: targets.length };
        this.#kept.set(first + index, { ...place, desirable, sum });
      }
      for (const { index, branch } of run) mismatched[index] = take(branch.tokens.length);
    }
    return { policyLogProbs: sums, mismatched };
  }

  /** As ktoShard for rows of the last {@link forward}, each of them once; null where one of them is not kept. */
  backward(numbers: readonly number[], options: KtoShardOptions): Float64Array | null {
    const rows: KeptRow[] = [];
    for (const number of numbers) {
      const row = this.#kept.get(number);
      if (!row) return null;
      rows.push(row);
    }
    clearGradient(this.#space);
    const weights = rows.map(({ sum, desirable }, index) => ktoWeight(sum, desirable, index, options));
    for (let start = 0; start < rows.length;) {
      let end = start + 1;
      while (end < rows.length && follows(rows[end - 1], rows[end])) end++;
      this.#backwardTogether(rows.slice(start, end), weights.slice(start, end));
      start = end;
    }
    finishGradient(this.#space);
    for (const number of numbers) this.#kept.delete(number);
    return Float64Array.from(rows, ({ sum }) => sum);
  }

  /** Call when parameters change: what was kept is of those before. */
  clear(): void {
    this.#kept.clear();
  }

  /** Rows that lie next to each other in one pass. */
  #backwardTogether(rows: readonly KeptRow[], weights: readonly number[]): void {
    const [begin] = rows;
    if (!begin) return;
    const { buffers, first, firstTarget } = begin;
    const space: Workspace = { ...this.#space, ...passFrom(this.#space, buffers, first, firstTarget) };
    const jobs = rows.map((row) => ({ first: row.first - first, rows: row.rows, past: 0, table: 0 }));
    const targetCount = rows.reduce((sum, { targets }) => sum + targets, 0);
    // a target says which row of its pass predicts it
    const { i32 } = space.kernel;
    for (let i = 0; i < targetCount; i++) i32[space.rowIndices / 4 + i] = (i32[space.rowIndices / 4 + i] ?? 0) - first;
    const count = rows.reduce((sum, row) => sum + row.rows, 0);
    const ofTargets = rows.flatMap(({ targets }, i) => Array.from({ length: targets }, () => weights[i] ?? NaN));
    backwardMicroBatch(space, { rows: count, jobs, targetCount, branchTargetCount: 0 }, ofTargets);
  }
}

function follows(before: KeptRow | undefined, row: KeptRow | undefined): boolean {
  if (!before || before.buffers !== row?.buffers) return false;
  return row.first === before.first + before.rows && row.firstTarget === before.firstTarget + before.targets;
}
