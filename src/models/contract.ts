// What environments and roles ask of a language model, whichever engine runs it.
import type { RandomStream } from '../core/rng/index.ts';
import type { TokenBias } from '../engine/types.ts';
import type { Conversation, Piece, Question } from '../roles/index.ts';

export type { TokenBias };

/** A text with the log-probability of each of its tokens (nats, at temperature 1). */
export interface Written {
  readonly text: string;
  readonly tokens: readonly number[];
  readonly logProbs: readonly number[];
  /** False: it was cut off at the length limit. */
  readonly ended: boolean;
}

export interface WriteRequest {
  readonly conversation: Conversation;
  readonly writes: 'reply' | 'plan';
  /** One text per stream. */
  readonly streams: readonly RandomStream[];
  /** Where the model's logits are changed: log-probabilities are those of the changed ones. Absent: the model as it is. */
  readonly bias?: TokenBias;
}

export interface UserRequest {
  readonly view: readonly Piece[];
  readonly goal: string;
  readonly stream: RandomStream;
}

export interface AskRequest {
  readonly view: readonly Piece[];
  readonly questions: readonly Question[];
}

/** Probabilities of the answers of a question, in the order of `answers(question)`. */
export interface Answered {
  readonly probabilities: readonly number[];
  /** Expected score. */
  readonly expected: number;
  /** Probability that the model gives one of the answers at all. */
  readonly mass: number;
}

export interface SamplingOptions {
  readonly temperature: number;
  /** Tokens less likely than this share of the likeliest are never drawn; 0 (the default) draws from all. */
  readonly minP?: number;
  /** A text is cut off here, or where the model's context ends. */
  readonly maxNewTokens: number;
}

/** Progress and cancellation of long work. */
export interface WorkControls {
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly isCancelled?: () => boolean;
}

/** What a conversation is continued by. */
export interface Agent {
  /** result[request][stream]. */
  write(requests: readonly WriteRequest[], options: SamplingOptions, controls?: WorkControls): Promise<Written[][]>;
  /** Tokens that a text after this conversation could have; 0 or less: it does not fit. */
  room(conversation: Conversation, writes: WriteRequest['writes']): number;
}

/** Rater, veto, evaluator, transition model and user model: never trained. */
export interface Spectators {
  /** The user model writes the next message. */
  writeAsUser(requests: readonly UserRequest[], options: SamplingOptions, controls?: WorkControls): Promise<Written[]>;
  /** result[request][question]. */
  ask(requests: readonly AskRequest[], controls?: WorkControls): Promise<Answered[][]>;
}

export interface LanguageModel extends Agent, Spectators {}
