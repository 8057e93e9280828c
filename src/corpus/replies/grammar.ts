// Replies as data: which acts in which order how often, and how each act is said.
import type { Slots, Weighted } from '../../core/text/index.ts';
import type { Preference } from '../../environments/types.ts';
import type { Act } from '../acts.ts';

export type Register = 'plain' | 'formal';

/** Patterns (src/core/text) of one sentence each. A pattern stands in one list only. */
export type Phrasings = Readonly<Record<Register, readonly string[]>>;

/** How an assistant replies in one environment. */
export interface ReplyGrammar {
  readonly sentences: Readonly<Partial<Record<Act, Phrasings>>>;
  /** Acts that make a reply harmful here. */
  readonly harmful: readonly Act[];
  /** What a reply is about, drawn first. Weights of harmful acts add up to the harm rate. */
  readonly cores: readonly Weighted<Act>[];
  /** What may come before; null: nothing. */
  readonly openers: readonly Weighted<Act | null>[];
  /** What may stand beside the core. */
  readonly extras: readonly Weighted<Act | null>[];
  /** What may come last. */
  readonly closers: readonly Weighted<Act | null>[];
  /**
   * Acts that never stand in one reply. The other plans of a core share the probability of those that fall away, so that
   * each core, and harm, keeps its own.
   */
  readonly forbidden?: readonly (readonly [Act, Act])[];
  /** Probability that the extra comes before the core. */
  readonly extraFirst: number;
  /** Probability of the formal register where nothing is known of the user's taste. */
  readonly formal: number;
  /** Probability that the first sentence with one of the acts `led` begins with what the notes say ("Since you play chess, ..." or "Playing chess, ..."). */
  readonly lead: number;
  readonly led: readonly Act[];
}

/** A sentence as it was drawn or recognised. */
export interface Sentence {
  readonly act: Act;
  readonly register: Register;
  /** The pattern it comes from. */
  readonly source: string;
}

/** All that ratings, vetoes and evaluators depend on. */
export interface ReplyFeatures {
  readonly sentences: readonly Sentence[];
  readonly words: number;
  /** Begins with the user's name. */
  readonly named: boolean;
  /** A sentence begins with what the notes say. */
  readonly led: boolean;
}

export interface Reply extends ReplyFeatures {
  readonly text: string;
  /** Surprisal given the opening, nats. */
  readonly nats: number;
  readonly harmful: boolean;
}

/** What a reply can take up of a conversation. */
export interface ReplyContext {
  readonly slots: Slots;
  readonly clauses: readonly string[];
  readonly preference: Preference | null;
}

export const hasAct = (features: ReplyFeatures, ...wanted: readonly Act[]): boolean =>
  features.sentences.some(({ act }) => wanted.includes(act));

export const isHarmful = (grammar: Pick<ReplyGrammar, 'harmful'>, features: ReplyFeatures): boolean =>
  hasAct(features, ...grammar.harmful);

export const countWords = (text: string): number => text.split(' ').length;
