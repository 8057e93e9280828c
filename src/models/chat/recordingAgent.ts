import type { Agent, SamplingOptions, WorkControls, WriteRequest, Written } from '../contract.ts';
import type { Conversation } from '../../roles/index.ts';
import { roomOf, textOf, writeAsAgent } from './chatLanguageModel.ts';
import type { ChatModel, ChatStep } from './chatModel.ts';

/** Tokens whose probabilities are kept at each step: nearly all of what a language model deems possible. */
const usualRecord = 64;

/**
 * A model as agent that remembers what else it might have written, for learners that change its logits and can't ask again: WebLLM
 * scores no given text. Its record of a text is kept as long as the very object that was given is there.
 */
export class RecordingAgent implements Agent {
  readonly #model: ChatModel;
  readonly #record: number;
  readonly #steps = new WeakMap<object, readonly ChatStep[]>();

  constructor(model: ChatModel, record = usualRecord) {
    this.#model = model;
    this.#record = record;
  }

  async write(
    requests: readonly WriteRequest[],
    options: SamplingOptions,
    controls?: WorkControls,
  ): Promise<Written[][]> {
    const written = await writeAsAgent(this.#model, requests, options, controls, this.#record);
    return written.map((texts) =>
      texts.map((each) => {
        const text = textOf(each);
        if (!each.steps) throw new RangeError('the model keeps no record of its logits');
        this.#steps.set(text, each.steps);
        return text;
      }),
    );
  }

  room(conversation: Conversation, writes: WriteRequest['writes']): number {
    return roomOf(this.#model, conversation, writes);
  }

  /** Throws RangeError: the tokenizer is elsewhere, and no text but its own can be scored. */
  textTokens(text: string): number[] {
    throw new RangeError(`this agent can't be trained on other texts: ${text.slice(0, 40)}`);
  }

  /** The tokenizer is elsewhere: tokens have no words here. */
  textOf(): string {
    return '';
  }

  /** Rejects with a RangeError for texts that this agent has not written. */
  record(rows: readonly { readonly text: Pick<Written, 'tokens'> }[]): Promise<RecordedSteps[]> {
    return new Promise((resolve) => {
      resolve(
        rows.map(({ text }) => {
          const steps = this.#steps.get(text);
          if (!steps) throw new RangeError('a text that this agent has not written');
          return { steps, logProbs: steps.map((step, i) => ownLogProb(step, text.tokens[i] ?? -1)) };
        }),
      );
    });
  }
}

interface RecordedSteps {
  readonly steps: readonly ChatStep[];
  /** Of each token under the model without a bias, nats. */
  readonly logProbs: readonly number[];
}

const ownLogProb = ({ tokens, probabilities }: ChatStep, token: number): number =>
  Math.log(probabilities[tokens.indexOf(token)] ?? NaN);
