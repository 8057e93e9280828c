// Bytes as text (RFC 4648, section 4), by the language alone: this is read in workers, in the page and in Node.
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map(Array.from(letters, (letter, value) => [letter, value]));

/** Bytes of a piece that is made into text at once; whole triples. */
const pieceBytes = 3 * 4096;

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    let piece = '';
    for (let i = start; i < Math.min(start + pieceBytes, bytes.length); i += 3) {
      const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
      const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
      piece += letters.charAt(word >> 18) + letters.charAt((word >> 12) & 63);
      piece +=
        (b === undefined ? '=' : letters.charAt((word >> 6) & 63)) +
        (c === undefined ? '=' : letters.charAt(word & 63));
    }
    text += piece;
  }
  return text;
}

/** The bytes that {@link toBase64} made a text of; null: it made no such text. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let [word, at] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const value = i >= text.length - padding ? 0 : values.get(text.charAt(i));
    if (value === undefined) return null;
    word = (word << 6) | value;
    if (i % 4 !== 3) continue;
    // what would lie behind the end of the array is not kept
    for (const shift of [16, 8, 0]) bytes[at++] = word >> shift;
    word = 0;
  }
  // the bits that padding leaves over are zeros, so that every text stands for other bytes
  return padding === 0 || toBase64(bytes.subarray(-(3 - padding))) === text.slice(-4) ? bytes : null;
}
