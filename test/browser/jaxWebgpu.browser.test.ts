// jax-js on WebGPU (here a software adapter: it proves the path, not the speed) against jax-js on WebAssembly.
import { afterEach, describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import {
  chooseBackend,
  createJaxModel,
  type JaxDevice,
  type JaxModel,
  ktoBatch,
  probeWebGpu,
} from '../../src/engine/jax/index.ts';
import type { AdamOptions } from '../../src/engine/training/optimizer.ts';
import type { ModelShape } from '../../src/engine/transformer/shape.ts';
import { randomAdapter, randomBase } from '../support/engineCases.ts';
import { learnableBatch, smallShape } from '../support/jaxCases.ts';

const adam: AdamOptions = {
  learningRate: 3e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0.01,
  clipNorm: 1,
};
const lora = { rank: 4, alpha: 8, rankStabilised: false };
const gatedRotary: ModelShape = { ...smallShape, mlp: 'gated', position: 'rotary' };

const models: JaxModel[] = [];

async function create(shape: ModelShape, device: JaxDevice, withAdapter: boolean): Promise<JaxModel> {
  const adapter = { ...lora, tensors: randomAdapter(shape, lora.rank, 1, 0.1) };
  const options = { shape, device, tensors: randomBase(shape) };
  const model = await createJaxModel(withAdapter ? { ...options, lora: adapter } : options);
  models.push(model);
  return model;
}

afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});

function expectClose(actual: Iterable<number>, expected: ArrayLike<number>, tolerance: number): void {
  const values = [...actual];
  expect(values).toHaveLength(expected.length);
  for (const [index, value] of values.entries()) {
    expect(Math.abs(value - (expected[index] ?? NaN)), `entry ${String(index)}`).toBeLessThan(tolerance);
  }
}

describe.each([
  ['silu, learned positions', smallShape],
  ['gated, rotary positions', gatedRotary],
])('%s', (_, shape) => {
  const batch = learnableBatch(shape, 4, 16);

  test.each([
    ['all parameters', false],
    ['an adapter', true],
  ])('5 steps on %s: the same losses as on WebAssembly', async (__, withAdapter) => {
    const losses = async (device: JaxDevice): Promise<number[]> => {
      const model = await create(shape, device, withAdapter);
      const found: number[] = [];
      for (let step = 0; step < 5; step++) found.push((await model.supervisedStep(batch, adam)).loss);
      return found;
    };
    const expected = await losses('wasm');
    expect((expected[0] ?? NaN) - (expected[4] ?? NaN)).toBeGreaterThan(0.05);
    expectClose(await losses('webgpu'), expected, 1e-4);
  });

  test('the same tokens from the same uniforms', async () => {
    const sizes = { batchSize: 4, promptLength: 3, newTokens: 12 };
    const stream = RandomStream.root(3);
    const prompts = Int32Array.from({ length: 12 }, () => stream.integer(shape.vocabulary));
    const uniforms = Float32Array.from({ length: 48 }, () => stream.uniform());
    const tokens = async (device: JaxDevice): Promise<Int32Array> => {
      const model = await create(shape, device, true);
      return model.sampler(sizes).sample({ prompts, uniforms, temperature: 1 });
    };
    expect(await tokens('webgpu')).toEqual(await tokens('wasm'));
  });
});

test('KTO: the same loss, log-ratios and gradients', async () => {
  const examples = [1, 2, 3, 4].map((n) => ({
    prompt: [n, 2 * n],
    completion: [n + 5, n + 6, n + 7],
    desirable: n > 2,
  }));
  const options = { beta: 0.2, desirableWeight: 1, undesirableWeight: 1.5, kl: 0.3 };
  const batch = ktoBatch(examples, Float32Array.of(-12, -13, -14, -15), options);
  const [wasm, webgpu] = [await create(smallShape, 'wasm', true), await create(smallShape, 'webgpu', true)];
  const expected = await wasm.ktoGradients(batch);
  const found = await webgpu.ktoGradients(batch);
  expect([...found.gradients.keys()]).toEqual([...expected.gradients.keys()]);
  for (const [name, gradient] of found.gradients) expectClose(gradient, expected.gradients.get(name) ?? [], 1e-5);
  const [expectedStep, foundStep] = [await wasm.ktoStep(batch, adam), await webgpu.ktoStep(batch, adam)];
  expect(Math.abs(foundStep.loss - expectedStep.loss)).toBeLessThan(1e-5);
  expectClose(foundStep.logRatios, expectedStep.logRatios, 1e-4);
});

test('the probe measures a speed', async () => {
  const shape = smallShape;
  const probe = await probeWebGpu({
    gpu: navigator.gpu,
    isSecureContext,
    now: () => performance.now(),
    model: { shape, tensors: randomBase(shape), lora: { ...lora, tensors: randomAdapter(shape, lora.rank, 1, 0) } },
    batch: learnableBatch(shape, 4, 16),
    adam,
    measureMs: 300,
  });
  if (!probe.available) throw new Error(`${probe.reason}: ${probe.message}`);
  expect(probe.tokensPerSecond).toBeGreaterThan(0);
  expect(chooseBackend(probe.tokensPerSecond / 100, probe)).toBe('webgpu');
  expect(chooseBackend(probe.tokensPerSecond * 100, probe)).toBe('cpu');
});
