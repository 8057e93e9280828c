// A run put together for command line and simulation worker alike: from a config to roles and learner.
import type { EnginePool, RemoteReplica } from './engine/parallel/pool.ts';
import type { EngineOptions } from './engine/types.ts';
import { hasAdapter, isBuiltin, nameOfAll, roleFields } from './experiments/index.ts';
import type { RoleField, RunConfig, RunDeps, UsedModel } from './experiments/index.ts';
import { LoraLearner } from './learners/loraKto.ts';
import { FeedbackMemory } from './learners/memory/feedbackMemory.ts';
import type { MemoryBase } from './learners/memory/feedbackMemory.ts';
import { LogitKto } from './learners/logit/logitKto.ts';
import type { LogitBase } from './learners/logit/logitKto.ts';
import { RerankKto } from './learners/rerank/rerankKto.ts';
import { TabularKto } from './learners/tabular/tabularKto.ts';
import { openBuiltinPool, shortSighted } from './models/builtin/index.ts';
import type { BuiltinModel } from './models/builtin/index.ts';
import { ChatAgent } from './models/chat/chatAgent.ts';
import { ChatLanguageModel } from './models/chat/chatLanguageModel.ts';
import type { ChatModel } from './models/chat/chatModel.ts';
import { RecordingAgent } from './models/chat/recordingAgent.ts';
import type { LanguageModel, Spectators } from './models/contract.ts';
import { MixedSpectators } from './models/mixed/mixedSpectators.ts';

interface ModelParts {
  /** What the run says that it was made with. */
  readonly name: string;
  /** The bytes of weights.bin. */
  readonly weights: Uint8Array;
  /** The parsed tokenizer.json. */
  readonly tokenizer: unknown;
}

/** A model of WebLLM or of a server, ready to be asked. */
export interface OpenedModel extends UsedModel {
  readonly chat: ChatModel;
}

/**
 * The built-in model in the replicas, with the adapter and the learner that the config names, and the other models where the config
 * gives them roles. `opened`: those, by the config's word for each. Throws what openBuiltinPool throws, and
 * RangeError for a model that is not opened.
 */
export async function openRunDeps(
  config: RunConfig,
  replicas: readonly RemoteReplica[],
  { name, weights, tokenizer }: ModelParts,
  options: Omit<EngineOptions, 'shape' | 'training'> = {},
  opened: ReadonlyMap<string, OpenedModel> = new Map(),
): Promise<RunDeps> {
  const { loraRank: rank, loraAlpha: alpha, rankStabilised, learner } = config;
  const training = hasAdapter(config) ? { rank, alpha, rankStabilised } : 'none';
  const { model, pool, hash } = await openBuiltinPool(replicas, weights, tokenizer, { ...options, training });
  const own: RunDeps = {
    model: { name, hash },
    // what people write in their own words often does not fit with a long reply before it, what the model writes seldom
    spectators: config.ownScenarios.length > 0 ? shortSighted(model) : model.readingWhatFits,
    createLearner: (stream, stateOf) => {
      switch (learner) {
        case 'tabularKto':
          return Promise.resolve(new TabularKto(stateOf));
        case 'feedbackMemory':
          return Promise.resolve(new FeedbackMemory(scored(model, pool)));
        case 'rerankKto':
          return Promise.resolve(new RerankKto(model, { candidates: config.candidates, sampling: config }));
        case 'logitKto':
          return Promise.resolve(new LogitKto(recording(model, pool), adapterOptions(config)));
        case 'loraKto':
          return LoraLearner.create(model, pool, 'kto', stream);
        case 'expertIteration':
          return LoraLearner.create(model, pool, 'expertIteration', stream);
      }
    },
  };
  if (roleFields.every((field) => isBuiltin(config[field]))) return own;

  const reader = shortSighted(model);
  const chats = new Map([...opened].map(([word, { chat }]) => [word, alone(chat)]));
  const find = <Found extends object>(all: ReadonlyMap<string, Found>, field: RoleField): Found => {
    const found = all.get(config[field]);
    if (!found) throw new RangeError(`${field}: ${config[field]} is not opened`);
    return found;
  };
  const spectator = (field: RoleField): Spectators => (isBuiltin(config[field]) ? reader : find(chats, field));
  const used = roleFields.map((field) => (isBuiltin(config[field]) ? { name, identity: hash } : find(opened, field)));
  return {
    model: { ...nameOfAll(used), ...(isBuiltin(config.agentModel) && { builtin: hash }) },
    spectators: new MixedSpectators({
      user: spectator('userModel'),
      rater: spectator('raterModel'),
      judge: spectator('judgeModel'),
    }),
    createLearner: isBuiltin(config.agentModel)
      ? own.createLearner
      : () => Promise.resolve(frozenLearner(config, find(opened, 'agentModel').chat)),
  };
}

/** A learner for an agent whose weights can't change; which there are, `parseConfig` knows, too. */
function frozenLearner(config: RunConfig, chat: ChatModel): RerankKto | LogitKto | FeedbackMemory {
  const agent = new ChatAgent(alone(chat));
  switch (config.learner) {
    case 'logitKto':
      return new LogitKto(new RecordingAgent(chat), adapterOptions(config));
    case 'rerankKto':
      return new RerankKto(agent, { candidates: config.candidates, sampling: config });
    case 'feedbackMemory':
      return new FeedbackMemory({
        write: (requests, sampling, controls) => agent.write(requests, sampling, controls),
        room: (conversation, writes) => agent.room(conversation, writes),
        textTokens: (text) => agent.textTokens(text),
        textOf: (tokens) => agent.textOf(tokens),
        score: null,
      });
    case 'loraKto':
    case 'expertIteration':
    case 'tabularKto':
      throw new RangeError(`${config.learner} can't train ${config.agentModel}`);
  }
}

/** A model in whichever roles it is asked for. */
const alone = (chat: ChatModel): LanguageModel => new ChatLanguageModel({ agent: chat, user: chat, judge: chat });

const adapterOptions = ({ logitRank: rank, logitBound: bound }: RunConfig) => ({ rank, bound });

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
