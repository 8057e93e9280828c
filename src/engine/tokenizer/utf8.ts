// UTF-8 in both directions: neither TextEncoder nor TextDecoder belongs to the language's own library.

const REPLACEMENT = '\uFFFD';

/** Appends the bytes of `text[start, end)`, each plus `offset`. The text must be well-formed. */
export function pushUtf8(text: string, start: number, end: number, offset: number, out: number[]): void {
  for (let at = start; at < end; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    if (code < 0x80) {
      out.push(offset + code);
    } else if (code < 0x800) {
      out.push(offset + 0xc0 + (code >> 6), offset + 0x80 + (code & 63));
    } else if (code < 0x10000) {
      out.push(offset + 0xe0 + (code >> 12), offset + 0x80 + ((code >> 6) & 63), offset + 0x80 + (code & 63));
    } else {
      out.push(offset + 0xf0 + (code >> 18), offset + 0x80 + ((code >> 12) & 63));
      out.push(offset + 0x80 + ((code >> 6) & 63), offset + 0x80 + (code & 63));
      at += 1;
    }
  }
}

/**
 * Reads bytes one by one. What is not UTF-8 becomes U+FFFD, as many of them as browsers show: one for each longest
 * beginning of a character that breaks off, one for each byte that begins none.
 */
export class Utf8Reader {
  #code = 0;
  /** Bytes that are missing from the character begun; 0 between characters. */
  #missing = 0;
  /** Bounds of the next byte of the character begun. */
  #low = 0x80;
  #high = 0xbf;

  /** The text that this byte completes: nothing, a character, U+FFFD for what broke off, or that and a character. */
  push(byte: number): string {
    if (this.#missing === 0) return this.#begin(byte);
    if (byte < this.#low || byte > this.#high) return this.end() + this.#begin(byte);
    this.#code = this.#code * 64 + (byte & 63);
    this.#missing -= 1;
    this.#low = 0x80;
    this.#high = 0xbf;
    return this.#missing === 0 ? String.fromCodePoint(this.#code) : '';
  }

  /** Ends the bytes here: U+FFFD where a character was begun, else nothing. */
  end(): string {
    if (this.#missing === 0) return '';
    this.#missing = 0;
    this.#low = 0x80;
    this.#high = 0xbf;
    return REPLACEMENT;
  }

  #begin(byte: number): string {
    if (byte < 0x80) return String.fromCharCode(byte);
    if (byte < 0xc2 || byte > 0xf4) return REPLACEMENT;
    this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    this.#code = byte & (byte < 0xe0 ? 31 : byte < 0xf0 ? 15 : 7);
    // Refused here: longer spellings than needed, surrogates, and what lies above U+10FFFF.
    if (byte === 0xe0) this.#low = 0xa0;
    if (byte === 0xed) this.#high = 0x9f;
    if (byte === 0xf0) this.#low = 0x90;
    if (byte === 0xf4) this.#high = 0x8f;
    return '';
  }
}
