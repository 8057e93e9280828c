import { EngineError } from '../errors.ts';
import { finalNorm, forwardThroughCache, placeJobs } from '../transformer/forward.ts';
import type { VisitStream } from '../transformer/forward.ts';
import type { WeightSet } from '../transformer/plan.ts';
import type { Workspace } from '../transformer/workspace.ts';
import type { CachedSequence, PageCache } from './pageCache.ts';

/** Tokens to append to a cached sequence. */
export interface Extension {
  readonly sequence: CachedSequence;
  readonly tokens: ArrayLike<number>;
}

/**
 * Appends tokens to cached sequences in one pass; in all at most maxTokens. With `rows` = 'last' the head's input is
 * then normed for the last new row of each sequence, in order; with 'all' for every new row. `visit` sees the residual
 * stream of all new rows on its way.
 */
export function extend(
  space: Workspace,
  cache: PageCache,
  set: WeightSet,
  extensions: readonly Extension[],
  rows: 'last' | 'all',
  visit?: VisitStream,
): number {
  const { kernel, tokens, positions, before, rowIndices, strides, shape } = space;
  const { i32 } = kernel;
  const jobs = [];
  let row = 0;
  let wanted = 0;
  for (const { sequence, tokens: added } of extensions) {
    if (sequence.length + added.length > sequence.capacity || row + added.length > space.options.maxTokens) {
      throw new EngineError('badInput', 'an extension exceeds the room that was reserved for it');
    }
    jobs.push({ first: row, rows: added.length, past: sequence.length, table: cache.tableAddress(sequence) });
    for (let i = 0; i < added.length; i++) {
      i32[tokens / 4 + row + i] = added[i] ?? 0;
      i32[positions / 4 + row + i] = sequence.length + i;
      i32[before / 4 + row + i] = sequence.last;
      sequence.last = added[i] ?? 0;
      if (rows === 'all' || i === added.length - 1) i32[rowIndices / 4 + wanted++] = row + i;
    }
    sequence.length += added.length;
    row += added.length;
  }
  placeJobs(space, jobs);
  const x = forwardThroughCache(space, set, row, jobs.length, visit);
  kernel.run.gatherRows(space.headInput, strides.width, x, strides.width, rowIndices, wanted, shape.width);
  finalNorm(space, set, wanted);
  return wanted;
}
