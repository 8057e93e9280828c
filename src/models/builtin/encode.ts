import type { Tokenizer } from '../../engine/tokenizer/index.ts';
import type { Piece } from '../../roles/index.ts';

/** Marks become their ids; texts are encoded, so that no text can pass for a mark. */
export function encodePieces(tokenizer: Tokenizer, pieces: readonly Piece[]): number[] {
  return pieces.flatMap((piece) => ('mark' in piece ? [tokenizer.mark(piece.mark)] : tokenizer.encode(piece.text)));
}
