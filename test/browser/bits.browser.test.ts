import { wrap } from 'comlink';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardReplica } from '../../src/engine/parallel/guard.ts';
import type { RemoteReplica } from '../../src/engine/parallel/pool.ts';
import type { Replica } from '../../src/engine/parallel/replica.ts';
import { goldenBits } from '../golden/bits.ts';
import { ktoHash, samplingHash, trainingHash } from '../support/bitsWorkload.ts';

describe.each([1, 2, 4])('the same bits in Chromium with %i web workers', (count) => {
  let workers: Worker[] = [];
  let replicas: RemoteReplica[] = [];

  beforeAll(() => {
    const start = (): Worker =>
      new Worker(new URL('../../workers/rollout.worker.ts', import.meta.url), { type: 'module' });
    workers = Array.from({ length: count }, start);
    replicas = workers.map((worker) => {
      const failure = new Promise<never>((_, reject) => {
        worker.addEventListener('error', (event) => {
          reject(new Error(event.message));
        });
      });
      return guardReplica(wrap<Replica>(worker), failure);
    });
  });

  afterAll(() => {
    for (const worker of workers) worker.terminate();
  });

  it.each([1, 7, 64] as const)('after 20 steps of full training in batches of %i', async (batch) => {
    expect(await trainingHash(replicas, batch)).toBe(goldenBits.training[batch]);
  });

  it('after 20 KTO steps on LoRA', async () => {
    expect(await ktoHash(replicas)).toBe(goldenBits.kto);
  });

  it.each([1, 7, 64])('of 1,000 sampled tokens, %i at a time', async (concurrent) => {
    expect(await samplingHash(replicas, concurrent)).toBe(goldenBits.sampling);
  });
});
