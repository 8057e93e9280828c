import { describe, expect, test } from 'vitest';
import { answeredFrom } from '../chat/chatLanguageModel.ts';
import { answersFrom, answerTokens, stepsOf } from './closedSet.ts';
import { likeliest, logProbability, logSum, maskUnlikely, onlyToken } from './logits.ts';
import { Recorder } from './recorder.ts';
import type { WritingMode } from './recorder.ts';
import { readVocabulary } from './tokenizerFile.ts';

const writing: WritingMode = { kind: 'write', bias: null, record: 0, temperature: 1, drawnAt: 1, minP: 0 };
/** Logits whose softmax is these weights, whatever is added to all of them. */
const logitsOf = (weights: readonly number[], shift = 0): Float32Array =>
  Float32Array.from(weights, (weight) => Math.log(weight) + shift);
const near = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 5) as unknown);

describe('sums over logits', () => {
  test('do not overflow, and do not care for a shift', () => {
    for (const shift of [0, 5000, -5000]) {
      const logits = logitsOf([0.5, 0.25, 0.25], shift);
      // float32 keeps four decimals of 5000
      expect(logProbability(logits, 1)).toBeCloseTo(Math.log(0.25), shift === 0 ? 6 : 2);
      expect(logSum(logits)).toBeCloseTo(shift, 2);
    }
  });

  test('at a temperature are of the distribution that is drawn from', () => {
    // 1/2, 1/4, 1/4 at temperature 2: roots, 1 : 1/sqrt 2 : 1/sqrt 2
    const logits = logitsOf([0.5, 0.25, 0.25]);
    expect(logProbability(logits, 0, 2)).toBeCloseTo(-Math.log(1 + Math.SQRT2), 6);
    expect(logProbability(logits, 1, 2)).toBeCloseTo(-Math.log(2 + Math.SQRT2), 6);
  });

  test('take -Infinity for impossible', () => {
    const logits = Float32Array.from([0, -Infinity, 0]);
    expect(logProbability(logits, 0)).toBeCloseTo(-Math.LN2, 12);
    expect(logProbability(logits, 1)).toBe(-Infinity);
    expect(logSum(new Float32Array(3).fill(-Infinity))).toBe(-Infinity);
    expect(() => logProbability(logits, 3)).toThrow('token 3 is none of 3');
  });

  test('what is less likely than a share of the likeliest can’t be drawn', () => {
    const logits = logitsOf([0.6, 0.3, 0.059, 0.041]);
    expect([...maskUnlikely(logits, 0.1, 1)].map(Number.isFinite)).toEqual([true, true, false, false]);
    // at temperature 2 the ratios are their roots: .059 / .6 is more than .01, but .1 of the likeliest needs 1/100
    expect([...maskUnlikely(logits, 0.1, 2)].map(Number.isFinite)).toEqual([true, true, true, true]);
    expect([...maskUnlikely(logits, 0.1, 0)].map(Number.isFinite)).toEqual([true, false, false, false]);
    expect([...onlyToken(logits, 2)]).toEqual([-Infinity, -Infinity, 0, -Infinity]);
  });
});

/** One step in WebLLM's order: the processor sees the logits, a token is drawn, the processor is told. */
function step(recorder: Recorder, logits: Float32Array, token: number): Float32Array {
  const changed = recorder.processLogits(logits);
  recorder.processSampledToken(token);
  return changed;
}

describe('a text', () => {
  const [first, second, third] = [logitsOf([0.7, 0.2, 0.1]), logitsOf([0.1, 0.1, 0.8]), logitsOf([0.25, 0.5, 0.25])];
  const play = (recorder: Recorder): void => {
    step(recorder, first, 1);
    step(recorder, second, 2);
    // the token that ends it is told, too, though it is not in the text
    step(recorder, third, 0);
  };
  const recorded = { tokens: [1, 2, 0], logProbs: near([Math.log(0.2), Math.log(0.8), Math.log(0.25)]), steps: [] };

  test.each([
    ['once', 1],
    ['twice', 2],
    ['not at all, where the cache is gone on with', 0],
  ])('is recorded exactly; reset %s', (_, resets) => {
    const recorder = new Recorder();
    recorder.arm(writing);
    for (let i = 0; i < resets; i++) recorder.resetState();
    play(recorder);
    expect(recorder.takeTexts()).toEqual([recorded]);
    expect(recorder.takeTexts()).toEqual([]);
  });

  test('several of one request follow each other, a reset between them', () => {
    const recorder = new Recorder();
    recorder.arm(writing);
    recorder.resetState();
    play(recorder);
    recorder.resetState();
    recorder.resetState();
    play(recorder);
    expect(recorder.takeTexts()).toEqual([recorded, recorded]);
  });

  test('of a request that broke off is gone when the next one is armed', () => {
    const recorder = new Recorder();
    recorder.arm(writing);
    recorder.resetState();
    step(recorder, first, 1);
    recorder.processLogits(second);
    recorder.arm(writing);
    play(recorder);
    expect(recorder.takeTexts()).toEqual([recorded]);
  });

  test('is recorded at the temperature asked for, whatever it is drawn at', () => {
    const recorder = new Recorder();
    recorder.arm({ ...writing, drawnAt: 0.5 });
    expect(step(recorder, first, 1)).toBe(first);
    recorder.arm({ ...writing, temperature: 2, drawnAt: 0.5 });
    step(recorder, first, 1);
    const [text] = recorder.takeTexts();
    const root = Math.sqrt;
    expect(text?.logProbs).toEqual(near([Math.log(root(0.2) / (root(0.7) + root(0.2) + root(0.1)))]));
  });

  test('is not drawn from the unlikely, and recorded with all of them', () => {
    const recorder = new Recorder();
    recorder.arm({ ...writing, minP: 0.2 });
    const changed = step(recorder, first, 1);
    expect([...changed].map(Number.isFinite)).toEqual([true, true, false]);
    expect(first[2]).toBeCloseTo(Math.log(0.1), 6);
    expect(recorder.takeTexts()[0]?.logProbs).toEqual(near([Math.log(0.2)]));
  });

  test('can’t have a token from nowhere', () => {
    const recorder = new Recorder();
    recorder.arm(writing);
    step(recorder, first, 1);
    expect(() => {
      recorder.processSampledToken(2);
    }).toThrow('a token was drawn from logits that were never shown');
  });
});

describe('what is not armed', () => {
  test('does nothing at all', () => {
    const recorder = new Recorder();
    const logits = logitsOf([0.5, 0.5]);
    recorder.resetState();
    expect(step(recorder, logits, 1)).toBe(logits);
    expect(recorder.takeTexts()).toEqual([]);
    recorder.arm({ ...writing, bias: { tokens: [0], values: [9] } });
    recorder.disarm();
    expect(step(recorder, logits, 1)).toBe(logits);
    expect(recorder.takeTexts()).toEqual([]);
    expect(() => recorder.takeReading()).toThrow('no answers were asked for');
  });
});

describe('a bias', () => {
  const bias = { tokens: [2, 0], values: [Math.log(8), -Math.log(2)] };

  test('changes what is drawn from, and its log-probabilities are recorded', () => {
    const recorder = new Recorder();
    recorder.arm({ ...writing, bias });
    recorder.resetState();
    const even = logitsOf([1, 1, 1]);
    expect([...step(recorder, even, 2)]).toEqual(near([-Math.log(2), 0, Math.log(8)]));
    step(recorder, even, 0);
    expect(recorder.takeTexts()[0]?.logProbs).toEqual(near([Math.log(8 / 9.5), Math.log(0.5 / 9.5)]));
    expect([...even]).toEqual([0, 0, 0]);
    recorder.arm(writing);
    expect(step(recorder, even, 2)).toBe(even);
  });

  test('on a token that there is not is refused', () => {
    const recorder = new Recorder();
    recorder.arm({ ...writing, bias: { tokens: [3], values: [1] } });
    expect(() => recorder.processLogits(logitsOf([1, 1, 1]))).toThrow('token 3 is none of 3');
  });
});

describe('a record', () => {
  test('has the tokens that are likeliest with the bias, and the drawn one, with their probabilities without', () => {
    const recorder = new Recorder();
    recorder.arm({ ...writing, record: 2, bias: { tokens: [3], values: [Math.log(20)] }, minP: 0.3 });
    recorder.resetState();
    step(recorder, logitsOf([0.1, 0.4, 0.3, 0.15, 0.05], 7), 0);
    step(recorder, logitsOf([0.1, 0.4, 0.3, 0.15, 0.05]), 3);
    const [text] = recorder.takeTexts();
    expect(text?.steps).toEqual([
      { tokens: [3, 1, 0], probabilities: near([0.15, 0.4, 0.1]) },
      { tokens: [3, 1], probabilities: near([0.15, 0.4]) },
    ]);
  });

  test('is none where none is asked for', () => {
    const recorder = new Recorder();
    recorder.arm(writing);
    recorder.resetState();
    step(recorder, logitsOf([1, 1]), 0);
    expect(recorder.takeTexts()[0]?.steps).toEqual([]);
  });

  test('begins with the largest, the lower token of equal ones', () => {
    expect(likeliest(Float32Array.of(1, 5, -2, 5, 0, 7), 4)).toEqual([5, 1, 3, 0]);
    expect(likeliest(Float32Array.of(2, -Infinity), 9)).toEqual([0, 1]);
    const many = Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i * i));
    const sorted = [...many.keys()].sort((a, b) => (many[b] ?? 0) - (many[a] ?? 0) || a - b);
    expect(likeliest(many, 64)).toEqual(sorted.slice(0, 64));
  });
});

const oneToTen = Array.from({ length: 10 }, (_, i) => String(i + 1));
/** Ids 0 to 9 are the digits. */
const digits = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [String(i), i]));

describe('answers', () => {
  test('that are all single tokens take one step', () => {
    const vocabulary = readVocabulary({ model: { vocab: { ...digits, '10': 10, Ġ7: 11, x: 12 } } });
    const tokens = answerTokens(oneToTen, vocabulary);
    expect(stepsOf(tokens)).toBe(1);
    const weights = [0.05, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.2, 0.2];
    const recorder = new Recorder();
    recorder.arm({ kind: 'answer', answers: tokens });
    recorder.resetState();
    const logits = logitsOf(weights);
    expect(step(recorder, logits, 12)).toBe(logits);
    const { probabilities } = recorder.takeReading();
    // the 7 with a space before it is a 7, too
    expect(probabilities).toEqual(near([0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.27, 0.08, 0.09, 0.1]));
    const answered = answeredFrom(oneToTen, { probabilities });
    expect(answered.mass).toBeCloseTo(0.75, 5);
    expect(answered.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const mean =
      (1 * 0.01 + 2 * 0.02 + 3 * 0.03 + 4 * 0.04 + 5 * 0.05 + 6 * 0.06 + 7 * 0.27 + 8 * 0.08 + 9 * 0.09 + 10 * 0.1) /
      0.75;
    expect(answered.expected).toBeCloseTo(mean, 5);
  });

  test('of which ten is split take a second step: P(10) = P(1) P(0 | 1)', () => {
    const tokens = answerTokens(oneToTen, readVocabulary({ model: { vocab: { ...digits, x: 10 } } }));
    expect(stepsOf(tokens)).toBe(2);
    const recorder = new Recorder();
    recorder.arm({ kind: 'answer', answers: tokens });
    recorder.resetState();
    recorder.resetState();
    const opened = recorder.processLogits(logitsOf([0.1, 0.4, 0, 0, 0, 0, 0, 0, 0, 0.3, 0.2]));
    // whatever the engine draws, it can only be the 1
    expect([...opened].map(Number.isFinite).indexOf(true)).toBe(1);
    expect([...opened].filter(Number.isFinite)).toHaveLength(1);
    recorder.processSampledToken(1);
    step(recorder, logitsOf([0.75, 0.05, 0, 0, 0, 0, 0, 0, 0, 0, 0.2]), 10);
    const { probabilities } = recorder.takeReading();
    expect(probabilities).toEqual(near([0.1, 0, 0, 0, 0, 0, 0, 0, 0.3, 0.3]));
    expect(answeredFrom(oneToTen, { probabilities })).toMatchObject({
      mass: expect.closeTo(0.7, 5) as number,
      expected: expect.closeTo((0.1 + 2.7 + 3) / 0.7, 4) as number,
    });
  });

  test('that were not read to the end, or not as they had to be, are refused', () => {
    const tokens = answerTokens(oneToTen, readVocabulary({ model: { vocab: digits } }));
    const recorder = new Recorder();
    recorder.arm({ kind: 'answer', answers: tokens });
    const even = logitsOf(new Array<number>(10).fill(1));
    recorder.processLogits(even);
    expect(() => {
      recorder.processSampledToken(3);
    }).toThrow('token 3 was drawn where only 1 was possible');
    expect(() => recorder.takeReading()).toThrow('the answers need 2 steps, and there were 1');
    expect(() => answersFrom(tokens, [])).toThrow(RangeError);
  });

  test('must have tokens', () => {
    const of = (vocab: Record<string, number>) => () => answerTokens(oneToTen, readVocabulary({ model: { vocab } }));
    expect(of({ '1': 1, '2': 2 })).toThrow('the tokenizer has no token for the answer 3');
    expect(() => answerTokens(['1', '10', '12'], readVocabulary({ model: { vocab: digits } }))).toThrow(
      'the tokenizer splits more than one answer: 12',
    );
    expect(() => answerTokens(['10'], readVocabulary({ model: { vocab: digits } }))).toThrow('for the answer 10');
  });
});

describe('a tokenizer.json', () => {
  test('of any kind gives the tokens of a word, the bare one first', () => {
    const bpe = readVocabulary({ model: { type: 'BPE', vocab: { Ġ5: 3, '5': 8, '▁5': 9 }, merges: [] } });
    expect(bpe.tokensOf('5')).toEqual([8, 3, 9]);
    expect(bpe.tokensInside('5')).toEqual([8]);
    const unigram = readVocabulary({
      model: {
        type: 'Unigram',
        vocab: [
          ['<unk>', 0],
          ['▁5', -3.5],
          ['5', -4],
        ],
      },
    });
    expect(unigram.tokensOf('5')).toEqual([2, 1]);
    expect(unigram.tokensOf('6')).toEqual([]);
  });

  test('tells the marks that no text may hold', () => {
    const { specialTokens } = readVocabulary({
      added_tokens: [
        { id: 5, content: '<|im_end|>', special: true },
        { id: 6, content: '<b>', special: false },
        { id: 7, content: '<i>' },
      ],
      model: { vocab: {} },
    });
    expect(specialTokens).toEqual(['<|im_end|>']);
  });

  test.each([[null], ['<!doctype html>'], [{ model: {} }], [{ model: { vocab: { a: 'b' } } }]])('not %j', (file) => {
    expect(() => readVocabulary(file)).toThrow(expect.objectContaining({ kind: 'badTokenizer' }) as Error);
  });
});
