// JSON as bytes of ASCII: neither TextEncoder nor TextDecoder belongs to the language's own library.

/** Other characters are written as \u escapes, so every unit is one byte. */
export function bytesOfJson(value: unknown): Uint8Array {
  const text = JSON.stringify(value).replace(
    // each UTF-16 unit by itself
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

/** Throws SyntaxError for bytes that are no JSON. */
export function jsonOfBytes(bytes: Uint8Array): unknown {
  let text = '';
  for (const code of bytes) text += String.fromCharCode(code);
  return JSON.parse(text);
}
