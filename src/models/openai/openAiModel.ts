import type { ChatAnswer, ChatAsk, ChatMessage, ChatModel, ChatWrite, ChatWritten } from '../chat/chatModel.ts';
import { ServerError } from './errors.ts';
import { complete } from './wire.ts';
import type { Completion, Server } from './wire.ts';

interface OpenAiOptions {
  /** Longest sequence, tokens: servers do not tell. */
  readonly context?: number;
  /** Requests at once: servers batch them. */
  readonly parallel?: number;
  /** Likeliest tokens that are asked for in a rating; servers have limits of their own, usually 20. */
  readonly topLogProbs?: number;
  /** Whether the server knows the fields that OpenAI's own does not, and refuses; without them there is no min-p. */
  readonly hasExtensions?: boolean;
}

type Choice = Completion['choices'][number];
type Logged = NonNullable<NonNullable<Choice['logprobs']>['content']>[number];

/**
 * A model behind an OpenAI-compatible server: vLLM, llama.cpp, Ollama, LM Studio. Log-probabilities are the server's. Answers are read from the likeliest tokens alone: what lies beyond them is
 * missing from their sum, which becomes `mass`. Throws ServerError.
 */
export class OpenAiModel implements ChatModel {
  readonly context: number;
  readonly parallel: number;
  readonly #server: Server;
  readonly #model: string;
  readonly #topLogProbs: number;
  readonly #hasExtensions: boolean;

  constructor(
    server: Server,
    model: string,
    { context = 4096, parallel = 8, topLogProbs = 20, hasExtensions = true }: OpenAiOptions = {},
  ) {
    this.#server = server;
    this.#model = model;
    this.context = context;
    this.parallel = parallel;
    this.#topLogProbs = topLogProbs;
    this.#hasExtensions = hasExtensions;
  }

  async write(request: ChatWrite, isCancelled?: () => boolean): Promise<ChatWritten> {
    const { messages, adapts, bias, record = 0, temperature, minP, maxNewTokens, seed } = request;
    // ids are seldom told, and never all probabilities
    if (bias || record > 0)
      throw new RangeError('a server takes no bias on tokens and keeps no record of their logits');
    const { finish_reason, message, logprobs } = await this.#complete(isCancelled, {
      ...{ messages, temperature, max_tokens: maxNewTokens, seed, logprobs: true, top_logprobs: 1 },
      ...(this.#hasExtensions && { min_p: minP }),
    });
    const logged = logprobs?.content ?? [];
    const text = (message.content ?? '').trim();
    // the agent is trained on its log-probabilities; of the user model's nobody asks
    if (adapts && logged.length === 0 && text !== '') throw noLogProbs();
    return {
      text,
      tokens: logged.map(({ id, token }) => id ?? standIn(token)),
      logProbs: logged.map(({ logprob }) => logprob),
      ended: finish_reason === 'stop',
    };
  }

  async answer({ messages, answers }: ChatAsk, isCancelled?: () => boolean): Promise<ChatAnswer> {
    const first = await this.#likeliest(messages, isCancelled);
    const probabilities = answers.map((answer) => probabilityOf(first, answer));
    const split = answers.findIndex((answer, i) => answer.length > 1 && probabilities[i] === 0);
    const begins = answers.findIndex((answer) => split >= 0 && answer === answers[split]?.slice(0, -1));
    const both = probabilities[begins] ?? 0;
    if (both > 0) {
      // "10" may be two tokens: then the 1 is given as the beginning of the answer, and what follows it is asked for
      const begun: ChatMessage = { role: 'assistant', content: answers[begins] ?? '' };
      const next = await this.#likeliest([...messages, begun], isCancelled, {
        ...{ continue_final_message: true, add_generation_prompt: false },
      });
      const goesOn = probabilityOf(next, answers[split]?.slice(-1) ?? '', true);
      probabilities[split] = both * goesOn;
      probabilities[begins] = both * (1 - goesOn);
    }
    if (probabilities.every((probability) => probability === 0)) {
      throw new ServerError('badAnswer', `none of the answers ${answers.join(', ')} is among the likeliest tokens`);
    }
    return { probabilities };
  }

  async #likeliest(
    messages: readonly ChatMessage[],
    isCancelled: (() => boolean) | undefined,
    extra: object = {},
  ): Promise<Logged['top_logprobs']> {
    const { logprobs } = await this.#complete(isCancelled, {
      ...{ messages, temperature: 1, max_tokens: 1, seed: 1 },
      ...{ logprobs: true, top_logprobs: this.#topLogProbs },
      ...extra,
    });
    const top = logprobs?.content?.[0]?.top_logprobs ?? [];
    if (top.length === 0) throw noLogProbs();
    return top;
  }

  async #complete(isCancelled: (() => boolean) | undefined, body: object): Promise<Choice> {
    if (isCancelled?.() === true) throw new ServerError('cancelled', 'no longer wanted');
    const asked = {
      ...{ model: this.#model, stream: false, n: 1, top_p: 1, frequency_penalty: 0, presence_penalty: 0 },
      // what is not set comes from the model's or the server's own settings; vLLM and llama.cpp spell one of them differently
      ...(this.#hasExtensions && { top_k: -1, min_p: 0, repetition_penalty: 1, repeat_penalty: 1 }),
      ...body,
    };
    const { choices } = await complete(this.#server, asked, isCancelled);
    const [choice] = choices;
    if (!choice) throw new ServerError('badAnswer', 'the server gave no choice');
    return choice;
  }
}

const noLogProbs = (): ServerError => new ServerError('noLogProbs', 'the server tells no log-probabilities of tokens');

/** Of all tokens that are the word, with white space around it or, inside an answer, without. */
function probabilityOf(top: Logged['top_logprobs'], word: string, isInside = false): number {
  return top.reduce((sum, { token, logprob }) => {
    const text = isInside ? token : token.trim();
    return text === word ? sum + Math.exp(logprob) : sum;
  }, 0);
}

/** A number for a token whose id the server does not tell: FNV-1a of its text, 31 bits. The same text has the same. */
function standIn(token: string): number {
  let hash = 2166136261;
  for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 16777619);
  return hash >>> 1;
}
