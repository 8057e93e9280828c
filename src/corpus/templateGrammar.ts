// Sentences from templates whose entropy is known exactly.
import { log } from '../core/math/index.ts';
import type { RandomStream } from '../core/rng/index.ts';

/** Words drawn so far, by the name of their place. */
export type Chosen = Readonly<Record<string, string>>;

/** A word drawn from a list, each as likely as the others; words that stand at the places in `except` are left out. */
export interface Choice {
  readonly as: string;
  readonly from: readonly string[];
  /** Places that drew from the same list, all different. */
  readonly except?: readonly string[];
}

/** A fixed word, a drawn word, or a word that follows from the drawn ones. */
type Part = string | Choice | ((chosen: Chosen) => string);

/** One kind of sentence: always the same number of words and of ways to fill it. */
export type Template = readonly Part[];

/** Draws a template, each as likely as the others, and fills it. Gives the words in order. */
export function drawSentence(templates: readonly Template[], stream: RandomStream): string[] {
  const chosen: Record<string, string> = {};
  return stream.pick(templates).map((part) => {
    if (typeof part === 'string') return part;
    if (typeof part === 'function') return part(chosen);
    const word = stream.pick(wordsOpenTo(part, chosen));
    chosen[part.as] = word;
    return word;
  });
}

/** How many of the templates can produce these words. A template that can does so in one way only. */
export function countReadings(templates: readonly Template[], words: readonly string[]): number {
  return templates.filter((template) => template.length === words.length && fits(template, words)).length;
}

function fits(template: Template, words: readonly string[]): boolean {
  const chosen: Record<string, string> = {};
  return template.every((part, index) => {
    const word = words[index] ?? '';
    if (typeof part === 'string') return part === word;
    if (typeof part === 'function') return part(chosen) === word;
    if (!wordsOpenTo(part, chosen).includes(word)) return false;
    chosen[part.as] = word;
    return true;
  });
}

function wordsOpenTo(choice: Choice, chosen: Chosen): readonly string[] {
  const taken = (choice.except ?? []).map((place) => chosen[place]);
  return choice.from.filter((word) => !taken.includes(word));
}

/**
 * What a reader who knows the templates is surprised by on average, in nats a token: the entropy of a sentence over the
 * mean number of its tokens, one token being a mark at its end. Exact where every sentence has a single reading.
 */
export function entropyPerToken(templates: readonly Template[]): number {
  let nats = templates.length * log(templates.length);
  let tokens = 0;
  for (const template of templates) {
    for (const part of template) {
      if (typeof part === 'object') nats += log(part.from.length - (part.except ?? []).length);
    }
    tokens += template.length + 1;
  }
  return nats / tokens;
}
