// Words and bytes to ids and back, without loss. How ids become text is said in typography.ts.
import { afterByte, afterWord, endsWord, isLetter, kindOf } from './typography.ts';
import { START, takesCapital, takesSpace, withCapital, WORD } from './typography.ts';
import { pushUtf8, Utf8Reader } from './utf8.ts';
import { checkVocabulary, parseJson, TokenizerError } from './vocabulary.ts';
import type { TokenizerJson, Vocabulary } from './vocabulary.ts';

const BLANK = 0x20;

interface Word {
  readonly id: number;
  readonly kind: number;
  readonly text: string;
  /** The text at the start of a sentence, of the same length. */
  readonly capital: string;
}

/**
 * Ids are given out in this order: marks, 256 bytes, words, and unused ones up to a multiple of 8. Ordinary prose costs
 * one id for each word and punctuation mark; whatever else a text holds is spelled in the bytes of its UTF-8.
 */
export class Tokenizer {
  /** Number of ids with the unused ones: the model's vocabulary. */
  readonly size: number;
  readonly wordCount: number;
  readonly #marks: readonly string[];
  readonly #words: readonly Word[];
  readonly #firstByte: number;
  readonly #firstWord: number;
  readonly #byText = new Map<string, Word>();
  readonly #byCapital = new Map<string, Word>();
  /** Length of the longest word that begins with a UTF-16 code: how far to look at a place of a text. */
  readonly #longest = new Map<number, number>();

  private constructor({ marks, words }: Vocabulary) {
    this.#marks = [...marks];
    this.#firstByte = marks.length;
    this.#firstWord = marks.length + 256;
    this.#words = words.map((text, index) => {
      return { id: this.#firstWord + index, kind: kindOf(text), text, capital: withCapital(text) };
    });
    this.wordCount = words.length;
    this.size = Math.ceil((this.#firstWord + words.length) / 8) * 8;
    for (const word of this.#words) {
      this.#byText.set(word.text, word);
      for (const code of [word.text.charCodeAt(0), word.capital.charCodeAt(0)]) {
        this.#longest.set(code, Math.max(this.#longest.get(code) ?? 0, word.text.length));
      }
    }
    for (const word of this.#words) this.#byCapital.set(word.capital, word);
    // Words with a fixed case are the same everywhere: at the start of a sentence "I" is "I" even where "i" is a word.
    for (const word of this.#words) if (word.capital === word.text) this.#byCapital.set(word.text, word);
  }

  /** Throws {@link TokenizerError} for names or words that are empty, too long or repeated, and for impossible words. */
  static create(vocabulary: Vocabulary): Tokenizer {
    checkVocabulary(vocabulary);
    return new Tokenizer(vocabulary);
  }

  /** Throws {@link TokenizerError}, which names the field. */
  static fromJson(value: unknown): Tokenizer {
    return Tokenizer.create(parseJson(value));
  }

  toJson(): TokenizerJson {
    const words = this.#words.map(({ text }) => text);
    return { format: 'swayground-tokenizer', version: 1, marks: [...this.#marks], words };
  }

  /** Id of a mark. Throws {@link TokenizerError} for an unknown name. */
  mark(name: string): number {
    const id = this.#marks.indexOf(name);
    if (id < 0) throw new TokenizerError('marks', `there is no mark ${JSON.stringify(name)}`);
    return id;
  }

  /** Id of a word as the vocabulary writes it. */
  wordId(word: string): number | null {
    return this.#byText.get(word)?.id ?? null;
  }

  /** Ids of a text; never those of marks. `decode` gives the same text, with U+FFFD for lone surrogates. */
  encode(text: string): number[] {
    const source = text.toWellFormed();
    const ids: number[] = [];
    let flow = START;
    let at = 0;
    while (at < source.length) {
      const word = this.#wordAt(source, at, flow);
      if (word) {
        ids.push(word.id);
        at += word.text.length + (takesSpace(word.kind, flow) ? 1 : 0);
        flow = afterWord(word.kind, flow);
      } else {
        const end = endOfPiece(source, at);
        let index = ids.length;
        pushUtf8(source, at, end, this.#firstByte, ids);
        for (; index < ids.length; index += 1) flow = afterByte((ids[index] ?? 0) - this.#firstByte, flow);
        at = end;
      }
    }
    return ids;
  }

  /**
   * Text of ids. Marks and unused ids are passed over as if they were not there; bytes that are not UTF-8 become
   * U+FFFD. Throws RangeError for what is not an id.
   */
  decode(ids: readonly number[]): string {
    return this.pieces(ids).join('');
  }

  /**
   * What each id adds to the text, so that the pieces together are what `decode` gives. A character of several bytes
   * stands at its last byte, a U+FFFD for one that breaks off at the next byte or word, or at the end.
   */
  pieces(ids: readonly number[]): string[] {
    const reader = new Utf8Reader();
    let flow = START;
    const pieces = ids.map((id) => {
      if (!Number.isInteger(id) || id < 0 || id >= this.size) throw new RangeError(`${id} is not an id`);
      if (id < this.#firstByte) return '';
      if (id < this.#firstWord) {
        const byte = id - this.#firstByte;
        flow = afterByte(byte, flow);
        return reader.push(byte);
      }
      const word = this.#words[id - this.#firstWord];
      if (!word) return '';
      const { kind, text, capital } = word;
      const written = (takesSpace(kind, flow) ? ' ' : '') + (takesCapital(flow) ? capital : text);
      flow = afterWord(kind, flow);
      return reader.end() + written;
    });
    const rest = reader.end();
    if (rest !== '') pieces.push((pieces.pop() ?? '') + rest);
    return pieces;
  }

  /** The longest word that the machine would write exactly as the text has it here. */
  #wordAt(text: string, at: number, flow: number): Word | undefined {
    const spaced = text.charCodeAt(at) === BLANK;
    const start = spaced ? at + 1 : at;
    const first = text.charCodeAt(start);
    const known = takesCapital(flow) ? this.#byCapital : this.#byText;
    if (endsWord(first)) {
      const mark = known.get(text.slice(start, start + 1));
      return mark && takesSpace(mark.kind, flow) === spaced ? mark : undefined;
    }
    if (takesSpace(WORD, flow) !== spaced) return undefined;
    const stop = Math.min(text.length, start + (this.#longest.get(first) ?? 0));
    let end = start;
    while (end < stop && !endsWord(text.charCodeAt(end))) end += 1;
    for (; end > start; end -= 1) {
      if (end < text.length && isLetter(text.charCodeAt(end)) && isLetter(text.charCodeAt(end - 1))) continue;
      const word = known.get(text.slice(start, end));
      if (word) return word;
    }
    return undefined;
  }
}

/** Where the bytes that begin here must go on at least: to the end of a row of letters, or over one other character. */
function endOfPiece(text: string, at: number): number {
  if (!isLetter(text.charCodeAt(at))) return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  let end = at + 1;
  while (end < text.length && isLetter(text.charCodeAt(end))) end += 1;
  return end;
}
