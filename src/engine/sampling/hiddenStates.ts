// The residual stream at the end of prompts, layer by layer: what linear probes read.
import { EngineError } from '../errors.ts';
import { checkTokens } from '../training/microBatch.ts';
import type { WeightSet } from '../transformer/plan.ts';
import type { Workspace } from '../transformer/workspace.ts';
import { extend } from './extend.ts';
import { PageCache } from './pageCache.ts';
import type { Progress } from './sample.ts';

/** result[prompt][layer] as Engine.hiddenStates. Computes as many prompts at a time as fit; yields between passes. */
export function* hiddenStatesAll(
  space: Workspace,
  set: WeightSet,
  prompts: readonly (readonly number[])[],
): Generator<Progress, Float32Array[][]> {
  for (const [index, prompt] of prompts.entries()) {
    if (prompt.length === 0) throw new EngineError('badInput', `prompt ${String(index)} is empty`);
    checkTokens(space, prompt, `prompt ${String(index)}`);
  }
  const results: Float32Array[][] = [];
  while (results.length < prompts.length) {
    const cache = new PageCache(space);
    const group = takePrompts(space, prompts, results.length);
    const extensions = group.map((tokens) => ({ sequence: cache.open(tokens.length), tokens }));
    const states = group.map((): Float32Array[] => []);
    extend(space, cache, set, extensions, 'last', (stream) => {
      let end = 0;
      for (const [index, tokens] of group.entries()) {
        end += tokens.length;
        const at = (stream + (end - 1) * space.strides.width) / 4;
        states[index]?.push(space.kernel.f32.slice(at, at + space.shape.width));
      }
    });
    results.push(...states);
    yield { done: results.length, total: prompts.length };
  }
  return results;
}

/** The prompts from `first` on that fit one pass; one at least, which the cache may still refuse. */
function takePrompts(space: Workspace, prompts: readonly (readonly number[])[], first: number): (readonly number[])[] {
  let tokens = 0;
  let pages = 0;
  let end = first;
  for (const { length } of prompts.slice(first, first + space.options.slots)) {
    tokens += length;
    pages += Math.ceil(length / 8);
    if (end > first && (tokens > space.options.maxTokens || pages > space.cache.pages)) break;
    end++;
  }
  return prompts.slice(first, end);
}
