import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pushUtf8, Utf8Reader } from './utf8.ts';

function bytesOf(text: string): number[] {
  const out: number[] = [];
  pushUtf8(text, 0, text.length, 0, out);
  return out;
}

function textOf(bytes: readonly number[]): string {
  const reader = new Utf8Reader();
  return bytes.map((byte) => reader.push(byte)).join('') + reader.end();
}

test('bytes of every length', () => {
  expect(bytesOf('$¢€😀')).toEqual([0x24, 0xc2, 0xa2, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80]);
});

test('writes a part, from an offset', () => {
  const out = [7];
  pushUtf8('abcd', 1, 3, 1000, out);
  expect(out).toEqual([7, 1098, 1099]);
});

test('agrees with TextEncoder and TextDecoder on every character', () => {
  const encoder = new TextEncoder();
  for (let code = 0; code <= 0x10ffff; code += code < 0x3000 || code > 0x10fff0 ? 1 : 97) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const char = String.fromCodePoint(code);
    const bytes = bytesOf(char);
    expect(bytes).toEqual(Array.from(encoder.encode(char)));
    expect(textOf(bytes)).toBe(char);
  }
});

test('breaks wrong bytes off where TextDecoder does', () => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const edges = [0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec];
  const heads = [0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff];
  const byte = fc.oneof(fc.constantFrom(...edges, ...heads), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 12 }), (bytes) => {
      expect(textOf(bytes)).toBe(decoder.decode(Uint8Array.from(bytes)));
    }),
    { numRuns: 5000 },
  );
});
