// The rival: the same model and work on jax-js' WebAssembly backend, one thread, in Node.
import { RandomStream } from '../../src/core/rng/index.ts';
import { createJaxModel, type TokenBatch } from '../../src/engine/jax/index.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import type { ModelShape } from '../../src/engine/transformer/shape.ts';
import { randomAdapter, randomBase } from '../support/engineCases.ts';

interface JaxBenchOptions {
  readonly shape: ModelShape;
  /** Rows and tokens per row of a training batch and of a forward pass. */
  readonly trainBatch: number;
  readonly trainLength: number;
  /** Sequences sampled together, from a prompt of one token, and new tokens of each. */
  readonly sampleBatch: number;
  readonly newTokens: number;
  readonly loraRank: number;
}

const jaxWorkloads = ['full', 'lora', 'forward', 'sampling'] as const;
type JaxWorkload = (typeof jaxWorkloads)[number];

/** Each does one step and gives the number of tokens it was for. Compiled and warmed up beforehand. */
type JaxBench = Readonly<Record<JaxWorkload, () => Promise<number>>> & { readonly dispose: () => void };

export async function createJaxBench(options: JaxBenchOptions): Promise<JaxBench> {
  const { shape, trainBatch, trainLength, sampleBatch, newTokens, loraRank } = options;
  const device = 'wasm';
  const tensors = randomBase(shape);
  const lora = { rank: loraRank, alpha: 2 * loraRank, rankStabilised: false };
  const full = await createJaxModel({ shape, device, tensors });
  const adapted = await createJaxModel({
    shape,
    device,
    tensors,
    lora: { ...lora, tensors: randomAdapter(shape, loraRank, 1, 0) },
  });
  const frozen = await createJaxModel({ shape, device, tensors });
  const stream = RandomStream.root(1);
  const ids = (count: number): Int32Array => Int32Array.from({ length: count }, () => stream.integer(shape.vocabulary));
  const trainTokens = trainBatch * trainLength;
  const batch: TokenBatch = {
    rows: trainBatch,
    length: trainLength,
    tokens: ids(trainTokens),
    targets: ids(trainTokens),
    weights: new Float32Array(trainTokens).fill(1),
  };
  const sampler = frozen.sampler({ batchSize: sampleBatch, promptLength: 1, newTokens });
  const prompts = ids(sampleBatch);
  const uniforms = Float32Array.from({ length: sampleBatch * newTokens }, () => stream.uniform());

  const bench: JaxBench = {
    full: async () => {
      await full.supervisedStep(batch, adamDefaults);
      return trainTokens;
    },
    lora: async () => {
      await adapted.supervisedStep(batch, adamDefaults);
      return trainTokens;
    },
    forward: async () => {
      await frozen.logProbs(batch);
      return trainTokens;
    },
    sampling: async () => {
      await sampler.sample({ prompts, uniforms, temperature: 1 });
      return sampleBatch * newTokens;
    },
    dispose: () => {
      for (const model of [full, adapted, frozen]) model.dispose();
    },
  };
  for (const workload of jaxWorkloads) for (let step = 0; step < 2; step++) await bench[workload]();
  return bench;
}
