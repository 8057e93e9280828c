import type { Conversation } from '../../roles/index.ts';
import type { Agent, SamplingOptions, WorkControls, WriteRequest, Written } from '../contract.ts';

/**
 * An agent whose tokenizer is elsewhere, for learners that go from texts to tokens and back: it remembers the text of every list
 * of tokens that it has given, as long as that very list is there.
 */
export class ChatAgent implements Agent {
  readonly #model: Agent;
  readonly #texts = new WeakMap<readonly number[], string>();

  constructor(model: Agent) {
    this.#model = model;
  }

  async write(
    requests: readonly WriteRequest[],
    options: SamplingOptions,
    controls?: WorkControls,
  ): Promise<Written[][]> {
    const written = await this.#model.write(requests, options, controls);
    for (const { tokens, text } of written.flat()) this.#texts.set(tokens, text);
    return written;
  }

  room(conversation: Conversation, writes: WriteRequest['writes']): number {
    return this.#model.room(conversation, writes);
  }

  /** Stand-ins, one for each character: nobody reads them but `textOf`. */
  textTokens(text: string): number[] {
    const tokens = Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
    this.#texts.set(tokens, text);
    return tokens;
  }

  /** Throws RangeError for tokens that this agent has not given. */
  textOf(tokens: readonly number[]): string {
    const text = this.#texts.get(tokens);
    if (text === undefined) throw new RangeError('tokens that this agent has not given');
    return text;
  }
}
