import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RemoteReplica } from '../../src/engine/parallel/pool.ts';
import { goldenBits } from '../golden/bits.ts';
import { ktoHash, samplingHash, trainingHash } from './bitsWorkload.ts';

interface Started {
  readonly replicas: RemoteReplica[];
  readonly stop: () => unknown;
}

/** The same tests for every host: what `start` gives must reach the golden bits, however many workers there are. */
export function bitsSuite(host: string, start: (count: number) => Started): void {
  describe.each([1, 2, 4])(`the same bits in ${host} with %i workers`, (count) => {
    let started: Started = { replicas: [], stop: () => undefined };

    beforeAll(() => {
      started = start(count);
    });

    afterAll(async () => {
      await started.stop();
    });

    it.each([1, 7, 64] as const)('after 20 steps of full training in batches of %i', async (batch) => {
      expect(await trainingHash(started.replicas, batch)).toBe(goldenBits.training[batch]);
    });

    it('after 20 KTO steps on LoRA', async () => {
      expect(await ktoHash(started.replicas)).toBe(goldenBits.kto);
    });

    it.each([1, 7, 64])('of 1,000 sampled tokens, %i at a time', async (concurrent) => {
      expect(await samplingHash(started.replicas, concurrent)).toBe(goldenBits.sampling);
    });
  });
}
