// Our engine against jax-js: two implementations that share nothing but the formulas (ours has its backward pass written
// by hand, theirs comes from autodiff), from the same parameters, on the same rows.
import { describe, expect, test } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import { createJaxModel, type JaxModel, ktoBatch, supervisedBatch } from '../../src/engine/jax/index.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import {
  gatedRotary,
  gradientsByName,
  ktoExamples,
  raggedRows,
  randomAdapter,
  randomBase,
  siluLearned,
  siluShifted,
  weightSum,
} from '../support/engineCases.ts';

// Betas that float32 holds exactly: otherwise 1 - beta, a difference of 1e-5 of itself, depends on where it is rounded.
const adam = { ...adamDefaults, weightDecay: 0.01, beta1: Math.fround(0.9), beta2: Math.fround(0.999) };
const lora = { rank: 5, alpha: 5, rankStabilised: true };
const steps = 6;

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const worst = actual.reduce((most, value, index) => Math.max(most, Math.abs(value - (expected[index] ?? NaN))), 0);
  expect(worst).toBeLessThan(tolerance);
}

describe.each([
  ['silu, learned positions', siluLearned],
  ['gated, rotary positions', gatedRotary],
  ['silu, the token before', siluShifted],
])('%s', (_, shape) => {
  const base = randomBase(shape);
  const adapter = randomAdapter(shape, lora.rank, 1, 0.1);
  const rows = raggedRows([2, 3, 9, shape.context + 1, 5, 8, shape.context, 7], shape.vocabulary);
  const batch = supervisedBatch(rows);

  async function createEngine(withAdapter: boolean): Promise<Engine> {
    const training = withAdapter ? lora : 'full';
    const engine = await Engine.create({ shape, training, maxTokens: 4 * shape.context, slots: 8 });
    engine.loadBase(base);
    if (withAdapter) engine.loadAdapter(adapter);
    return engine;
  }

  function createJax(withAdapter: boolean): Promise<JaxModel> {
    const options = { shape, device: 'wasm', tensors: base } as const;
    return createJaxModel(withAdapter ? { ...options, lora: { ...lora, tensors: adapter } } : options);
  }

  describe.each([
    ['all parameters', false],
    ['an adapter', true],
  ])('%s', (__, withAdapter) => {
    test('gradients', async () => {
      const [engine, jax] = [await createEngine(withAdapter), await createJax(withAdapter)];
      const expected = await jax.gradients(batch);
      jax.dispose();
      const { gradient } = engine.supervisedShardGradient(rows, weightSum(rows));
      const found = gradientsByName(shape, gradient, withAdapter ? lora.rank : undefined);
      expect([...found.keys()]).toEqual([...expected.gradients.keys()]);
      for (const [name, values] of found) {
        const theirs = [...(expected.gradients.get(name) ?? [])];
        const largest = Math.max(...theirs.map(Math.abs));
        expectClose([...values], theirs, 2e-5 * largest);
      }
    });

    test('losses and gradient norms of 6 steps', async () => {
      const [engine, jax] = [await createEngine(withAdapter), await createJax(withAdapter)];
      for (let step = 0; step < steps; step++) {
        const ours = engine.supervisedStep(rows, adam);
        const theirs = await jax.supervisedStep(batch, adam);
        expectClose([ours.loss], [theirs.loss], 3e-6);
        expectClose([ours.gradientNorm / theirs.gradientNorm], [1], 1e-6);
      }
      jax.dispose();
    });
  });

  test('KTO: losses and log-ratios of 6 steps', async () => {
    const [engine, jax] = [await createEngine(true), await createJax(true)];
    const examples = ktoExamples(shape, 6);
    const options = { beta: 0.3, desirableWeight: 1, undesirableWeight: 1.25 };
    engine.snapshotReference();
    for (let step = 0; step < steps; step++) {
      const { referenceLogProbs } = engine.ktoLogProbs(examples, 0, examples.length);
      const ours = engine.ktoStep(examples, options, adam);
      const theirBatch = ktoBatch(examples, Float32Array.from(referenceLogProbs), { ...options, kl: ours.kl.clamped });
      const theirs = await jax.ktoStep(theirBatch, adam);
      expectClose([ours.loss], [theirs.loss], 1e-5);
      const rewards = [...theirs.logRatios].map((logRatio) => logRatio * options.beta);
      expectClose([...ours.implicitRewards], rewards, 2e-5);
    }
    jax.dispose();
  });
});
