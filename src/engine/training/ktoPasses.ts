import type { KtoLogProbs } from '../types.ts';
import { passFrom } from '../transformer/workspace.ts';
import type { PassBuffers, Workspace } from '../transformer/workspace.ts';
import { backwardMicroBatch, fitsOnePass, forwardMicroBatch, splitSequences, targetLogProbs } from './microBatch.ts';
import { clearGradient, finishGradient } from './optimizer.ts';
import { addKtoGradient, ktoSequence, ktoWeight } from './steps.ts';
import type { KtoExample, KtoShardOptions } from './steps.ts';

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

  /**
   * As ktoShard for rows of the last {@link forward}, each of them once, and for rows that went forward elsewhere, which are given
   * and go forward here. Null where a row is neither kept nor given.
   */
  backward(shard: readonly (number | KtoExample)[], options: KtoShardOptions): Float64Array | null {
    const rows: (KeptRow | KtoExample)[] = [];
    for (const each of shard) {
      const row = typeof each === 'number' ? this.#kept.get(each) : each;
      if (!row) return null;
      rows.push(row);
    }
    clearGradient(this.#space);
    const sums = new Float64Array(rows.length);
    for (let start = 0; start < rows.length;) {
      let end = start + 1;
      while (end < rows.length && follows(rows[end - 1], rows[end])) end++;
      sums.set(this.#backwardTogether(rows.slice(start, end), start, options), start);
      start = end;
    }
    finishGradient(this.#space);
    for (const each of shard) if (typeof each === 'number') this.#kept.delete(each);
    return sums;
  }

  /** Call when parameters change: what was kept is of those before. */
  clear(): void {
    this.#kept.clear();
  }

  /** Rows that lie next to each other in one pass, or rows that are given; `at`: which of the shard the first of them is. */
  #backwardTogether(rows: readonly (KeptRow | KtoExample)[], at: number, options: KtoShardOptions): Float64Array {
    const kept = rows.filter(isKept);
    const [begin] = kept;
    if (!begin) {
      const referenceLogProbs = Array.from(rows, (_, i) => options.referenceLogProbs[at + i] ?? NaN);
      return addKtoGradient(
        this.#space,
        rows.filter((row): row is KtoExample => !isKept(row)),
        { ...options, referenceLogProbs },
      );
    }
    this.#backwardKept(kept, begin, (row, i) => ktoWeight(row.sum, row.desirable, at + i, options));
    return Float64Array.from(kept, ({ sum }) => sum);
  }

  #backwardKept(
    rows: readonly KeptRow[],
    { buffers, first, firstTarget }: KeptRow,
    weightOf: (row: KeptRow, index: number) => number,
  ): void {
    const space: Workspace = { ...this.#space, ...passFrom(this.#space, buffers, first, firstTarget) };
    const jobs = rows.map((row) => ({ first: row.first - first, rows: row.rows, past: 0, table: 0 }));
    const targetCount = rows.reduce((sum, { targets }) => sum + targets, 0);
    // a target says which row of its pass predicts it
    const { i32 } = space.kernel;
    for (let i = 0; i < targetCount; i++) i32[space.rowIndices / 4 + i] = (i32[space.rowIndices / 4 + i] ?? 0) - first;
    const count = rows.reduce((sum, row) => sum + row.rows, 0);
    const ofTargets = rows.flatMap((row, i) => {
      const weight = weightOf(row, i);
      return Array.from({ length: row.targets }, () => weight);
    });
    backwardMicroBatch(space, { rows: count, jobs, targetCount, branchTargetCount: 0 }, ofTargets);
  }
}

const isKept = (row: KeptRow | KtoExample): row is KeptRow => 'buffers' in row;

function follows(before: KeptRow | KtoExample | undefined, row: KeptRow | KtoExample | undefined): boolean {
  if (!before || !row) return false;
  if (!isKept(before) || !isKept(row)) return !isKept(before) && !isKept(row);
  if (before.buffers !== row.buffers) return false;
  return row.first === before.first + before.rows && row.firstTarget === before.firstTarget + before.targets;
}
