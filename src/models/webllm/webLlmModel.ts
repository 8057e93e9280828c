import { answers } from '../../roles/index.ts';
import type { Conversation } from '../../roles/index.ts';
import type {
  Answered,
  AskRequest,
  LanguageModel,
  SamplingOptions,
  UserRequest,
  WorkControls,
  WriteRequest,
  Written,
} from '../contract.ts';
import { answeredFrom } from './closedSet.ts';
import type { ChatMessage } from './load.ts';
import { agentMessages, questionMessages, userMessages } from './prompts.ts';
import { seedOf } from './seeds.ts';
import type { ChatModel } from './webLlmEngine.ts';

/** Who plays what. Roles may share a model, which is then on the GPU once. */
export interface RoleModels {
  readonly agent: ChatModel;
  readonly user: ChatModel;
  /** Rater, transition model, vetoes and evaluator. */
  readonly judge: ChatModel;
}

/**
 * Instruction-tuned models in all roles. Texts are sampled one by one: WebLLM computes a prompt again for every sample. A text's
 * tokens end with the one that ended it, and their log-probabilities are exact, of the whole vocabulary at temperature 1.
 * Throws WebLlmError, also where a conversation does not fit the context.
 */
export class WebLlmModel implements LanguageModel {
  readonly #models: RoleModels;

  constructor(models: RoleModels) {
    this.#models = models;
  }

  async write(
    requests: readonly WriteRequest[],
    options: SamplingOptions,
    controls: WorkControls = {},
  ): Promise<Written[][]> {
    const total = requests.reduce((sum, { streams }) => sum + streams.length, 0);
    const texts: Written[][] = [];
    let done = 0;
    for (const { conversation, writes, streams } of requests) {
      const messages = agentMessages(conversation, writes);
      const written: Written[] = [];
      for (const stream of streams) {
        written.push(await this.#write(this.#models.agent, messages, seedOf(stream), options, controls, true));
        controls.onProgress?.({ done: ++done, total });
      }
      texts.push(written);
    }
    return texts;
  }

  /** An estimate on the safe side: there is no tokenizer outside the worker. */
  room(conversation: Conversation, writes: WriteRequest['writes']): number {
    return this.#models.agent.context - mostTokens(agentMessages(conversation, writes));
  }

  async writeAsUser(
    requests: readonly UserRequest[],
    options: SamplingOptions,
    controls: WorkControls = {},
  ): Promise<Written[]> {
    const texts: Written[] = [];
    for (const { view, goal, stream } of requests) {
      const messages = userMessages(view, goal);
      texts.push(await this.#write(this.#models.user, messages, seedOf(stream), options, controls, false));
      controls.onProgress?.({ done: texts.length, total: requests.length });
    }
    return texts;
  }

  async ask(requests: readonly AskRequest[], controls: WorkControls = {}): Promise<Answered[][]> {
    const total = requests.reduce((sum, { questions }) => sum + questions.length, 0);
    const answered: Answered[][] = [];
    let done = 0;
    for (const { view, questions } of requests) {
      const each: Answered[] = [];
      for (const question of questions) {
        const words = answers(question);
        const request = { messages: questionMessages(view, question), answers: [...words] };
        each.push(answeredFrom(words, await this.#models.judge.answer(request, controls.isCancelled)));
        controls.onProgress?.({ done: ++done, total });
      }
      answered.push(each);
    }
    return answered;
  }

  async #write(
    model: ChatModel,
    messages: ChatMessage[],
    seed: number,
    { temperature, minP = 0, maxNewTokens }: SamplingOptions,
    { isCancelled }: WorkControls,
    adapts: boolean,
  ): Promise<Written> {
    const request = { messages, adapts, temperature, minP, maxNewTokens, seed, check: false };
    const { text, tokens, logProbs, finish } = await model.write(request, isCancelled);
    return { text, tokens, logProbs, ended: finish === 'stop' };
  }
}

/**
 * More tokens than messages have, in all likelihood: one for each three bytes, where English has one for four, and twelve
 * for the marks around each message.
 */
function mostTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + Math.ceil(utf8Length(content) / 3) + 12, 0);
}

/** Bytes of a text in UTF-8; half a surrogate pair counts as the three of its replacement. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
