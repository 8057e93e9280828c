// A run on the built-in model, put together for command line and simulation worker alike: from a config to roles and learner.
import type { EnginePool, RemoteReplica } from './engine/parallel/pool.ts';
import type { EngineOptions } from './engine/types.ts';
import { hasAdapter } from './experiments/index.ts';
import type { RunConfig, RunDeps } from './experiments/index.ts';
import { LoraLearner } from './learners/loraKto.ts';
import { FeedbackMemory } from './learners/memory/feedbackMemory.ts';
import type { MemoryBase } from './learners/memory/feedbackMemory.ts';
import { LogitKto } from './learners/logit/logitKto.ts';
import type { LogitBase } from './learners/logit/logitKto.ts';
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
  const { loraRank: rank, loraAlpha: alpha, rankStabilised, learner, candidates, logitRank, logitBound } = config;
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
      case 'logitKto':
        return Promise.resolve(new LogitKto(recording(model, pool), { rank: logitRank, bound: logitBound }));
      case 'loraKto':
        return LoraLearner.create(model, pool, 'kto', stream);
      case 'expertIteration':
        return LoraLearner.create(model, pool, 'expertIteration', stream);
    }
  };
  return { model: { name, hash }, spectators: model, createLearner };
}

/** The untrained model as learners see it that do not change it. */
const frozen = (model: BuiltinModel) => ({
  write: (...asked: Parameters<BuiltinModel['write']>) => model.write(...asked),
  room: (...asked: Parameters<BuiltinModel['room']>) => model.room(...asked),
  textTokens: (text: string) => model.textTokens(text),
  textOf: (tokens: readonly number[]) => model.textOf(tokens),
});

/** It can also tell how likely it finds a text. */
const scored = (model: BuiltinModel, pool: EnginePool): MemoryBase => ({
  ...frozen(model),
  score: async (texts, controls) => {
    const requests = texts.map(({ conversation, writes, tokens }) => ({
      ...{ prompt: model.promptTokens(conversation, writes), completions: [tokens] },
    }));
    const found = await pool.logProbs(requests, 'base', controls);
    return found.map(([own]) => own?.reduce((sum, logProb) => sum + logProb, 0) ?? NaN);
  },
});

/** It can also tell what else it might have written: of as many tokens as are asked for, at every place of any text. */
const recording = (model: BuiltinModel, pool: EnginePool): LogitBase => ({
  ...frozen(model),
  record: async (rows, tokens, controls) => {
    const requests = rows.map(({ conversation, writes, text }) => ({
      ...{ prompt: model.promptTokens(conversation, writes), completions: [text.tokens] },
    }));
    const found = await pool.record(requests, tokens, 'base', controls);
    return found.map(([own]) => ({
      logProbs: [...(own?.logProbs ?? [])],
      steps: Array.from({ length: own?.logProbs.length ?? 0 }, (_, i) => ({
        ...{ tokens, probabilities: own?.watched.subarray(i * tokens.length, (i + 1) * tokens.length) ?? [] },
      })),
    }));
  },
});
