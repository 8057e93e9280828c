import { questionPieces, userPrompt } from '../../roles/index.ts';
import type { Piece } from '../../roles/index.ts';
import type { Spectators } from '../contract.ts';
import type { BuiltinModel } from './builtinModel.ts';
import { encodePieces } from './encode.ts';

/** Tokens that are kept free for what the user model writes. */
const userRoom = 60;

/**
 * The built-in model as a spectator of texts that were not made for it: words that it does not know take a token a letter, so they
 * may not fit its context. Then the longest text loses its end, until all fits.
 */
export function shortSighted(model: BuiltinModel): Spectators {
  const length = (pieces: readonly Piece[]): number => encodePieces(model.tokenizer, pieces).length;
  const cut = (view: readonly Piece[], taken: number): readonly Piece[] => {
    let pieces = view;
    for (;;) {
      const over = taken + length(pieces) - model.context;
      if (over <= 0) return pieces;
      const longest = pieces.reduce((best, piece, at) => (lengthOf(piece) > lengthOf(pieces[best]) ? at : best), 0);
      const piece = pieces[longest];
      if (!piece || lengthOf(piece) === 0) throw new RangeError('a view that does not fit however short it is');
      pieces = pieces.map((each, at) => (at === longest && 'text' in each ? { text: shorter(each.text, over) } : each));
    }
  };
  return {
    writeAsUser: (requests, options, controls) =>
      model.writeAsUser(
        requests.map((request) => ({
          ...request,
          view: cut(request.view, length(userPrompt([], request.goal)) + userRoom),
        })),
        options,
        controls,
      ),
    ask: (requests, controls) =>
      model.ask(
        requests.map(({ view, questions }) => ({
          questions,
          view: cut(view, Math.max(0, ...questions.map((question) => length(questionPieces(question))))),
        })),
        controls,
      ),
  };
}

const lengthOf = (piece: Piece | undefined): number => (piece && 'text' in piece ? piece.text.length : 0);

/** A text with so many tokens too many has at least half as many characters too many; a quarter of it goes at most. */
const shorter = (text: string, over: number): string =>
  text.slice(0, text.length - Math.max(1, Math.min(Math.ceil(over / 2), Math.ceil(text.length / 4))));
