import { Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { guardReplica } from '../engine/parallel/guard.ts';
import type { RemoteReplica } from '../engine/parallel/pool.ts';
import type { Replica } from '../engine/parallel/replica.ts';

/** Replicas in worker threads that run `file` (replicaThread.ts, bundled), and a way to end them. */
export function startReplicas(count: number, file: URL): { replicas: RemoteReplica[]; stop: () => Promise<void> } {
  const workers = Array.from({ length: count }, () => new Worker(file));
  return {
    replicas: workers.map((worker) => {
      const failure = new Promise<never>((_, reject) => {
        worker.on('error', reject);
        worker.on('messageerror', reject);
        worker.on('exit', (code) => {
          reject(new Error(`a worker thread ended with code ${String(code)}`));
        });
      });
      return guardReplica(wrap<Replica>(nodeEndpoint(worker)), failure);
    }),
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
