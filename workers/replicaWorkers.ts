import { wrap } from 'comlink';
import { guardReplica } from '../src/engine/parallel/guard.ts';
import type { RemoteReplica } from '../src/engine/parallel/pool.ts';
import type { Replica } from '../src/engine/parallel/replica.ts';

/** This browser starts no worker from a worker, or could not start ours. */
class NestedWorkerError extends Error {
  override readonly name = 'NestedWorkerError';
}

export interface ReplicaWorkers {
  readonly replicas: readonly RemoteReplica[];
  readonly stop: () => void;
}

/** Engine replicas, each in a worker of its own below this one. */
export function startReplicaWorkers(count: number): ReplicaWorkers {
  if (!('Worker' in globalThis)) throw new NestedWorkerError('this browser starts no workers from a worker');
  const workers = Array.from(
    { length: count },
    (_, i) =>
      new Worker(new URL('./rollout.worker.ts', import.meta.url), { type: 'module', name: `rollout ${String(i)}` }),
  );
  return {
    replicas: workers.map((worker) => {
      const failure = new Promise<never>((_, reject) => {
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          reject(new NestedWorkerError(event.message || 'a worker of the engine could not be loaded'));
        });
      });
      return guardReplica(wrap<Replica>(worker), failure);
    }),
    stop: () => {
      for (const worker of workers) worker.terminate();
    },
  };
}

/** As many as the machine has cores, of which one is left to the page where there are more than two; at most 4. */
export function replicaCount(): number {
  const cores = navigator.hardwareConcurrency || 1;
  return Math.min(4, cores > 2 ? cores - 1 : cores);
}
