// What an instruction-tuned model is asked, whoever runs it: chat messages in, a text or probabilities of answers out.
import type { TokenBias } from '../contract.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatWrite {
  readonly messages: ChatMessage[];
  /** Whether the text is the agent's: whose log-probabilities are needed, and whose logits may be changed. */
  readonly adapts: boolean;
  /** Absent: the model as it is. Not every engine takes one. */
  readonly bias?: TokenBias;
  /** Of how many of the likeliest tokens each step's probabilities are to be told; absent: of none. */
  readonly record?: number;
  readonly temperature: number;
  /** Tokens less likely than this share of the likeliest are not drawn; 0: all may be. */
  readonly minP: number;
  readonly maxNewTokens: number;
  /** 1 to 2147483646. */
  readonly seed: number;
}

/** A step of a text: the tokens that were likeliest there, the drawn one among them, as the model finds them without a bias. */
export interface ChatStep {
  readonly tokens: readonly number[];
  readonly probabilities: readonly number[];
}

export interface ChatWritten {
  readonly text: string;
  readonly tokens: readonly number[];
  /** Of each token, nats, with the bias. */
  readonly logProbs: readonly number[];
  /** Where they were asked for, of each token. */
  readonly steps?: readonly ChatStep[];
  /** Whether it ended by itself; else it was cut off. */
  readonly ended: boolean;
}

export interface ChatAsk {
  readonly messages: ChatMessage[];
  readonly answers: string[];
}

export interface ChatAnswer {
  /** In the order of the answers; they add up to the probability that one of them is given, as far as the engine tells. */
  readonly probabilities: readonly number[];
}

export interface ChatModel {
  /** Longest sequence, tokens. */
  readonly context: number;
  /** How many requests it likes to have at once. */
  readonly parallel: number;
  write(request: ChatWrite, isCancelled?: () => boolean): Promise<ChatWritten>;
  answer(request: ChatAsk, isCancelled?: () => boolean): Promise<ChatAnswer>;
}
