import { expect, test } from 'vitest';
import { parseSeed } from './seed.ts';

test.each([
  ['1', 1],
  [' 42 ', 42],
  ['0', 0],
  ['007', 7],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
])('%j is %d', (text, seed) => {
  expect(parseSeed(text)).toEqual({ ok: true, seed });
});

test.each([
  ['', 'Empty'],
  ['   ', 'Empty'],
  ['-3', 'negative'],
  ['1.5', 'whole number'],
  ['1,5', 'whole number'],
  ['abc', 'Digits only'],
  ['1e3', 'Digits only'],
  ['٣', 'Digits only'],
  ['9007199254740992', 'At most 9007199254740991'],
  ['9'.repeat(400), 'At most'],
])('%j is refused: %s', (text, words) => {
  const parsed = parseSeed(text);
  expect(parsed.ok ? 'accepted' : parsed.fault).toContain(words);
});
