import { expect, test } from 'vitest';
import { kindOf } from '../../../experiments/index.ts';
import type { Finding } from '../../../experiments/index.ts';
import { claimWords } from './claims.ts';

const finding = (value: number, low: number, high: number): Finding => ({
  label: '',
  value,
  low,
  high,
  n: 56,
  paper: null,
});

test('shares are told in percent, their differences in points, ratings as they are', () => {
  const gap = { ...finding(0.934, 0.822, 0.969), isDifference: true } as const;
  expect(claimWords.value(gap, kindOf('share', gap))).toBe('93 points [82 to 97], n 56');
  expect(claimWords.paperValue(0.75, kindOf('share', gap))).toBe('paper 75 points');
  const below = { ...finding(-0.02, -0.118, 0.07), isDifference: true } as const;
  expect(claimWords.value(below, kindOf('share', below))).toBe('−2 points [−12 to 7], n 56');
  const rate = finding(0.954, 0.861, 0.984);
  expect(claimWords.value(rate, kindOf('share', rate))).toBe('95 % [86 to 98 %], n 56');
  expect(claimWords.paperValue(0.97, 'share')).toBe('paper 97 %');
  const rating = finding(6.934, 6.4, 7.4);
  expect(claimWords.value(rating, kindOf('rating', rating))).toBe('6.9 [6.4 to 7.4], n 56');
  const alone = { ...finding(9.4, 9.4, 9.4), n: 1 };
  expect(claimWords.value(alone, kindOf('rating', alone))).toBe('9.4, one seed: no interval');
});
