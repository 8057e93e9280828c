// Replies that have come apart, as those of a small model do in training: raters must see some, or they rate nonsense by
// the words that it is made of.
import type { RandomStream } from '../../core/rng/index.ts';
import { drawWeighted } from '../../core/text/index.ts';
import type { Weighted } from '../../core/text/index.ts';
import { splitSentences } from './tagger.ts';

/** What can befall a sentence; `other` is one of another reply. Words carry their punctuation. */
type Fault = (words: readonly string[], other: readonly string[], stream: RandomStream) => readonly string[];

/** Begins as one sentence and ends as another. */
const spliced: Fault = (words, other, stream) => [
  ...words.slice(0, 1 + stream.integer(Math.max(1, words.length - 2))),
  ...other.slice(-(1 + stream.integer(Math.max(1, other.length - 2)))),
];

/** One or two inner words are those of another sentence. */
const strayed: Fault = (words, other, stream) => {
  const at = 1 + stream.integer(Math.max(1, words.length - 2));
  const from = stream.integer(Math.max(1, other.length - 1));
  return [...words.slice(0, at), ...inner(other).slice(from, from + 2), ...words.slice(at + 1)];
};

/** Breaks off. */
const cut: Fault = (words, _, stream) => {
  const kept = words.slice(0, 1 + stream.integer(Math.max(1, words.length - 2)));
  return [...kept.slice(0, -1), `${(kept.at(-1) ?? '').replace(/[,.?!]+$/u, '')}.`];
};

/** Is said twice. */
const repeated: Fault = (words) => [...words, ...words];

const faults: readonly Weighted<Fault>[] = [
  { value: spliced, weight: 0.4 },
  { value: strayed, weight: 0.25 },
  { value: cut, weight: 0.15 },
  { value: repeated, weight: 0.2 },
];

/** As it stands inside a sentence. */
const uncapitalised = (sentence: string): string =>
  /^I\b/u.test(sentence) ? sentence : sentence.slice(0, 1).toLowerCase() + sentence.slice(1);

const inner = (words: readonly string[]): string[] => words.map((word) => word.replace(/[.?!]+$/u, ''));

/**
 * A reply with `count` faults, at most one a sentence, with words of `other` among its own. A rare fault leaves a sentence that could be meant so;
 * a text that would not change gets its first sentence twice.
 */
export function brokenReply(text: string, other: string, count: number, stream: RandomStream): string {
  const sentences = splitSentences(text).map((sentence) => sentence.split(' '));
  const others = splitSentences(other).map((sentence) => uncapitalised(sentence).split(' '));
  const places = stream.child('places').shuffle([...sentences.keys()]);
  for (const [i, at] of places.slice(0, count).entries()) {
    const own = stream.child(String(i));
    const fault = drawWeighted(faults, own).value;
    sentences[at] = [...fault(sentences[at] ?? [], own.pick(others), own)];
  }
  const broken = sentences.map((words) => words.join(' ')).join(' ');
  return broken === text ? `${splitSentences(text)[0] ?? ''} ${text}` : broken;
}
