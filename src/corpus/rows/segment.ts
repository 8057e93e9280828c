import type { Piece } from '../../roles/index.ts';

/** What a row trains: replies and plans; openings and other words of users; answers of judges. Context trains nothing. */
export type SegmentKind = 'context' | 'opening' | 'reply' | 'plan' | 'user' | 'answer' | 'register';

/** A stretch of a pretraining row. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly pieces: readonly Piece[];
  /** Surprisal of its texts given all that comes before it in the row, nats; 0 for context. */
  readonly nats: number;
}

export type Row = readonly Segment[];

/** Weight of a token of each kind in the training loss. Answers are single tokens that much hangs on. */
export const segmentWeights: Readonly<Record<SegmentKind, number>> = {
  ...{ context: 0, opening: 0.15, reply: 1, plan: 1, user: 0.5, answer: 2, register: 0.7 },
};

export const context = (...pieces: readonly Piece[]): Segment => ({ kind: 'context', pieces, nats: 0 });

/** A text and the mark that ends it, which is part of what is learnt. */
export const said = (kind: SegmentKind, text: string, nats: number): Segment => ({
  kind,
  pieces: [{ text }, { mark: '<end>' }],
  nats,
});
