import type { Tokenizer } from '../../engine/tokenizer/index.ts';
import type { Piece } from '../../roles/index.ts';
import { encodePieces } from './encode.ts';

/** Tokens that are kept free for what the user model writes. */
export const userRoom = 60;

/**
 * A spectator's view as it is where it has at most `room` tokens; else the longest text loses its end, until it has. RangeError where
 * there is no room for its marks alone.
 */
export function cutView(tokenizer: Tokenizer, view: readonly Piece[], room: number): readonly Piece[] {
  let pieces = view;
  for (;;) {
    const over = encodePieces(tokenizer, pieces).length - room;
    if (over <= 0) return pieces;
    const longest = pieces.reduce((best, piece, at) => (lengthOf(piece) > lengthOf(pieces[best]) ? at : best), 0);
    const piece = pieces[longest];
    if (!piece || lengthOf(piece) === 0) throw new RangeError('a view that does not fit however short it is');
    pieces = pieces.map((each, at) => (at === longest && 'text' in each ? { text: shorter(each.text, over) } : each));
  }
}

const lengthOf = (piece: Piece | undefined): number => (piece && 'text' in piece ? piece.text.length : 0);

/** A text with so many tokens too many has at least half as many characters too many; a quarter of it goes at most. */
const shorter = (text: string, over: number): string =>
  text.slice(0, text.length - Math.max(1, Math.min(Math.ceil(over / 2), Math.ceil(text.length / 4))));
