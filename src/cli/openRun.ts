// The built-in model in worker threads, ready for runs.
import type { RunConfig, RunDeps } from '../experiments/index.ts';
import { openRunDeps } from '../runDeps.ts';
import { startReplicas } from '../threads/replicas.ts';
import { serverModels } from './serverModels.ts';
import { readModel } from './usage.ts';

export interface OpenRun {
  readonly deps: RunDeps;
  /** Ends the worker threads. */
  readonly stop: () => Promise<void>;
}

/**
 * `model`: a folder below public/models; `thread`: the bundled replicaThread.ts; `where`: what names the model. Throws what
 * openRunDeps throws, and UsageError.
 */
export async function openRun(
  config: RunConfig,
  model: string,
  workers: number,
  thread: URL,
  where = '--model',
): Promise<OpenRun> {
  const others = serverModels(config, process.env);
  const files = await readModel(model, where);
  const { replicas, stop } = startReplicas(workers, thread);
  try {
    return { deps: await openRunDeps(config, replicas, { name: model, ...files }, {}, others), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
