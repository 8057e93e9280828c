// How tokens become text: a machine that reads tokens from left to right and knows three things, kept in one number.
// The encoder runs the same machine and uses a word only where the machine would write exactly what the text has.
//
// A word, "(" and an opening quote are written after a space where SPACE is set. Marks that close are attached. A byte
// is written as it is. Quotes alternate: the first opens, the next closes. Bytes don't count as quotes.

/** The next word is written after a space. */
const SPACE = 1;
/** The next word begins a sentence: lower-case words get a capital. */
const CAPITAL = 2;
/** A quote has been opened and not closed. */
const QUOTED = 4;

/** At the start of a text. */
export const START = CAPITAL;

/** What a word of the vocabulary does to the text around it. */
export const WORD = 0;
const OPENING = 1;
const CLOSING = 2;
const PAUSE = 3;
const ENDING = 4;
const QUOTE = 5;

const marks = new Map<string, number>([
  ['(', OPENING],
  [')', CLOSING],
  [',', PAUSE],
  [';', PAUSE],
  [':', PAUSE],
  ['.', ENDING],
  ['?', ENDING],
  ['!', ENDING],
  ['"', QUOTE],
]);

export function kindOf(word: string): number {
  return marks.get(word) ?? WORD;
}

/** Whether a word of this kind is written after a space. */
export function takesSpace(kind: number, flow: number): boolean {
  if ((flow & SPACE) === 0) return false;
  return kind === WORD || kind === OPENING || (kind === QUOTE && (flow & QUOTED) === 0);
}

/** Whether a word without capitals gets one. */
export function takesCapital(flow: number): boolean {
  return (flow & CAPITAL) !== 0;
}

/** The machine's state after a word of this kind. */
export function afterWord(kind: number, flow: number): number {
  switch (kind) {
    case OPENING:
      return flow & ~SPACE;
    case CLOSING:
      return flow | SPACE;
    case ENDING:
      return flow | SPACE | CAPITAL;
    case QUOTE:
      return (flow & QUOTED) === 0 ? (flow | QUOTED) & ~SPACE : (flow & ~QUOTED) | SPACE;
    default:
      return (flow & QUOTED) | SPACE;
  }
}

/**
 * The machine's state after a byte. Letters, digits and what is not ASCII count as a piece of a word, so a space
 * follows and the sentence has begun. After other bytes (a space, a line break, a hyphen) the next word is attached.
 */
export function afterByte(byte: number, flow: number): number {
  if (byte >= 0x80 || isLetter(byte)) return (flow & QUOTED) | SPACE;
  if (byte === 0x21 || byte === 0x2e || byte === 0x3f) return (flow & ~SPACE) | CAPITAL;
  return flow & ~SPACE;
}

/** Whether words can't be cut beside this UTF-16 code: ASCII letters and digits, and U+00C0 to U+1FFF. */
export function isLetter(code: number): boolean {
  if (code >= 0x80) return code >= 0xc0 && code < 0x2000;
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}

/** Whether no word goes on with this UTF-16 code: controls, the space, and the marks above. */
export function endsWord(code: number): boolean {
  if (code <= 0x20) return true;
  return code < 0x40 && marks.has(String.fromCharCode(code));
}

/**
 * A word as it is written at the start of a sentence. Only a to z get a capital, and only in words without capitals:
 * other words are the same everywhere. The length stays.
 */
export function withCapital(word: string): string {
  return /^[a-z][^A-Z]*$/u.test(word) ? word.slice(0, 1).toUpperCase() + word.slice(1) : word;
}
