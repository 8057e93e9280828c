import { questionPieces, userPrompt } from '../../roles/index.ts';
import type { Piece } from '../../roles/index.ts';
import type { Spectators } from '../contract.ts';
import type { BuiltinModel } from './builtinModel.ts';
import { cutView, userRoom } from './cutView.ts';
import { encodePieces } from './encode.ts';

/**
 * The built-in model as a spectator of texts that were not made for it: words that it does not know take a token a letter, so they
 * may not fit its context. Then they are cut; before the user model writes, until it has room for a message of usual length.
 */
export function shortSighted(model: BuiltinModel): Spectators {
  const cut = (view: readonly Piece[], taken: number) => cutView(model.tokenizer, view, model.context - taken);
  const length = (pieces: readonly Piece[]): number => encodePieces(model.tokenizer, pieces).length;
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
