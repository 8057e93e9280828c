import { wrap } from 'comlink';
import { guardReplica } from '../../src/engine/parallel/guard.ts';
import type { RemoteReplica } from '../../src/engine/parallel/pool.ts';
import type { Replica } from '../../src/engine/parallel/replica.ts';

/** Engine replicas in real web workers, and a way to end them. */
export function startBrowserWorkers(count: number): { replicas: RemoteReplica[]; stop: () => void } {
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
}
