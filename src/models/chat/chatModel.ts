// What an instruction-tuned model is asked, whoever runs it: chat messages in, a text or probabilities of answers out.

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatWrite {
  readonly messages: ChatMessage[];
  /** Whether a preference adapter takes part, where the engine can have one: in the agent's texts, not in others'. */
  readonly adapts: boolean;
  readonly temperature: number;
  /** Tokens less likely than this share of the likeliest are not drawn; 0: all may be. */
  readonly minP: number;
  readonly maxNewTokens: number;
  /** 1 to 2147483646. */
  readonly seed: number;
}

export interface ChatWritten {
  readonly text: string;
  readonly tokens: readonly number[];
  /** Of each token, nats. */
  readonly logProbs: readonly number[];
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
