import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Tokenizer } from './index.ts';

const plain = ['you', 'bet', 'should', 'went', 'home', 'a', 'may', 'well', "don't", 'well-being', 'café', '7', '10'];
const fixed = ['I', "I'm", 'Maya', 'May', 'iPhone'];
const signs = ['.', ',', '?', '!', ':', ';', '(', ')', '"'];
const words = [...plain, ...fixed, ...signs];
const marks = ['<bos>', '<end>', '<user>'];
const tokenizer = Tokenizer.create({ marks, words });

/** Ids as people read them: words by their text, bytes as \xx. */
function shown(text: string): string {
  return tokenizer
    .encode(text)
    .map((id) => (id < 259 ? `\\${(id - 3).toString(16).padStart(2, '0')}` : (words[id - 259] ?? '?')))
    .join(' ');
}

function idsOf(...texts: readonly string[]): number[] {
  return texts.map((word) => tokenizer.wordId(word) ?? -1);
}

describe('encode', () => {
  test('ordinary prose costs one id a word', () => {
    expect(shown("You may bet, I'm well: Maya (7) went home! May you?")).toBe(
      "you may bet , I'm well : Maya ( 7 ) went home ! May you ?",
    );
    expect(shown('You bet "well-being" I don\'t. "Home; well."')).toBe(
      'you bet " well-being " I don\'t . " home ; well . "',
    );
  });

  test.each([
    ['an unknown name costs its bytes', 'You Zoe went', 'you \\20 \\5a \\6f \\65 went'],
    ['at the start too', 'Zoe went', '\\5a \\6f \\65 went'],
    ['a name with an accent', 'Zoé went', '\\5a \\6f \\c3 \\a9 went'],
    ['a second space', 'You  bet', 'you \\20 \\20 bet'],
    ['a leading space', ' You', '\\20 you'],
    ['a trailing space', 'You ', 'you \\20'],
    ['a line break keeps the capital', 'Bet.\nYou went', 'bet . \\0a you went'],
    ['a line break does not make one', 'Bet\nYou', 'bet \\0a \\59 \\6f \\75'],
    ['no capital at the start', 'bet', '\\62 \\65 \\74'],
    ['no capital after a full stop', 'Bet. a bet', 'bet . \\20 \\61 bet'],
    ['a capital inside', 'A Bet', 'a \\20 \\42 \\65 \\74'],
    ['all capitals', 'A MAY', 'a \\20 \\4d \\41 \\59'],
    ['"i" where only "I" is a word', 'You i', 'you \\20 \\69'],
    ['a comma after a space', 'You , bet', 'you \\20 , bet'],
    ['a full stop between digits', '7.10', '7 . \\31 \\30'],
    ['a known beginning before an apostrophe', "Maya's home", 'Maya \\27 \\73 home'],
    ['a known beginning before a dash', 'You\u2014bet', 'you \\e2 \\80 \\94 \\62 \\65 \\74'],
    ['the longest beginning', "Well-being's", 'well-being \\27 \\73'],
    ['a shorter beginning where the longest goes on', 'Well-beings', 'well \\2d \\62 \\65 \\69 \\6e \\67 \\73'],
    ['a hyphen attaches', 'Bet-home', 'bet \\2d home'],
    ['no cut inside a row of letters', 'You mayé', 'you \\20 \\6d \\61 \\79 \\c3 \\a9'],
    ['a space after an opening parenthesis', 'You ( bet', 'you ( \\20 bet'],
    ['a quote that closes where one should open', 'You" bet', 'you \\22 \\20 bet'],
    ['a mark of the vocabulary is only text', '<end>', '\\3c \\65 \\6e \\64 \\3e'],
    ['half of a surrogate pair', 'You\uD83D', 'you \\ef \\bf \\bd'],
    ['nothing', '', ''],
  ])('%s', (_name, text, expected) => {
    expect(shown(text)).toBe(expected);
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text.toWellFormed());
  });

  test('a text of 400,000 characters without spaces takes linear time', () => {
    for (const text of ['a'.repeat(400_000), 'a-'.repeat(200_000), '"'.repeat(400_000), '-'.repeat(400_000)]) {
      const start = performance.now();
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      expect(performance.now() - start).toBeLessThan(4000);
    }
  });
});

describe('decode', () => {
  test('spaces and capitals', () => {
    expect(tokenizer.decode(idsOf('you', 'bet', '.', '"', 'may', 'I', '?', '"', '(', 'well', ')', 'home'))).toBe(
      'You bet. "May I?" (Well) home',
    );
  });

  test('after bytes: a space after letters, none after others, a capital after ending marks', () => {
    const after = (text: string): string =>
      tokenizer.decode([...Array.from(text, (char) => 3 + char.charCodeAt(0)), ...idsOf('bet')]);
    expect(['x', '7', 'x ', 'x-', 'x.', 'x! ', 'x?\n', 'x.x', '-'].map(after)).toEqual([
      'x bet',
      '7 bet',
      'x bet',
      'x-bet',
      'x.Bet',
      'x! Bet',
      'x?\nBet',
      'x.x bet',
      '-Bet',
    ]);
  });

  test('passes over marks and unused ids, also inside a character', () => {
    const euro = [3 + 0xe2, 3 + 0x82, 3 + 0xac];
    expect(tokenizer.size).toBe(288);
    expect(tokenizer.decode([0, ...idsOf('you'), 287, 1, ...idsOf('bet'), 2])).toBe('You bet');
    expect(tokenizer.pieces([0, euro[0] ?? 0, 1, euro[1] ?? 0, 287, euro[2] ?? 0, ...idsOf('a')])).toEqual([
      '',
      '',
      '',
      '',
      '',
      '€',
      ' a',
    ]);
  });

  test('shows where a character breaks off', () => {
    expect(tokenizer.pieces([3 + 0xe2, 3 + 0x82, ...idsOf('you')])).toEqual(['', '', '\uFFFD you']);
    expect(tokenizer.pieces([3 + 0xe2, 3 + 0x41, 3 + 0xff, 3 + 0xf0])).toEqual(['', '\uFFFDA', '\uFFFD', '\uFFFD']);
  });

  test.each([-1, 288, 0.5, NaN])('refuses %d', (id) => {
    expect(() => tokenizer.decode([id])).toThrow(RangeError);
  });
});

const oddities = [
  '',
  ' ',
  '  ',
  '\n',
  '\t',
  '\u00A0',
  '-',
  "'",
  '\u2019',
  '\u2014',
  '/',
  '\u0000',
  '😀',
  '\uD83D',
  '\uFEFF',
];
const unknown = ['Zoe', 'zoé', 'x', '日本', '<end>', 'ß', 'i', "i'm", '\u0301', '3'];

/** Texts where the convention nearly holds: words, mostly with one space, in odd case and with odd company. */
function textsOf(vocabulary: readonly string[]): fc.Arbitrary<string> {
  const word = fc.constantFrom(...vocabulary, ...signs, ...unknown);
  const cased = fc.tuple(word, fc.constantFrom(0, 0, 0, 1, 2)).map(([text, change]) => {
    if (change === 0) return text;
    return change === 1 ? text.slice(0, 1).toUpperCase() + text.slice(1) : text.toUpperCase();
  });
  const between = fc.oneof({ weight: 3, arbitrary: fc.constant(' ') }, fc.constantFrom(...oddities));
  return fc.array(fc.tuple(cased, between), { maxLength: 14 }).map((parts) => parts.flat().join(''));
}

const vocabularies = [
  { marks, words },
  { marks: [], words: [] },
  { marks: ['I'], words: ['i', 'I', 'x', 'X', "'s", '-', '日本', '😀', "i'm"] },
  { marks, words: ['.', '"', ...plain.slice(3), 'Home', 'well-', '-being', 'é', 'ß', '\u0301'] },
];

describe.each(vocabularies)('vocabulary %#', (vocabulary) => {
  const own = Tokenizer.create(vocabulary);
  const checkText = (text: string): void => {
    const ids = own.encode(text);
    expect(own.decode(ids)).toBe(text.toWellFormed());
    const unused = ids.filter((id) => id < vocabulary.marks.length || id >= own.size);
    expect(unused).toEqual([]);
  };

  test('is lossless on arbitrary Unicode', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), checkText), { numRuns: 3000 });
  });

  test('is lossless on arbitrary UTF-16', () => {
    const unit = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd7f0, max: 0xe010 }));
    const text = fc.array(unit, { maxLength: 12 }).map((codes) => String.fromCharCode(...codes));
    fc.assert(fc.property(text, checkText), { numRuns: 3000 });
  });

  test('is lossless on words in odd spacing and case', () => {
    fc.assert(fc.property(textsOf(vocabulary.words), checkText), { numRuns: 10_000 });
  });

  test('writes every id as a piece of the text, whatever the ids', () => {
    const id = fc.integer({ min: 0, max: own.size - 1 });
    fc.assert(
      fc.property(fc.array(id, { maxLength: 30 }), (ids) => {
        const pieces = own.pieces(ids);
        expect(pieces).toHaveLength(ids.length);
        const text = own.decode(ids);
        expect(pieces.join('')).toBe(text);
        expect(own.decode(own.encode(text))).toBe(text);
        expect(own.decode(ids.filter((each) => each >= vocabulary.marks.length))).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });
});

test('every word sequence written by the convention costs one id a word, and those ids', () => {
  // Without "may": at the start of a sentence "May" stands in for it.
  const pool = words.filter((word) => !['may', '(', ')', '"'].includes(word));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pool), { maxLength: 20 }), (sequence) => {
      let text = '';
      for (const word of sequence) {
        const closes = '.,?!:;'.includes(word);
        const begins = /^(.*[.?!])?$/u.test(text) && plain.includes(word);
        const written = begins ? word.slice(0, 1).toUpperCase() + word.slice(1) : word;
        text += closes || text === '' ? written : ` ${written}`;
      }
      expect(tokenizer.encode(text)).toEqual(idsOf(...sequence));
    }),
    { numRuns: 3000 },
  );
});
