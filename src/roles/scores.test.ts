import { describe, expect, test } from 'vitest';
import { expectedScore } from './scores.ts';

describe('the expected score', () => {
  test.each([
    [['1', '2', '3', '4', '5'], [0, 0, 0.5, 0.5, 0], 3.5],
    // renormalised: .2 of the probability is on no answer
    [['1', '2', '3', '4', '5'], [0.4, 0, 0, 0, 0.4], 3],
    [['0', '1'], [0.03, 0.01], 0.25],
    [['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'], [0, 0, 0, 0, 0, 0, 0, 0.1, 0, 0.3], 9.5],
    [['1', '2'], new Float32Array([0.25, 0.75]), 1.75],
  ])('of %j with %j is %f', (answers, probabilities, wanted) => {
    expect(expectedScore(answers, probabilities)).toBeCloseTo(wanted, 12);
  });

  test.each([[[0, 0]], [[]], [[NaN, 0.5]]])('is refused where nothing is probable: %j', (probabilities) => {
    expect(() => expectedScore(['0', '1'], probabilities)).toThrow(RangeError);
  });
});
