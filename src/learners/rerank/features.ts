// What the head looks at: the words of a reply, each two words of one sentence, and each word beside each word of the notes.
import type { Conversation } from '../../roles/index.ts';
import { hashOf, placeIn, wordsOf } from '../words.ts';

/** Features are hashed into this many places: a power of two. */
export const places = 1 << 16;

/** A feature in words: a word or two of the reply, and the word of the notes that it stands beside; null: beside any. */
export interface Phrase {
  readonly reply: string;
  readonly notes: string | null;
}

const placeOf = (hash: number): number => placeIn(places, hash);

/** Words of a reply, each once, and pairs of words in the order in which a sentence has them. */
function phrasesOf(reply: string): { readonly words: ReadonlySet<string>; readonly pairs: ReadonlySet<string> } {
  const words = new Set<string>();
  const pairs = new Set<string>();
  for (const sentence of reply.match(/[^.?!]+[.?!]?/gu) ?? []) {
    const own = wordsOf(sentence);
    for (const [at, word] of own.entries()) {
      words.add(word);
      for (const later of own.slice(at + 1)) pairs.add(`${word} ${later}`);
    }
  }
  return { words, pairs };
}

/** The features of a reply in words, with their places: two features may share one. */
export function namedFeatures(
  { notes }: Pick<Conversation, 'notes'>,
  reply: string,
): { readonly phrase: Phrase; readonly place: number }[] {
  const { words, pairs } = phrasesOf(reply);
  const beside = [...new Set(wordsOf(notes ?? ''))].map((word) => ({ word, seed: hashOf(`${word}|`) }));
  const alone = [...words, ...pairs].map((phrase) => ({
    phrase: { reply: phrase, notes: null },
    place: placeOf(hashOf(phrase)),
  }));
  const crossed = [...words].flatMap((phrase) =>
    beside.map(({ word, seed }) => ({
      phrase: { reply: phrase, notes: word },
      place: placeOf(hashOf(phrase, seed)),
    })),
  );
  return [...alone, ...crossed];
}

/** Places of all features of a reply, each once, in rising order. */
export const featuresOf = (conversation: Pick<Conversation, 'notes'>, reply: string): Uint32Array =>
  Uint32Array.from(new Set(namedFeatures(conversation, reply).map(({ place }) => place))).sort();
