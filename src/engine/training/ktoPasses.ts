import type { KtoLogProbs } from '../types.ts';
import type { PassBuffers, Workspace } from '../transformer/workspace.ts';
import { backwardMicroBatch, fitsOnePass, forwardMicroBatch, splitSequences, targetLogProbs } from './microBatch.ts';
import type { MicroBatch, TargetSequence } from './microBatch.ts';
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

type RowSequence = TargetSequence & { readonly index: number; readonly desirable: boolean };

interface KeptPass {
  readonly buffers: PassBuffers;
  readonly run: readonly RowSequence[];
  readonly batch: MicroBatch;
}

interface KeptShard {
  readonly sums: Float64Array;
  readonly passes: readonly KeptPass[];
}

/**
 * The two halves of a KTO step. Its loss needs z0, a mean over the whole batch, so every row goes forward before any goes backward:
 * what the forward passes leave is kept in between where there is room, shard by shard, so that no row goes forward twice.
 */
export class KtoPasses {
  readonly #space: Workspace;
  readonly #free: PassBuffers[];
  readonly #kept = new Map<number, KeptShard>();

  constructor(space: Workspace) {
    this.#space = space;
    this.#free = [...space.keptPasses];
  }

  /**
   * Summed log-probabilities under the policy, nats, of each row's completion and of its mismatched one. Keeps the passes, in
   * place of the shard's last ones; keeps nothing where there is no room, and gives null where a row does not fit a pass.
   */
  forward(shard: number, rows: readonly PairedRow[]): Pick<KtoLogProbs, 'policyLogProbs' | 'mismatched'> | null {
    this.#release(shard);
    const sequences = rows.map((row, index) => ({
      ...ktoSequence(row),
      index,
      desirable: row.desirable,
      branch: { after: row.prompt.length, tokens: row.other },
    }));
    if (!sequences.every((sequence) => fitsOnePass(this.#space, sequence))) return null;
    const runs = splitSequences(this.#space, sequences);
    const room = runs.length <= this.#free.length ? this.#free.splice(0, runs.length) : [];
    const sums = new Float64Array(rows.length);
    const mismatched = new Float64Array(rows.length);
    const passes: KeptPass[] = [];
    for (const [at, run] of runs.entries()) {
      const buffers = room[at];
      const space = { ...this.#space, ...buffers };
      const batch = forwardMicroBatch(space, run);
      const logProbs = targetLogProbs(space, space.sets.policy, batch.targetCount + batch.branchTargetCount);
      let target = 0;
      const take = (count: number): number => {
        let sum = 0;
        for (const end = target + count; target < end; target++) sum += logProbs[target] ?? NaN;
        return sum;
      };
      for (const { index, targets } of run) sums[index] = take(targets.length);
      for (const { index, branch } of run) mismatched[index] = take(branch.tokens.length);
      if (buffers) passes.push({ buffers, run, batch });
    }
    if (room.length > 0) this.#kept.set(shard, { sums, passes });
    return { policyLogProbs: sums, mismatched };
  }

  /** As ktoShard for the rows that {@link forward} was given last for this shard; null where their passes were not kept. */
  backward(shard: number, options: KtoShardOptions): Float64Array | null {
    const kept = this.#kept.get(shard);
    if (!kept) return null;
    clearGradient(this.#space);
    for (const { buffers, run, batch } of kept.passes) {
      const weights = run.flatMap(({ index, desirable, targets }) => {
        const weight = ktoWeight(kept.sums[index] ?? NaN, desirable, index, options);
        return targets.map(() => weight);
      });
      backwardMicroBatch({ ...this.#space, ...buffers }, batch, weights);
    }
    finishGradient(this.#space);
    this.#release(shard);
    return kept.sums;
  }

  /** Call when parameters change: what was kept is of those before. */
  clear(): void {
    for (const shard of [...this.#kept.keys()]) this.#release(shard);
  }

  #release(shard: number): void {
    for (const { buffers } of this.#kept.get(shard)?.passes ?? []) this.#free.push(buffers);
    this.#kept.delete(shard);
  }
}
