// A run on the built-in model, put together for command line and simulation worker alike: from a config to roles and learner.
import type { EnginePool, RemoteReplica } from './engine/parallel/pool.ts';
import type { EngineOptions } from './engine/types.ts';
import { hasAdapter } from './experiments/index.ts';
import type { RunConfig, RunDeps } from './experiments/index.ts';
import { LoraLearner } from './learners/loraKto.ts';
import { FeedbackMemory } from './learners/memory/feedbackMemory.ts';
import type { MemoryBase } from './learners/memory/feedbackMemory.ts';
import { RerankKto } from './learners/rerank/rerankKto.ts';
import { TabularKto } from './learners/tabular/tabularKto.ts';
import { openBuiltinPool } from './models/builtin/index.ts';
import type { BuiltinModel } from './models/builtin/index.ts';

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
  config: RunConfig,
  replicas: readonly RemoteReplica[],
  { name, weights, tokenizer }: ModelParts,
  options: Omit<EngineOptions, 'shape' | 'training'> = {},
): Promise<RunDeps> {
  const { loraRank: rank, loraAlpha: alpha, rankStabilised, learner, candidates } = config;
  const training = hasAdapter(config) ? { rank, alpha, rankStabilised } : 'none';
  const { model, pool, hash } = await openBuiltinPool(replicas, weights, tokenizer, { ...options, training });
  const createLearner: RunDeps['createLearner'] = (stream, stateOf) => {
    switch (learner) {
      case 'tabularKto':
        return Promise.resolve(new TabularKto(stateOf));
      case 'feedbackMemory':
        return Promise.resolve(new FeedbackMemory(scored(model, pool)));
      case 'rerankKto':
        return Promise.resolve(new RerankKto(model, { candidates, sampling: config }));
      case 'loraKto':
        return LoraLearner.create(model, pool, 'kto', stream);
      case 'expertIteration':
        return LoraLearner.create(model, pool, 'expertIteration', stream);
    }
  };
  return { model: { name, hash }, spectators: model, createLearner };
}

/** The untrained model, which can also tell how likely it finds a text. */
const scored = (model: BuiltinModel, pool: EnginePool): MemoryBase => ({
  write: (requests, options, controls) => model.write(requests, options, controls),
  room: (conversation, writes) => model.room(conversation, writes),
  textTokens: (text) => model.textTokens(text),
  textOf: (tokens) => model.textOf(tokens),
  score: async (texts, controls) => {
    const requests = texts.map(({ conversation, writes, tokens }) => ({
      ...{ prompt: model.promptTokens(conversation, writes), completions: [tokens] },
    }));
    const found = await pool.logProbs(requests, 'base', controls);
    return found.map(([own]) => own?.reduce((sum, logProb) => sum + logProb, 0) ?? NaN);
  },
});
