// Any shape that is allowed: the loss, and the slope of the loss along a direction through each tensor, are those of the
// float64 reference model. Slopes along directions of many entries agree to 4e-6 of the gradient's norm; 5e-5 is asked for.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { ModelShape } from '../../src/engine/transformer/shape.ts';
import { bits, gradientsByName, raggedRows, randomAdapter, randomBase, weightSum } from '../support/engineCases.ts';
import { checkGradients } from '../support/gradientCheck.ts';
import { referenceSupervisedLoss, toParameters, withAdapter, type Parameters } from '../support/referenceModel.ts';

const shapes: fc.Arbitrary<ModelShape> = fc
  .record({
    vocabulary: fc.integer({ min: 1, max: 6 }).map((n) => 8 * n),
    context: fc.integer({ min: 8, max: 26 }),
    heads: fc.integer({ min: 1, max: 4 }),
    headBlocks: fc.integer({ min: 1, max: 3 }),
    layers: fc.integer({ min: 1, max: 3 }),
    hidden: fc.integer({ min: 1, max: 6 }).map((n) => 8 * n),
    mlp: fc.constantFrom('silu' as const, 'gated' as const),
    position: fc.constantFrom('learned' as const, 'rotary' as const),
  })
  .map(({ headBlocks, ...shape }) => ({ ...shape, width: 8 * shape.heads * headBlocks }));

/** The reference in single directions only: blind entries would cost too much here. */
const directions = { blind: 0 };

describe('random shapes', () => {
  it('full training', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(), async (shape, seed) => {
        const engine = await Engine.create({ shape, training: 'full', slots: 3, maxTokens: shape.context + 3 });
        const base = randomBase(shape, seed, 0.4);
        engine.loadBase(base);
        const rows = raggedRows([shape.context + 1, 4, 7], shape.vocabulary, RandomStream.root(seed));
        const { sums, gradient } = engine.supervisedShardGradient(rows, weightSum(rows));
        const parameters = toParameters(base);
        const lossOf = (moved: Parameters): number => referenceSupervisedLoss(shape, moved, rows);
        expect(Math.abs((sums[0] ?? NaN) / weightSum(rows) - lossOf(parameters))).toBeLessThan(2e-5);
        const result = checkGradients(parameters, gradientsByName(shape, gradient), lossOf, directions);
        expect(result.worst, result.where).toBeLessThan(5e-5);
      }),
      { seed: 21, numRuns: 10 },
    );
  });

  it('LoRA of any rank', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.integer({ min: 1, max: 20 }), fc.nat(), async (shape, rank, seed) => {
        const lora = { rank, alpha: 2, rankStabilised: true };
        const engine = await Engine.create({ shape, training: lora, slots: 3, maxTokens: 2 * shape.context });
        const [base, adapter] = [randomBase(shape, seed, 0.4), randomAdapter(shape, rank, seed, 0.1)];
        engine.loadBase(base);
        engine.loadAdapter(adapter);
        const rows = raggedRows([shape.context, 3, 9], shape.vocabulary, RandomStream.root(seed));
        const { sums, gradient } = engine.supervisedShardGradient(rows, weightSum(rows));
        const [frozen, trained] = [toParameters(base), toParameters(adapter)];
        const lossOf = (moved: Parameters): number =>
          referenceSupervisedLoss(shape, withAdapter(shape, frozen, moved, 2 / Math.sqrt(rank)), rows);
        expect(Math.abs((sums[0] ?? NaN) / weightSum(rows) - lossOf(trained))).toBeLessThan(2e-5);
        const result = checkGradients(trained, gradientsByName(shape, gradient, rank), lossOf, directions);
        expect(result.worst, result.where).toBeLessThan(5e-5);
      }),
      { seed: 22, numRuns: 7 },
    );
  });

  it('scores by way of the cache have the bits of the training pass', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(), async (shape, seed) => {
        const engine = await Engine.create({ shape, training: 'full', slots: 3, maxTokens: shape.context + 1 });
        engine.loadBase(randomBase(shape, seed, 0.4));
        const [{ tokens } = { tokens: [] }] = raggedRows(
          [shape.context + 1],
          shape.vocabulary,
          RandomStream.root(seed),
        );
        const options = {
          beta: 1,
          desirableWeight: 1,
          undesirableWeight: 1,
          kl: 0,
          batchRows: 1,
          referenceLogProbs: [0],
        };
        for (let cut = 1; cut < tokens.length; cut++) {
          const [prompt, completion] = [tokens.slice(0, cut), tokens.slice(cut)];
          const [[scores] = []] = engine.logProbs([{ prompt, completions: [completion] }], 'policy');
          const sum = (scores ?? new Float64Array()).reduce((a, b) => a + b, 0);
          const { sums } = engine.ktoShardGradient([{ prompt, completion, desirable: true }], options);
          expect(bits(sums)).toBe(bits([sum]));
        }
      }),
      { seed: 23, numRuns: 20 },
    );
  });
});

describe('the largest sizes, one at a time', () => {
  const small: ModelShape = {
    ...{ vocabulary: 16, context: 8, width: 8, layers: 1, heads: 1, hidden: 8, mlp: 'gated', position: 'learned' },
  };
  it.each<[string, ModelShape, string[]]>([
    ['vocabulary 4096', { ...small, vocabulary: 4096 }, ['embedding', 'layer.0.value', 'finalNorm']],
    ['context 512', { ...small, context: 512 }, ['position', 'layer.0.query', 'layer.0.key']],
    ['width 512 in one head', { ...small, width: 512 }, ['layer.0.query', 'layer.0.output']],
    ['width 512 in 16 heads', { ...small, width: 512, heads: 16, position: 'rotary' }, ['layer.0.key', 'layer.0.up']],
    ['hidden 2048', { ...small, width: 64, hidden: 2048 }, ['layer.0.down', 'layer.0.gate']],
    ['16 layers', { ...small, layers: 16, mlp: 'silu' }, ['embedding', 'layer.0.query', 'layer.15.down']],
  ])('%s', async (_, shape, names) => {
    const engine = await Engine.create({ shape, training: 'full', slots: 3 });
    const base = randomBase(shape, 1, 0.2);
    engine.loadBase(base);
    const rows = raggedRows([shape.context + 1, 5], shape.vocabulary);
    const { sums, gradient } = engine.supervisedShardGradient(rows, weightSum(rows));
    const parameters = toParameters(base);
    const lossOf = (moved: Parameters): number => referenceSupervisedLoss(shape, moved, rows);
    expect(Math.abs((sums[0] ?? NaN) / weightSum(rows) - lossOf(parameters))).toBeLessThan(1e-5);
    const gradients = [...gradientsByName(shape, gradient)].filter(([name]) => names.includes(name));
    expect(gradients.length).toBe(names.length);
    const result = checkGradients(parameters, new Map(gradients), lossOf, directions);
    expect(result.worst, result.where).toBeLessThan(5e-5);
  });
});
