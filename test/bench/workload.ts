// The benchmark's model and work, and how its floating-point operations are counted.
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineOptions } from '../../src/engine/engine.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import type { SupervisedRow } from '../../src/engine/training/steps.ts';
import type { ModelShape } from '../../src/engine/transformer/shape.ts';

export const shape: ModelShape = {
  vocabulary: 1024,
  context: 128,
  width: 128,
  layers: 4,
  heads: 4,
  hidden: 512,
  mlp: 'silu',
  position: 'learned',
};
export const trainBatch = 16;
export const sampleBatch = 64;
export const newTokens = 48;
export const loraRank = 8;

export const workloads = ['full', 'lora', 'forward', 'sampling'] as const;
export type Workload = (typeof workloads)[number];

/**
 * Nominal floating-point operations a token: two per multiply-add of every matrix product, attention counted without
 * its causal half left out (as in PaLM's appendix B). Training the base: forward, and twice that backward. LoRA:
 * forward and the gradient of the activations; its own small products are not counted. Sampling: keys seen on average.
 */
export const nominalFlops: Readonly<Record<Workload, number>> = (() => {
  const { width, hidden, layers, vocabulary, context } = shape;
  const products = 2 * (layers * (4 * width * width + 2 * width * hidden) + vocabulary * width);
  const attention = (keys: number): number => layers * 4 * keys * width;
  const forward = products + attention(context);
  return { full: 3 * forward, lora: 2 * forward, forward, sampling: products + attention((newTokens + 1) / 2) };
})();

export const engineOptions = (training: EngineOptions['training']): EngineOptions => ({ shape, training });

export function trainingRows(rows: number): SupervisedRow[] {
  const stream = RandomStream.root(2);
  return Array.from({ length: rows }, () => ({
    tokens: Array.from({ length: shape.context + 1 }, () => stream.integer(shape.vocabulary)),
    weights: Array.from({ length: shape.context + 1 }, (_, i) => (i === 0 ? 0 : 1)),
  }));
}

export type Bench = Readonly<Record<Workload, () => number>>;

/** Each does one step on our engine and gives the number of tokens it was for. */
export async function createEngineBench(): Promise<Bench> {
  const full = await Engine.create(engineOptions('full'));
  const lora = await Engine.create(engineOptions({ rank: loraRank, alpha: 2 * loraRank, rankStabilised: false }));
  for (const engine of [full, lora]) engine.initialise(RandomStream.root(1));
  const rows = trainingRows(trainBatch);
  const trainTokens = trainBatch * shape.context;
  const scores = rows.map(({ tokens }) => ({ prompt: tokens.slice(0, 1), completions: [tokens.slice(1)] }));
  const streams = Array.from({ length: sampleBatch }, (_, i) => RandomStream.root(3).child(String(i)));
  return {
    full: () => {
      full.supervisedStep(rows, adamDefaults);
      return trainTokens;
    },
    lora: () => {
      lora.supervisedStep(rows, adamDefaults);
      return trainTokens;
    },
    forward: () => {
      lora.logProbs(scores, 'policy');
      return trainTokens;
    },
    sampling: () => {
      lora.sample([{ prompt: [1], temperature: 1, maxNewTokens: newTokens, endToken: null, streams }], 'policy');
      return sampleBatch * newTokens;
    },
  };
}
