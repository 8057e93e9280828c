// The built-in model in worker threads, ready for runs.
import { readModelFolder } from '../disk/modelFolder.ts';
import type { RunConfig, RunDeps } from '../experiments/index.ts';
import { openRunDeps } from '../runDeps.ts';
import { serverModels } from './serverModels.ts';
import { startReplicas } from '../threads/replicas.ts';

export interface OpenRun {
  readonly deps: RunDeps;
  /** Ends the worker threads. */
  readonly stop: () => Promise<void>;
}

/** `model`: a folder below public/models; `thread`: the bundled replicaThread.ts. Throws what openRunDeps throws, and UsageError. */
export async function openRun(config: RunConfig, model: string, workers: number, thread: URL): Promise<OpenRun> {
  const others = serverModels(config, process.env);
  const files = await readModelFolder(`public/models/${model}`);
  const { replicas, stop } = startReplicas(workers, thread);
  try {
    return { deps: await openRunDeps(config, replicas, { name: model, ...files }, {}, others), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
