import { wrap } from 'comlink';
import { guardReplica } from '../../src/engine/parallel/guard.ts';
import type { Replica } from '../../src/engine/parallel/replica.ts';
import { bitsSuite } from '../support/bitsSuite.ts';

bitsSuite('Chromium', (count) => {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('../../workers/rollout.worker.ts', import.meta.url), { type: 'module' }),
  );
  return {
    replicas: workers.map((worker) => {
      const failure = new Promise<never>((_, reject) => {
        worker.addEventListener('error', (event) => {
          reject(new Error(event.message));
        });
      });
      return guardReplica(wrap<Replica>(worker), failure);
    }),
    stop: () => {
      for (const worker of workers) worker.terminate();
    },
  };
});
