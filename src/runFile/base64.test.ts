import { property, uint8Array, assert as check } from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';

test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
])('RFC 4648, section 10: %j is %j', (bytes, text) => {
  expect(toBase64(new TextEncoder().encode(bytes))).toBe(text);
  expect(new TextDecoder().decode(fromBase64(text) ?? undefined)).toBe(bytes);
});

test('is what Node writes, and comes back, whatever its length and wherever it lies', () => {
  check(
    property(uint8Array({ maxLength: 300 }), uint8Array({ maxLength: 5 }), (bytes, before) => {
      const part = Uint8Array.of(...before, ...bytes).subarray(before.length);
      expect(toBase64(part)).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(toBase64(part))).toEqual(bytes);
    }),
  );
  const long = Uint8Array.from({ length: 100_001 }, (_, i) => (i * 31) & 255);
  expect(toBase64(long)).toBe(Buffer.from(long).toString('base64'));
  expect(fromBase64(toBase64(long))).toEqual(long);
});

test.each(['Zg', 'Zg=', 'Z===', '====', 'Zg==Zg==', 'Zh==', 'Zm9=', 'Zm 9', 'Zm9-', 'Zm9ü', 'Zm9v\n'])(
  '%j is refused',
  (text) => {
    expect(fromBase64(text)).toBeNull();
  },
);
