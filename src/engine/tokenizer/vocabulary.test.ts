import { describe, expect, test } from 'vitest';
import { Tokenizer, TokenizerError } from './index.ts';

const json = { format: 'swayground-tokenizer', version: 1, marks: ['<bos>', '<end>'], words: ['bet', 'I', '.'] };

function fieldOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof TokenizerError) return error.field;
    throw error;
  }
  return 'accepted';
}

test('JSON there and back', () => {
  const tokenizer = Tokenizer.fromJson(JSON.parse(JSON.stringify(json)));
  expect(tokenizer.toJson()).toEqual(json);
  expect(tokenizer.wordCount).toBe(3);
});

test('ids: marks, bytes, words, padding to a multiple of 8', () => {
  const tokenizer = Tokenizer.fromJson(json);
  expect([tokenizer.mark('<bos>'), tokenizer.mark('<end>')]).toEqual([0, 1]);
  expect(tokenizer.encode('x')).toEqual([2 + 120]);
  expect(['bet', 'I', '.', 'Bet', 'x'].map((word) => tokenizer.wordId(word))).toEqual([258, 259, 260, null, null]);
  expect(tokenizer.size).toBe(264);
  expect(Tokenizer.create({ marks: [], words: [] }).size).toBe(256);
  expect(Tokenizer.create({ marks: [], words: ['a'] }).size).toBe(264);
  expect(fieldOf(() => tokenizer.mark('<user>'))).toBe('marks');
});

describe('fromJson refuses', () => {
  test.each([
    ['tokenizer', null],
    ['tokenizer', 'text'],
    ['format', { ...json, format: 'other' }],
    ['version', { ...json, version: 2 }],
    ['merges', { ...json, merges: [] }],
    ['marks', { format: json.format, version: 1, words: [] }],
    ['marks', { ...json, marks: '<bos>' }],
    ['marks.1', { ...json, marks: ['<bos>', '<bos>'] }],
    ['marks.0', { ...json, marks: [''] }],
    ['words.1', { ...json, words: ['bet', 7] }],
    ['words.2', { ...json, words: ['bet', 'I', 'bet'] }],
    ['words.0', { ...json, words: [''] }],
    ['words.0', { ...json, words: ['x'.repeat(65)] }],
    ['words.0', { ...json, words: ['\uD83D'] }],
    ['words.0', { ...json, words: ['two words'] }],
    ['words.0', { ...json, words: ['no\u00A0break'] }],
    ['words.0', { ...json, words: ['bell\u0007'] }],
    ['words.0', { ...json, words: ['e.g'] }],
    ['words.0', { ...json, words: ['...'] }],
  ])('at %s: %j', (field, value) => {
    expect(fieldOf(() => Tokenizer.fromJson(value))).toBe(field);
  });
});

test('create checks the same', () => {
  expect(fieldOf(() => Tokenizer.create({ marks: ['<a>', '<a>'], words: [] }))).toBe('marks.1');
  expect(fieldOf(() => Tokenizer.create({ marks: [], words: ['a', 'b c'] }))).toBe('words.1');
  expect(fieldOf(() => Tokenizer.create({ marks: [], words: ['x'.repeat(64), "don't", 'café', '😀', '-'] }))).toBe(
    'accepted',
  );
});

test('the error names the field in its message too', () => {
  expect(() => Tokenizer.fromJson({ ...json, words: ['a', 'a'] })).toThrow('words.1: "a" occurs twice');
});
