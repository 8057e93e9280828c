// Training against jax-js (autodiff, WebAssembly backend): same start, same data, same Adam, six steps. Two backward passes
// that share no code; float32 on both sides, so losses of 5 to 6 nats agree to a few 1e-6.
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine, type EngineOptions, type LoraOptions } from '../../src/engine/engine.ts';
import { createJaxModel, supervisedBatch, type JaxModel } from '../../src/engine/jax/index.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import type { SupervisedRow } from '../../src/engine/training/steps.ts';
import type { ModelShape } from '../../src/engine/transformer/shape.ts';
import { randomAdapter } from '../support/engineCases.ts';

const benchmarkLike: ModelShape = {
  vocabulary: 256,
  context: 64,
  width: 64,
  layers: 2,
  heads: 4,
  hidden: 256,
  mlp: 'silu',
  position: 'learned',
};
const gatedRotary: ModelShape = {
  ...benchmarkLike,
  vocabulary: 128,
  width: 48,
  heads: 3,
  hidden: 128,
  mlp: 'gated',
  position: 'rotary',
};
const adam = { ...adamDefaults, learningRate: 1e-3, clipNorm: Infinity };
const lora: LoraOptions = { rank: 6, alpha: 12, rankStabilised: true };
const steps = 6;

/** Rows of different lengths whose next token mostly follows from the present one, a third of them without loss. */
function rowsOf({ vocabulary, context }: ModelShape, step: number): SupervisedRow[] {
  const stream = RandomStream.root(5).child(`step/${String(step)}`);
  return Array.from({ length: 6 }, (_, row) => {
    let token = stream.integer(vocabulary);
    const tokens = Array.from({ length: context + 1 - 7 * row }, () => {
      token = stream.uniform() < 0.8 ? (token * 5 + 3) % vocabulary : stream.integer(vocabulary);
      return token;
    });
    return { tokens, weights: tokens.map((_token, i) => (i === 0 || (i + row) % 3 === 0 ? 0 : 0.5 + (i % 4))) };
  });
}

async function jaxOf(engine: Engine, training: EngineOptions['training']): Promise<JaxModel> {
  const shared = { shape: engine.shape, device: 'wasm', tensors: engine.baseTensors() } as const;
  if (typeof training !== 'object') return createJaxModel(shared);
  return createJaxModel({ ...shared, lora: { ...training, tensors: engine.adapterTensors() } });
}

/** Six steps on two batches in turn: the largest difference of the losses, and how far the first batch's loss fell. */
async function compareCurves(
  engine: Engine,
  training: EngineOptions['training'],
): Promise<{ worst: number; normError: number; fall: number }> {
  const jax = await jaxOf(engine, training);
  const losses: number[] = [];
  let worst = 0;
  let normError = 0;
  for (let step = 0; step < steps; step++) {
    const rows = rowsOf(engine.shape, step % 2);
    const ours = engine.supervisedStep(rows, adam);
    const theirs = await jax.supervisedStep(supervisedBatch(rows, engine.shape.context), adam);
    worst = Math.max(worst, Math.abs(ours.loss - theirs.loss));
    normError = Math.max(normError, Math.abs(ours.gradientNorm / theirs.gradientNorm - 1));
    losses.push(ours.loss);
  }
  jax.dispose();
  return { worst, normError, fall: (losses[0] ?? NaN) - (losses[4] ?? NaN) };
}

describe.each([
  ['silu, learned positions', benchmarkLike],
  ['gated, rotary positions', gatedRotary],
])('%s', (_, shape) => {
  it('full training', async () => {
    const engine = await Engine.create({ shape, training: 'full', slots: 4 });
    engine.initialise(RandomStream.root(6));
    const { worst, normError, fall } = await compareCurves(engine, 'full');
    expect(worst).toBeLessThan(1e-5);
    expect(normError).toBeLessThan(1e-4);
    expect(fall).toBeGreaterThan(0.1);
  });

  it('LoRA with B away from zero', async () => {
    const engine = await Engine.create({ shape, training: lora, slots: 4 });
    engine.initialise(RandomStream.root(7));
    engine.loadAdapter(randomAdapter(shape, lora.rank, 1, 0.05));
    const { worst, normError, fall } = await compareCurves(engine, lora);
    expect(worst).toBeLessThan(1e-5);
    expect(normError).toBeLessThan(1e-4);
    expect(fall).toBeGreaterThan(0.01);
  });
});
