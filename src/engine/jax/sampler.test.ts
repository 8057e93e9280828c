import { describe, expect, test } from 'vitest';
import { randomAdapter, randomBase } from '../../../test/support/engineCases.ts';
import { smallShape } from '../../../test/support/jaxCases.ts';
import { RandomStream } from '../../core/rng/index.ts';
import type { ModelShape } from '../transformer/shape.ts';
import { createJaxModel, type JaxModel, supervisedBatch } from './index.ts';

// More positions than the cache's first size, so that it grows on the way.
const learned: ModelShape = { ...smallShape, context: 40 };
const rotary: ModelShape = { ...learned, mlp: 'gated', position: 'rotary' };
const shifted: ModelShape = { ...learned, tokenShift: true };

function create(shape: ModelShape): Promise<JaxModel> {
  const lora = { rank: 4, alpha: 8, rankStabilised: false, tensors: randomAdapter(shape, 4, 1, 0.2) };
  return createJaxModel({ shape, device: 'wasm', tensors: randomBase(shape), lora });
}

/** Probabilities of every token at every position of `tokens`, from the whole sequence at once, without a cache. */
async function distributions(model: JaxModel, tokens: readonly number[], temperature: number): Promise<number[][]> {
  const { vocabulary } = smallShape;
  const rows = Array.from({ length: vocabulary }, (_, candidate) => ({
    tokens: [...tokens, 0],
    weights: [...tokens, 0].map(() => 1),
    candidate,
  }));
  const batch = supervisedBatch(rows);
  const targets = batch.targets.map((_, index) => rows[Math.floor(index / tokens.length)]?.candidate ?? 0);
  const logProbs = await model.logProbs({ ...batch, targets });
  return tokens.map((_, position) => {
    const raised = rows.map(({ candidate }) =>
      Math.exp((logProbs[candidate * tokens.length + position] ?? NaN) / temperature),
    );
    const total = raised.reduce((sum, value) => sum + value, 0);
    return raised.map((value) => value / total);
  });
}

describe.each([
  ['learned positions', learned, 1, 20],
  ['rotary positions', rotary, 1, 20],
  ['the token before', shifted, 1, 20],
  ['the token before, prompts of several tokens', shifted, 2, 17],
  ['prompts of several tokens', learned, 5, 14],
  ['prompts that fill the first cache', rotary, 17, 4],
])('%s', (_, shape, promptLength, newTokens) => {
  test('every token is the one at which the cumulative probability passes its uniform', async () => {
    const batchSize = 3;
    const stream = RandomStream.root(7);
    const prompts = Int32Array.from({ length: batchSize * promptLength }, () => stream.integer(shape.vocabulary));
    const uniforms = Float32Array.from({ length: batchSize * newTokens }, () => Math.fround(stream.uniform()));
    const temperature = 0.8;
    const model = await create(shape);
    const sampler = model.sampler({ batchSize, promptLength, newTokens });
    const sampled = await sampler.sample({ prompts, uniforms, temperature });
    expect(await sampler.sample({ prompts, uniforms, temperature })).toEqual(sampled);
    for (let row = 0; row < batchSize; row++) {
      const prompt = [...prompts.slice(row * promptLength, (row + 1) * promptLength)];
      const drawn = [...sampled.slice(row * newTokens, (row + 1) * newTokens)];
      const all = await distributions(model, [...prompt, ...drawn], temperature);
      for (const [step, token] of drawn.entries()) {
        const probabilities = all[promptLength - 1 + step] ?? [];
        const below = probabilities.slice(0, token).reduce((sum, p) => sum + p, 0);
        const uniform = uniforms[step * batchSize + row] ?? NaN;
        // Within the rounding of float32 sums.
        expect(uniform, `row ${String(row)}, token ${String(step)}`).toBeGreaterThan(below - 2e-5);
        expect(uniform).toBeLessThan(below + (probabilities[token] ?? NaN) + 2e-5);
      }
    }
    model.dispose();
  });
});

test('the smallest and the largest uniform give the ends of the vocabulary', async () => {
  const model = await create(learned);
  const sampler = model.sampler({ batchSize: 2, promptLength: 1, newTokens: 1 });
  const uniforms = Float32Array.of(0, 1 - 2 ** -24);
  // So hot that every token is about equally likely.
  const tokens = await sampler.sample({ prompts: Int32Array.of(3, 4), uniforms, temperature: 1e4 });
  expect([...tokens]).toEqual([0, learned.vocabulary - 1]);
  sampler.dispose();
  model.dispose();
});

test('what can not be sampled is refused', async () => {
  const model = await create(smallShape);
  expect(() => model.sampler({ batchSize: 2, promptLength: 9, newTokens: 9 })).toThrow('context');
  expect(() => model.sampler({ batchSize: 0, promptLength: 1, newTokens: 1 })).toThrow('batchSize');
  const sampler = model.sampler({ batchSize: 1, promptLength: 2, newTokens: 1 });
  const request = { prompts: Int32Array.of(1, 2), uniforms: Float32Array.of(0.5), temperature: 1 };
  await expect(sampler.sample({ ...request, temperature: 0 })).rejects.toThrow('temperature');
  await expect(sampler.sample({ ...request, prompts: Int32Array.of(1) })).rejects.toThrow('sizes');
  await expect(sampler.sample({ ...request, prompts: Int32Array.of(1, 99) })).rejects.toThrow('vocabulary');
  model.dispose();
});
