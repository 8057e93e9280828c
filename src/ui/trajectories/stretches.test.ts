import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stretches } from './stretches.ts';

const shown = (text: string, wanted: string): string =>
  stretches(text, wanted)
    .map(({ from, to, isFound }) => (isFound ? `[${text.slice(from, to)}]` : text.slice(from, to)))
    .join('');

test.each([
  ['Buy it, BUY it now.', 'buy', '[Buy] it, [BUY] it now.'],
  ['Buy it.', '', 'Buy it.'],
  ['Buy it.', 'sell', 'Buy it.'],
  ['aaaa', 'aa', '[aa][aa]'],
  ['', 'a', ''],
  ['all', 'ALL', '[all]'],
  ['<b>bold</b> & <b>', '<B>', '[<b>]bold</b> & [<b>]'],
  ['a.c abc', 'a.c', '[a.c] abc'],
  // this letter becomes two when it is made small
  ['İİ not, İ do', 'not', 'İİ [not], İ do'],
  ['in İstanbul it is', 'i̇s', 'in [İs]tanbul it is'],
  ['in İstanbul it is', 'i', '[i]n [İ]stanbul [i]t [i]s'],
  ['🙂 yes 🙂', '🙂', '[🙂] yes [🙂]'],
  ['🙂İ yes 🙂', '🙂', '[🙂]İ yes [🙂]'],
])('of %j, %j is marked', (text, wanted, marked) => {
  expect(shown(text, wanted)).toBe(marked);
});

const texts = fc
  .array(fc.constantFrom('a', 'B', 'b', 'İ', '🙂', ' ', '<'), { maxLength: 12 })
  .map((list) => list.join(''));

test('nothing of a text is lost or said twice, and something is marked just where the search finds it', () => {
  fc.assert(
    fc.property(texts, texts, (text, wanted) => {
      const parts = stretches(text, wanted);
      expect(parts.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
      const isFound = wanted !== '' && text.toLowerCase().includes(wanted.toLowerCase());
      expect(parts.some((part) => part.isFound)).toBe(isFound);
    }),
  );
});
