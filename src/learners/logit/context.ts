// What the adapter knows of a conversation before a text is written: words of the instructions, the notes and the last message.
import type { WriteRequest } from '../../models/contract.ts';
import type { Conversation } from '../../roles/index.ts';
import { hashOf, placeIn, wordsOf } from '../words.ts';

/** Features are hashed into this many places: a power of two. */
export const places = 1 << 12;

/** A word and where it stands; `writes`: the word is what is being written, a reply or a plan. */
export interface Feature {
  readonly from: 'system' | 'notes' | 'message' | 'writes';
  readonly word: string;
}

/** A conversation's features, each once, with their places: two features may share one. */
export function namedContext(
  { system, notes, turns }: Conversation,
  writes: WriteRequest['writes'],
): { readonly feature: Feature; readonly place: number }[] {
  const message = turns.findLast(({ role }) => role === 'user')?.text ?? '';
  const texts = { system: system ?? '', notes: notes ?? '', message, writes } as const;
  return (['system', 'notes', 'message', 'writes'] as const).flatMap((from) => {
    const seed = hashOf(`${from}|`);
    return [...new Set(wordsOf(texts[from]))].map((word) => ({
      feature: { from, word },
      place: placeIn(places, hashOf(word, seed)),
    }));
  });
}

/** Places of all features, each once, in rising order. */
export const contextOf = (conversation: Conversation, writes: WriteRequest['writes']): Uint32Array =>
  Uint32Array.from(new Set(namedContext(conversation, writes).map(({ place }) => place))).sort();
