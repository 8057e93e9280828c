import { expect, test } from 'vitest';
import { bytesOfJson, jsonOfBytes } from './jsonBytes.ts';

test('any text comes back, and the bytes are ASCII', () => {
  for (const text of ['', 'plain "quoted" \\ \n', 'äß', 'مرحبا', '🙂', '\ud800 alone', '\u0000\u007f\u2028']) {
    const bytes = bytesOfJson([text, { [text]: 1 }]);
    expect([...bytes].every((byte) => byte >= 0x20 && byte < 0x7f)).toBe(true);
    expect(jsonOfBytes(bytes)).toEqual([text, { [text]: 1 }]);
  }
  expect(bytesOfJson('é')).toEqual(Uint8Array.from('"\\u00e9"', (sign) => sign.charCodeAt(0)));
  expect(() => jsonOfBytes(Uint8Array.of(0x7b))).toThrow(SyntaxError);
});
