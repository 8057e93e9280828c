// The choice between CPU and WebGPU (here a software adapter), and that both train alike.
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { createTrainer } from '../../src/engine/backend.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineOptions } from '../../src/engine/engine.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import type { SupervisedRow } from '../../src/engine/training/steps.ts';
import type { ModelShape } from '../../src/engine/transformer/shape.ts';

const shape: ModelShape = {
  vocabulary: 64,
  context: 24,
  width: 32,
  layers: 2,
  heads: 2,
  hidden: 64,
  mlp: 'gated',
  position: 'rotary',
};
// float32 holds these exactly, so that both paths correct the moments alike
const adam = { ...adamDefaults, learningRate: 3e-3, beta1: 0.875, beta2: 0.9921875 };
const host = { gpu: navigator.gpu, isSecureContext, now: () => performance.now() };

function batch(): SupervisedRow[] {
  const stream = RandomStream.root(5);
  return [25, 25, 25, 25].map((length) => {
    const tokens = Array.from({ length }, () => stream.integer(shape.vocabulary));
    return { tokens, weights: tokens.map((_, i) => (i === 0 ? 0 : 1)) };
  });
}

async function engine(training: EngineOptions['training']): Promise<Engine> {
  const created = await Engine.create({ shape, training });
  created.initialise(RandomStream.root(1));
  return created;
}

const jaxRequests = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.includes('jax'));

/** A clock by which the first measurement takes a thousand years and everything later under a second. */
function clockThatSlowsTheCpu(): () => number {
  let calls = 0;
  return () => (calls++ === 0 ? 0 : 1e12 + calls * 600);
}

describe('the choice', () => {
  test('of the CPU loads nothing of jax-js', async () => {
    const before = jaxRequests().length;
    const { trainer, measured } = await createTrainer(await engine('full'), { use: 'cpu', host, rows: batch(), adam });
    await trainer.supervisedStep(batch(), adam);
    expect(trainer.backend).toBe('cpu');
    expect(measured).toBeNull();
    expect(jaxRequests()).toHaveLength(before);
  });

  test('of the fastest measures both, and stays on the CPU beside a software adapter', async () => {
    const { trainer, measured } = await createTrainer(await engine('full'), {
      use: 'fastest',
      host,
      rows: batch(),
      adam,
    });
    expect(measured?.webGpu.available).toBe(true);
    expect(measured?.cpuTokensPerSecond).toBeGreaterThan(0);
    expect(trainer.backend).toBe('cpu');
    trainer.dispose();
  });

  test('without WebGPU is the CPU, with the reason', async () => {
    const { trainer, measured } = await createTrainer(await engine('full'), {
      use: 'fastest',
      host: { ...host, gpu: undefined },
      rows: batch(),
      adam,
    });
    expect(trainer.backend).toBe('cpu');
    expect(measured?.webGpu).toMatchObject({ available: false, reason: 'noWebGpu' });
  });
});

test.each([
  ['all parameters', 'full'],
  ['an adapter', { rank: 4, alpha: 8, rankStabilised: false }],
] as const)(
  '5 steps on %s: WebGPU and our CPU engine agree to 1e-4, and the result comes back',
  async (_, training) => {
    const cpu = await engine(training);
    const other = await engine(training);
    const { trainer } = await createTrainer(other, {
      use: 'fastest',
      host: { ...host, now: clockThatSlowsTheCpu() },
      rows: batch(),
      adam,
    });
    expect(trainer.backend).toBe('webgpu');
    const first = cpu.supervisedShardGradient(batch(), 96).sums[0] ?? NaN;
    for (let step = 0; step < 5; step++) {
      const expected = cpu.supervisedStep(batch(), adam);
      const found = await trainer.supervisedStep(batch(), adam);
      expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-4);
      expect(Math.abs(found.gradientNorm / expected.gradientNorm - 1)).toBeLessThan(1e-3);
    }
    await trainer.sync();
    trainer.dispose();
    const loss = other.supervisedShardGradient(batch(), 96).sums[0] ?? NaN;
    expect(Math.abs(loss - (cpu.supervisedShardGradient(batch(), 96).sums[0] ?? NaN)) / 96).toBeLessThan(1e-4);
    expect(first - loss).toBeGreaterThan(1);
  },
);
