// What models were sent, as the page shows it.
import type { ModelChoice } from '../experiments/index.ts';
import type { ChatMessage } from '../models/chat/chatModel.ts';
import type { Piece } from '../roles/index.ts';

/** A text as it was sent: to the built-in model with its marks, to others as chat messages, which their own templates part. */
export type Sent =
  | { readonly kind: 'marks'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'chat'; readonly messages: readonly ChatMessage[] };

/** What one model read before it wrote or answered. */
export interface Sight {
  readonly model: 'plan' | 'agent' | 'rating' | 'evaluator' | 'transition' | 'user' | `veto ${string}`;
  /** Who played the role; `table`: the agent was one, and looked at the notes alone. */
  readonly playedBy: ModelChoice | { readonly engine: 'table' };
  readonly sent: Sent;
  /**
   * What is not as it was sent. `cut`: the built-in model may have read it cut to its context. `lessons`: the instructions end with a
   * memory's, which were left out where there was no room for them; `lessonsGone`: or did, and the memory can't be read.
   */
  readonly except: 'cut' | 'lessons' | 'lessonsGone' | null;
  /** Words of which one was asked for; null: a text was. */
  readonly answers: readonly string[] | null;
}
