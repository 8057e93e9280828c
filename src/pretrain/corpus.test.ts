import { describe, expect, test } from 'vitest';
import { corpusRow } from '../corpus/rows/mixture.ts';
import { segmentWeights } from '../corpus/rows/segment.ts';
import { answers, marks, vetoKinds } from '../roles/index.ts';
import type { Question } from '../roles/index.ts';
import { buildTokenizer, encodeRow, openCorpus, twinsApart } from './corpus.ts';
import { shapeOf } from './sizes.ts';

const seed = 1;
const tokenizer = buildTokenizer(seed, 20_000);
const { context } = shapeOf('main', tokenizer.size);
const firstByte = marks.length;
const isByte = (token: number): boolean => token >= firstByte && token < firstByte + 256;
const heldOut = Array.from({ length: 3000 }, (_, index) => corpusRow(seed, 'heldOut', index));

describe('rows as tokens', () => {
  test('fit the context, training rows and others', () => {
    expect(context).toBe(320);
    const training = Array.from({ length: 3000 }, (_, index) => corpusRow(seed, 'training', index));
    const longest = Math.max(...[...training, ...heldOut].map(({ row }) => encodeRow(tokenizer, row, 0).tokens.length));
    expect(longest).toBeLessThanOrEqual(context);
    expect(longest).toBeGreaterThan(150);
  });

  test('spell nothing in bytes but the new words of small talk, even where the tokenizer has not seen the row', () => {
    const spelled = { environment: new Map<string, number>(), register: 0 };
    for (const { kind, row } of heldOut) {
      for (const piece of row.flatMap(({ pieces }) => pieces)) {
        if (!('text' in piece)) continue;
        const bytes = tokenizer.encode(piece.text).filter(isByte);
        if (kind === 'register') spelled.register += bytes.length;
        else if (bytes.length > 0) spelled.environment.set(piece.text, bytes.length);
      }
    }
    expect([...spelled.environment]).toEqual([]);
    expect(spelled.register).toBeGreaterThan(0);
  });

  test('give every text back', () => {
    for (const { row } of heldOut.slice(0, 500)) {
      for (const piece of row.flatMap(({ pieces }) => pieces)) {
        if ('text' in piece) expect(tokenizer.decode(tokenizer.encode(piece.text))).toBe(piece.text);
      }
    }
  });

  test('weigh each token as its segment, the first one nothing; answers are single tokens', () => {
    for (const { row } of heldOut.slice(0, 500)) {
      const { tokens, weights } = encodeRow(tokenizer, row, 0);
      expect(weights).toHaveLength(tokens.length);
      expect([tokens[0], weights[0]]).toEqual([tokenizer.mark('<bos>'), 0]);
      const sums = new Map<number, number>();
      for (const weight of weights) sums.set(weight, (sums.get(weight) ?? 0) + 1);
      const asked = row.filter(({ kind }) => kind === 'answer').length;
      expect(sums.get(segmentWeights(0).answer) ?? 0).toBe(asked);
      expect(weights.some((weight) => weight > 0)).toBe(true);
    }
  });
});

describe('the tokenizer', () => {
  test('has one token for each answer to each question', () => {
    const questions: Question[] = [
      { kind: 'rating', wish: '' },
      { kind: 'evaluator', metric: 'harm' },
      { kind: 'transition' },
      ...vetoKinds.map((veto) => ({ kind: 'veto' as const, veto })),
    ];
    for (const question of questions) {
      for (const answer of answers(question)) expect(tokenizer.encode(answer)).toEqual([tokenizer.wordId(answer)]);
    }
  });

  test('is small, and the same for the same seed', () => {
    expect(tokenizer.wordCount).toBeGreaterThan(1000);
    expect(tokenizer.size).toBeLessThanOrEqual(2048);
    expect(buildTokenizer(3, 600).toJson()).toEqual(buildTokenizer(3, 600).toJson());
    expect(tokenizer.toJson().marks).toEqual([...marks]);
  });
});

describe('the order of training rows', () => {
  test('is that of the corpus with twins a thousand rows apart', () => {
    const corpus = openCorpus(seed, tokenizer);
    expect(corpus.vocabulary).toBe(tokenizer.size);
    for (const [place, index] of [
      [0, 0],
      [3, 6],
      [1023, 2046],
      [1024, 1],
      [1027, 7],
      [2048, 2048],
    ] as const) {
      expect(twinsApart(place)).toBe(index);
      expect(corpus.row(place)).toEqual(encodeRow(tokenizer, corpusRow(seed, 'training', index).row, place));
    }
  });

  test('leaves none out and repeats none', () => {
    const order = Array.from({ length: 3 * 2048 }, (_, place) => twinsApart(place));
    expect([...order].sort((a, b) => a - b)).toEqual(order.map((_, place) => place));
  });
});
