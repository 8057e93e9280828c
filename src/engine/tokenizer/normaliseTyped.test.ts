import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseTyped } from './index.ts';

test.each([
  ['', ''],
  [' \n ', ''],
  [' , ;', ''],
  ['hello', 'Hello.'],
  ['  hello \n\t you\u0000 ', 'Hello you.'],
  ['i think i am, and i\u2019m ok', "I think I am, and I'm ok."],
  ['i\'ll i\'d "i" in', 'I\'ll I\'d "I" in.'],
  ['is it? yes! no. fine', 'Is it? Yes! No. Fine.'],
  ['he said "stop." then left', 'He said "stop." Then left.'],
  ['(really) \u201Cyes\u201D', '(Really) "yes".'],
  ['\u201Chello.\u201D', '"Hello."'],
  ['HELP ME', 'Help me.'],
  ["I'M NOT OK!", "I'm not ok!"],
  ['Is A4 USA Well-Being', 'Is A4 usa Well-Being.'],
  ['my iPhone McDonald', 'My iPhone McDonald.'],
  ['oK', 'Ok.'],
  ["so i'M in", "So I'm in."],
  ['3.5 km', '3.5 km.'],
  ['e.g. this', 'E.g. This.'],
  ['well\u2026 maybe,', 'Well... Maybe.'],
  ['really?!', 'Really?!'],
  ['wait:', 'Wait.'],
  ['?', '?'],
  ['élan', 'Élan.'],
  ['ŉ İS', 'ŉ İS.'],
  ['x \uD83D', 'X \uFFFD.'],
])('%j becomes %j', (typed, expected) => {
  expect(normaliseTyped(typed)).toBe(expected);
});

describe('the cut', () => {
  test.each([
    ['one two three', 13, 'One two.'],
    ['one two three', 14, 'One two three.'],
    ['one two three.', 14, 'One two three.'],
    ['one two three?', 13, 'One two.'],
    ['one two, three', 9, 'One two.'],
    ['one two. three', 9, 'One two.'],
    ['one two', 4, 'One.'],
    ['one two', 3, 'On.'],
    ['abcdefgh', 5, 'Abcd.'],
    ['ab😀', 4, 'Ab.'],
    ['😀', 2, ''],
    ['😀', 3, '😀.'],
  ])('of %j to %d gives %j', (typed, maxCharacters, expected) => {
    expect(normaliseTyped(typed, maxCharacters)).toBe(expected);
  });

  test('is at 400 where nothing is said', () => {
    const text = normaliseTyped('word '.repeat(200));
    // 80 words of 4 letters, 79 spaces and the full stop
    expect(text).toBe(`Word${' word'.repeat(79)}.`);
    expect(text).toHaveLength(400);
  });

  test.each([1, 0, 2.5, NaN, Infinity])('refuses %d', (maxCharacters) => {
    expect(() => normaliseTyped('a', maxCharacters)).toThrow(RangeError);
  });
});

const scraps = [
  'i',
  "i'm",
  'HELP',
  'oK',
  'A',
  'Word',
  ' ',
  '  ',
  '\n',
  '.',
  ',',
  '?',
  '"',
  "'",
  '(',
  '\u2019',
  '\u2026',
];
const letters = ['ß', 'ŉ', 'İ', 'Σ', 'ΑΣ', 'ǆ', '\u0301', '日', '😀', '\uD83D', '\u{10428}', '7'];

test('is total, idempotent, well-formed, within its length and ends with an ending mark', () => {
  const scrap = fc.array(fc.constantFrom(...scraps, ...letters), { maxLength: 30 }).map((parts) => parts.join(''));
  const typed = fc.oneof(scrap, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(typed, fc.integer({ min: 2, max: 40 }), (text, maxCharacters) => {
      const once = normaliseTyped(text, maxCharacters);
      expect(once.length).toBeLessThanOrEqual(maxCharacters);
      expect(once.isWellFormed()).toBe(true);
      expect(once).toMatch(/^$|[.?!]["')]*$/u);
      expect(once).not.toMatch(/\s\s|^\s|[\n\t\u2018-\u201F]/u);
      expect(normaliseTyped(once, maxCharacters)).toBe(once);
    }),
    { numRuns: 10_000 },
  );
});

test('takes linear time on long rows of anything', () => {
  for (const unit of ['!', '"', ',', ' ', "a'", '. ', 'I', '(', '\u2026']) {
    const start = performance.now();
    normaliseTyped(unit.repeat(500_000), 1_000_000);
    expect(performance.now() - start).toBeLessThan(4000);
  }
});
