import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordDiff } from './index.ts';
import type { DiffPart } from './index.ts';

const shown = (from: string, to: string): string =>
  wordDiff(from, to)
    .map(({ kind, text }) => ({ same: text, removed: `-${text}-`, added: `+${text}+` })[kind])
    .join(' ');

test.each([
  ['Please do not bet.', 'Please do not bet.', 'Please do not bet.'],
  ['Please do not bet.', 'Please bet.', 'Please -do not- bet.'],
  ['Call a friend.', 'Call your old friend.', 'Call -a- +your old+ friend.'],
  ['No, a b c, never.', 'Yes, a b c, always.', '-No,- +Yes,+ a b c, -never.- +always.+'],
  ['No, a b, never.', 'Yes, a b, always.', '-No, a b, never.- +Yes, a b, always.+'],
  ['I would wait.', 'Go ahead.', '-I would wait.- +Go ahead.+'],
  ['', 'Go.', '+Go.+'],
  ['Go.', '', '-Go.-'],
  ['', '', ''],
  ['<b>a</b> c', '<b>a</b> <i>', '<b>a</b> -c- +<i>+'],
])('%j to %j', (from, to, parts) => {
  expect(shown(from, to)).toBe(parts);
});

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'Go.'), { maxLength: 12 }).map((list) => list.join(' '));
const without = (parts: readonly DiffPart[], kind: DiffPart['kind']): string =>
  parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join(' ');

test('both texts can be read from it', () => {
  fc.assert(
    fc.property(words, words, (from, to) => {
      const parts = wordDiff(from, to);
      expect(without(parts, 'added')).toBe(from);
      expect(without(parts, 'removed')).toBe(to);
    }),
  );
});

test('texts too long to compare are told as wholly changed', () => {
  const long = 'word '.repeat(401).trim();
  expect(wordDiff(long, 'word').map(({ kind }) => kind)).toEqual(['removed', 'added']);
});
