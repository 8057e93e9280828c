// A run on the built-in model, put together for command line and simulation worker alike: from a config to roles and learner.
import type { RemoteReplica } from './engine/parallel/pool.ts';
import type { EngineOptions } from './engine/types.ts';
import type { RunConfig, RunDeps } from './experiments/index.ts';
import { LoraLearner } from './learners/loraKto.ts';
import { TabularKto } from './learners/tabular/tabularKto.ts';
import { openBuiltinPool } from './models/builtin/index.ts';

interface ModelParts {
  /** What the run says that it was made with. */
  readonly name: string;
  /** The bytes of weights.bin. */
  readonly weights: Uint8Array;
  /** The parsed tokenizer.json. */
  readonly tokenizer: unknown;
}

/** The model in the replicas, with the adapter and the learner that the config names. Throws what openBuiltinPool throws. */
export async function openRunDeps(
  { loraRank: rank, loraAlpha: alpha, rankStabilised, learner }: RunConfig,
  replicas: readonly RemoteReplica[],
  { name, weights, tokenizer }: ModelParts,
  options: Omit<EngineOptions, 'shape' | 'training'> = {},
): Promise<RunDeps> {
  const training = { rank, alpha, rankStabilised };
  const { model, pool, hash } = await openBuiltinPool(replicas, weights, tokenizer, { ...options, training });
  const rule = learner === 'expertIteration' ? 'expertIteration' : 'kto';
  return {
    ...{ model: { name, hash }, spectators: model },
    createLearner: (stream, stateOf) =>
      learner === 'tabularKto'
        ? Promise.resolve(new TabularKto(stateOf))
        : LoraLearner.create(model, pool, rule, stream),
  };
}
