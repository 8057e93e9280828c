import type { Piece } from '../../roles/index.ts';

/**
 * What a row trains: replies and plans; openings and other words of users; answers of judges. `transcript`: conversations
 * as judges see them, in which every act is about as frequent. Context trains nothing.
 */
export type SegmentKind = 'context' | 'opening' | 'transcript' | 'reply' | 'plan' | 'user' | 'answer' | 'register';

/** A stretch of a pretraining row. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly pieces: readonly Piece[];
  /** Surprisal of its texts given all that comes before it in the row, nats; 0 for context and transcripts. */
  readonly nats: number;
}

export type Row = readonly Segment[];

/**
 * Weight of a token of each kind in the training loss. Answers are single tokens that much hangs on. Openings and
 * transcripts are there to be understood. Predicting them, too, makes the model learn the language much sooner; later
 * their entropy would only be noise in the gradient.
 */
export const segmentWeights = (index: number): Readonly<Record<SegmentKind, number>> => {
  const understood = index < firstRows ? 0.4 : 0;
  return {
    ...{ context: 0, opening: understood, transcript: understood },
    ...{ reply: 1, plan: 1, user: 0.7, answer: 3, register: 1 },
  };
};

/** Rows at the beginning of training that teach the language as a whole. */
const firstRows = 90_000;

export const context = (...pieces: readonly Piece[]): Segment => ({ kind: 'context', pieces, nats: 0 });

/** A text and the mark that ends it, which is part of what is learnt. */
export const said = (kind: SegmentKind, text: string, nats: number): Segment => ({
  kind,
  pieces: [{ text }, { mark: '<end>' }],
  nats,
});
