// The built-in model in worker threads, ready for runs.
import { readModelFolder } from '../disk/modelFolder.ts';
import { LoraLearner } from '../learners/loraKto.ts';
import { TabularKto } from '../learners/tabular/tabularKto.ts';
import { openBuiltinPool } from '../models/builtin/index.ts';
import type { RunConfig, RunDeps } from '../experiments/index.ts';
import { startReplicas } from '../threads/replicas.ts';

export interface OpenRun {
  readonly deps: RunDeps;
  /** Ends the worker threads. */
  readonly stop: () => Promise<void>;
}

/** `model`: a folder below public/models; `thread`: the bundled replicaThread.ts. Throws what openBuiltinPool throws. */
export async function openRun(config: RunConfig, model: string, workers: number, thread: URL): Promise<OpenRun> {
  const { weights, tokenizer } = await readModelFolder(`public/models/${model}`);
  const { replicas, stop } = startReplicas(workers, thread);
  try {
    const { loraRank: rank, loraAlpha: alpha, rankStabilised, learner } = config;
    const training = { rank, alpha, rankStabilised };
    const { model: roles, pool, hash } = await openBuiltinPool(replicas, weights, tokenizer, { training });
    const rule = learner === 'expertIteration' ? 'expertIteration' : 'kto';
    return {
      deps: {
        ...{ model: { name: model, hash }, spectators: roles },
        createLearner: (stream, stateOf) =>
          learner === 'tabularKto'
            ? Promise.resolve(new TabularKto(stateOf))
            : LoraLearner.create(roles, pool, rule, stream),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
