// What a tokenizer is made of, and the checks at its door.
import * as v from 'valibot';
import { endsWord, kindOf, WORD } from './typography.ts';

/** Bounds the encoder's search at each place of a text. */
const LONGEST = 64;

const namesSchema = v.array(v.string());
const vocabularySchema = v.strictObject({ marks: namesSchema, words: namesSchema });
const jsonSchema = v.strictObject({
  format: v.literal('swayground-tokenizer'),
  version: v.literal(1),
  ...vocabularySchema.entries,
});

export interface Vocabulary {
  /** Names of tokens that no text gives and that give no text: `<bos>`, `<end>`. */
  readonly marks: readonly string[];
  /** Words in lower case or in the one case that they always have, and punctuation marks. */
  readonly words: readonly string[];
}

export interface TokenizerJson extends Vocabulary {
  readonly format: 'swayground-tokenizer';
  readonly version: 1;
}

/** A vocabulary that can't be used, or a mark that it does not have. */
export class TokenizerError extends Error {
  override readonly name = 'TokenizerError';
  /** Where: `words`, `words.12`, the name of an unknown key, or `tokenizer` for the whole. */
  readonly field: string;
  constructor(field: string, message: string) {
    super(`${field}: ${message}`);
    this.field = field;
  }
}

/** Checks what is held to be a tokenizer's JSON. Throws {@link TokenizerError}. */
export function parseJson(value: unknown): Vocabulary {
  const result = v.safeParse(jsonSchema, value);
  if (!result.success) {
    const [issue] = result.issues;
    throw new TokenizerError(v.getDotPath(issue) ?? 'tokenizer', issue.message);
  }
  return result.output;
}

/** Throws {@link TokenizerError} for names and words that are empty, too long, repeated, or could not be encoded. */
export function checkVocabulary({ marks, words }: Vocabulary): void {
  checkList('marks', marks);
  checkList('words', words);
  for (const [index, word] of words.entries()) {
    const fault = wordFault(word);
    if (fault !== undefined) throw new TokenizerError(`words.${index}`, `${JSON.stringify(word)} ${fault}`);
  }
}

function checkList(field: string, list: readonly string[]): void {
  const seen = new Set<string>();
  for (const [index, name] of list.entries()) {
    const where = `${field}.${index}`;
    if (name.length < 1 || name.length > LONGEST) {
      throw new TokenizerError(where, `a length of ${name.length} is not 1 to ${LONGEST}`);
    }
    if (!name.isWellFormed()) throw new TokenizerError(where, 'half of a surrogate pair');
    if (seen.has(name)) throw new TokenizerError(where, `${JSON.stringify(name)} occurs twice`);
    seen.add(name);
  }
}

function wordFault(word: string): string | undefined {
  if (/[\s\p{Cc}]/u.test(word)) return 'holds white space or a control character';
  if (kindOf(word) !== WORD) return undefined;
  const mark = Array.from(word).find((char) => endsWord(char.charCodeAt(0)));
  return mark === undefined ? undefined : `holds ${mark}, which is a word of its own`;
}
