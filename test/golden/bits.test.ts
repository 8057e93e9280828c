import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RemoteReplica } from '../../src/engine/parallel/pool.ts';
import { ktoHash, samplingHash, trainingHash } from '../support/bitsWorkload.ts';
import { startReplicas } from '../support/nodeReplicas.ts';
import { goldenBits } from './bits.ts';

describe.each([1, 2, 4])('the same bits in Node with %i worker threads', (count) => {
  let replicas: RemoteReplica[] = [];
  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(() => {
    const file = new URL('../../node_modules/.cache/swayground-test/rolloutThread.mjs', import.meta.url);
    ({ replicas, stop } = startReplicas(count, file));
  });

  afterAll(() => stop());

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
