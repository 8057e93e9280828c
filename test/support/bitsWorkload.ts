// One piece of training and sampling whose bits must be the same in Node and in Chromium, for any batch size and any
// number of workers.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { RandomStream } from '../../src/core/rng/index.ts';
import { EnginePool } from '../../src/engine/parallel/pool.ts';
import type { RemoteReplica } from '../../src/engine/parallel/pool.ts';
import type { ModelShape } from '../../src/engine/transformer/shape.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';

const shape: ModelShape = {
  vocabulary: 128,
  context: 40,
  width: 48,
  layers: 2,
  heads: 3,
  hidden: 96,
  mlp: 'gated',
  position: 'rotary',
};
const adam = { ...adamDefaults, learningRate: 3e-3, weightDecay: 0.01 };

function tokens(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.integer(shape.vocabulary));
}

/** SHA-256 of the values' bytes. */
function hashOf(values: Float32Array | Int32Array | Float64Array): string {
  return bytesToHex(sha256(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
}

/** Parameters after 20 steps of full training on batches of `batch` ragged rows. */
export async function trainingHash(replicas: readonly RemoteReplica[], batch: number): Promise<string> {
  const pool = await EnginePool.create(replicas, { shape, training: 'full', maxTokens: 128, slots: 4 });
  const root = RandomStream.root(11);
  await pool.initialise(root.child('weights'));
  for (let step = 0; step < 20; step++) {
    const stream = root.child(`step/${String(step)}`);
    const rows = Array.from({ length: batch }, () => {
      const row = tokens(stream, 2 + stream.integer(shape.context));
      return { tokens: row, weights: row.map((_, i) => (i === 0 ? 0 : stream.integer(3) + 1)) };
    });
    await pool.supervisedStep(rows, adam);
  }
  return hashOf(await pool.trainedParameters());
}

/** Adapter after 20 KTO steps of 7 rows with a reference that moves once. */
export async function ktoHash(replicas: readonly RemoteReplica[]): Promise<string> {
  const training = { rank: 5, alpha: 10, rankStabilised: true };
  const pool = await EnginePool.create(replicas, { shape, training, maxTokens: 128, slots: 8 });
  const root = RandomStream.root(12);
  await pool.initialise(root.child('weights'));
  await pool.snapshotReference();
  for (let step = 0; step < 20; step++) {
    if (step === 10) await pool.snapshotReference();
    const stream = root.child(`step/${String(step)}`);
    const rows = Array.from({ length: 7 }, (_, i) => ({
      prompt: tokens(stream, 1 + stream.integer(20)),
      completion: tokens(stream, 1 + stream.integer(20)),
      desirable: i % 2 === 0,
    }));
    await pool.ktoStep(rows, { beta: 0.3, desirableWeight: 1, undesirableWeight: 0.8 }, adam);
  }
  return hashOf(await pool.trainedParameters());
}

/** 1,000 or more sampled tokens and their log-probabilities, with room for `concurrent` samples at a time. */
export async function samplingHash(replicas: readonly RemoteReplica[], concurrent: number): Promise<string> {
  const pool = await EnginePool.create(replicas, {
    shape,
    training: 'none',
    maxTokens: 80,
    // the prompt that is being sampled holds a slot too
    slots: concurrent + 1,
  });
  const root = RandomStream.root(13);
  await pool.initialise(root.child('weights'));
  const requests = Array.from({ length: 16 }, (_, request) => {
    const stream = root.child(`request/${String(request)}`);
    const prompt = tokens(stream, 1 + stream.integer(20));
    return {
      prompt,
      temperature: request % 4 === 0 ? 0.7 : 1,
      maxNewTokens: shape.context + 1 - prompt.length,
      endToken: request % 2 === 0 ? 5 : null,
      streams: [0, 1, 2, 3].map((sample) => stream.child(`sample/${String(sample)}`)),
    };
  });
  const samples = (await pool.sample(requests, 'policy')).flat();
  const drawn = samples.flatMap((sample) => sample.tokens);
  if (drawn.length < 1000) throw new Error(`only ${String(drawn.length)} tokens were sampled`);
  const logProbs = samples.flatMap((sample) => sample.logProbs);
  return `${hashOf(Int32Array.from(drawn))} ${hashOf(Float64Array.from(logProbs))}`;
}
