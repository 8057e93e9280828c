import { answers, expectedScore } from '../../roles/index.ts';
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
import type { ChatAnswer, ChatMessage, ChatModel, ChatWrite, ChatWritten } from './chatModel.ts';
import { inParallel } from './inParallel.ts';
import { agentMessages, questionMessages, userMessages } from './prompts.ts';
import { seedOf } from './seeds.ts';

/** Who plays what. Roles may share a model. */
export interface RoleModels {
  readonly agent: ChatModel;
  readonly user: ChatModel;
  /** Rater, transition model, vetoes and evaluator. */
  readonly judge: ChatModel;
}

/**
 * Instruction-tuned models in all roles. Every text and every answer is a request of its own. Throws what the models throw, also
 * where a conversation does not fit the context.
 */
export class ChatLanguageModel implements LanguageModel {
  readonly #models: RoleModels;

  constructor(models: RoleModels) {
    this.#models = models;
  }

  async write(
    requests: readonly WriteRequest[],
    options: SamplingOptions,
    controls: WorkControls = {},
  ): Promise<Written[][]> {
    const written = await writeAsAgent(this.#models.agent, requests, options, controls);
    return written.map((texts) => texts.map(textOf));
  }

  room(conversation: Conversation, writes: WriteRequest['writes']): number {
    return roomOf(this.#models.agent, conversation, writes);
  }

  async writeAsUser(
    requests: readonly UserRequest[],
    options: SamplingOptions,
    controls: WorkControls = {},
  ): Promise<Written[]> {
    const { user } = this.#models;
    const jobs = requests.map(
      ({ view, goal, stream }) =>
        () =>
          write(user, userMessages(view, goal), seedOf(stream), options, controls, { adapts: false }),
    );
    return (await all(jobs, user, controls)).map(textOf);
  }

  async ask(requests: readonly AskRequest[], controls: WorkControls = {}): Promise<Answered[][]> {
    const { judge } = this.#models;
    const jobs = requests.flatMap(({ view, questions }) =>
      questions.map((question) => async () => {
        const words = [...answers(question)];
        const request = { messages: questionMessages(view, question), answers: words };
        return answeredFrom(words, await judge.answer(request, controls.isCancelled));
      }),
    );
    const answered = await all(jobs, judge, controls);
    return requests.map(({ questions }) => answered.splice(0, questions.length));
  }
}

const all = <Result>(
  jobs: readonly (() => Promise<Result>)[],
  { parallel }: ChatModel,
  { onProgress }: WorkControls,
): Promise<Result[]> => inParallel(jobs, parallel, (done) => onProgress?.({ done, total: jobs.length }));

const write = (
  model: ChatModel,
  messages: ChatMessage[],
  seed: number,
  { temperature, minP = 0, maxNewTokens }: SamplingOptions,
  { isCancelled }: WorkControls,
  more: Pick<ChatWrite, 'adapts' | 'bias' | 'record'>,
): Promise<ChatWritten> => model.write({ messages, temperature, minP, maxNewTokens, seed, ...more }, isCancelled);

/** The agent's texts: result[request][stream]. `record`: see ChatWrite. */
export async function writeAsAgent(
  agent: ChatModel,
  requests: readonly WriteRequest[],
  options: SamplingOptions,
  controls: WorkControls = {},
  record = 0,
): Promise<ChatWritten[][]> {
  const jobs = requests.flatMap(({ conversation, writes, streams, bias }) => {
    const messages = agentMessages(conversation, writes);
    const more = { adapts: true, ...(bias && { bias }), ...(record > 0 && { record }) };
    return streams.map((stream) => () => write(agent, messages, seedOf(stream), options, controls, more));
  });
  const texts = await all(jobs, agent, controls);
  return requests.map(({ streams }) => texts.splice(0, streams.length));
}

/** Without what else an engine tells of a text. */
export const textOf = ({ text, tokens, logProbs, ended }: ChatWritten): Written => ({ text, tokens, logProbs, ended });

/** An estimate on the safe side: the tokenizer is elsewhere. */
export const roomOf = (agent: ChatModel, conversation: Conversation, writes: WriteRequest['writes']): number =>
  agent.context - mostTokens(agentMessages(conversation, writes));

/** Probabilities as the contract has them: renormalised, with their expectation. Throws RangeError where none is above 0. */
export function answeredFrom(words: readonly string[], { probabilities }: ChatAnswer): Answered {
  const mass = probabilities.reduce((sum, probability) => sum + probability, 0);
  const expected = expectedScore(words, probabilities);
  return { probabilities: probabilities.map((probability) => probability / mass), expected, mass };
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
