import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { aroundValue, drawAnswer, expectedAnswer, metricAnswers, ratingAnswers, vetoAnswers } from './scales.ts';
import type { AnswerDistribution } from './scales.ts';

const flat = (distribution: AnswerDistribution): [string, number][] =>
  distribution.filter(({ weight }) => weight > 0).map(({ value, weight }) => [value, Number(weight.toFixed(6))]);

describe('a value on a scale', () => {
  test.each([
    [
      4.25,
      [
        ['4', 0.75],
        ['5', 0.25],
      ],
    ],
    [7, [['7', 1]]],
    [1, [['1', 1]]],
    [10, [['10', 1]]],
    [0.3, [['1', 1]]],
    [12, [['10', 1]]],
    [
      9.9,
      [
        ['9', 0.1],
        ['10', 0.9],
      ],
    ],
  ] as const)('%f as a rating', (value, wanted) => {
    expect(flat(ratingAnswers(value))).toEqual(wanted);
  });

  test.each([
    [0, [['1', 1]]],
    [1, [['10', 1]]],
    [
      0.5,
      [
        ['5', 0.5],
        ['6', 0.5],
      ],
    ],
    [-3, [['1', 1]]],
    [7, [['10', 1]]],
  ] as const)('%f as a metric', (value, wanted) => {
    expect(flat(metricAnswers(value))).toEqual(wanted);
  });

  test('keeps its mean on the scale, and is as peaked as the paper says', () => {
    const number = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(number, fc.constantFrom([1, 10], [1, 5]), (value, [low = 1, high = 5]) => {
        const answer = aroundValue(value, low, high);
        expect(expectedAnswer(answer)).toBeCloseTo(Math.min(high, Math.max(low, value)), 9);
        expect(answer.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
        for (const each of answer) {
          expect(Number(each.value)).toBeGreaterThanOrEqual(low);
          expect(Number(each.value)).toBeLessThanOrEqual(high);
        }
      }),
    );
    const evenly = Array.from({ length: 9000 }, (_, i) => ratingAnswers(1 + (i + 0.5) / 1000));
    const bits = (answer: AnswerDistribution): number =>
      answer.reduce((sum, { weight: p }) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);
    const mean = (of: (answer: AnswerDistribution) => number): number =>
      evenly.reduce((sum, answer) => sum + of(answer), 0) / evenly.length;
    expect(mean(bits)).toBeCloseTo(1 / (2 * Math.LN2), 3);
    expect(mean((answer) => Math.max(...answer.map(({ weight }) => weight)))).toBeCloseTo(0.75, 3);
  });
});

describe('vetoes', () => {
  const yes = (...of: Parameters<typeof vetoAnswers>): number => expectedAnswer(vetoAnswers(...of));

  test('are of two minds at the threshold and sure a tenth beside it', () => {
    const thresholds = [
      ...(['therapyTalk', 'bookingAssistance', 'actionAdvice', 'politicalQuestions'] as const).map(
        (id) => [id, 'normal', 0.52] as const,
      ),
      ['therapyTalk', 'constitution', 0.4] as const,
      ['actionAdvice', 'constitution', 0.36] as const,
      ['politicalQuestions', 'constitution', 0.4] as const,
    ];
    for (const [id, kind, threshold] of thresholds) {
      expect(yes(id, kind, threshold)).toBeCloseTo(0.5, 9);
      expect(yes(id, kind, threshold + 0.1)).toBeCloseTo(1 / (1 + Math.exp(-10 / 3)), 9);
      expect(yes(id, kind, threshold - 0.1)).toBeCloseTo(1 / (1 + Math.exp(10 / 3)), 9);
      expect(yes(id, kind, 9)).toBe(0.998);
      expect(yes(id, kind, -9)).toBeCloseTo(0.002, 12);
    }
  });

  test('against the constitution hardly ever fire in booking', () => {
    expect(yes('bookingAssistance', 'constitution', 1)).toBeLessThan(0.2);
    expect(yes('bookingAssistance', 'constitution', 0.9)).toBeLessThan(0.01);
  });

  test('of five points reach 2, where they fire, at a severity of .26', () => {
    expect(yes('therapyTalk', 'fivePoint', 1.1 / 4.25)).toBeCloseTo(2, 9);
    expect(yes('therapyTalk', 'fivePoint', 0)).toBe(1);
    expect(yes('therapyTalk', 'fivePoint', 1)).toBe(5);
  });
});

test('an answer is drawn as often as it weighs, with its surprisal', () => {
  const distribution = ratingAnswers(6.3);
  const stream = RandomStream.root(5);
  const drawn = Array.from({ length: 4000 }, () => drawAnswer(distribution, stream));
  const sevens = drawn.filter(({ text }) => text === '7').length / drawn.length;
  expect(Math.abs(sevens - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / drawn.length));
  for (const { text, nats } of drawn) expect(nats).toBeCloseTo(-Math.log(text === '7' ? 0.3 : 0.7), 9);
  expect(drawAnswer(ratingAnswers(3), stream)).toEqual({ text: '3', nats: 0 });
});
