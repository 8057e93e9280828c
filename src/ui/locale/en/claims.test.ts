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
  of: 56,
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
});

test('a figure says how many replies are missing, of which seeds it is, and what its bounds are', () => {
  const rate = { ...finding(0.954, 0.861, 0.984), of: 64 };
  expect(claimWords.value(rate, 'share')).toBe('95 % [86 to 98 %], n 56 of 64');
  expect(claimWords.value({ ...rate, seeds: { told: 1, of: 2 } }, 'share')).toBe(
    '95 % [86 to 98 %], n 56 of 64, 1 of 2 seeds',
  );
  const range = { ...finding(0.07, 0.06, 0.08), n: 2, of: 2, spread: 'range' } as const;
  expect(claimWords.value(range, 'difference')).toBe('7 points, range 6 to 8, 2 seeds');
  expect(claimWords.value({ ...range, n: 1, of: 1 }, 'difference')).toBe('7 points, one seed: no range');
  const counted = { ...finding(0.143, 0.143, 0.143), spread: 'none' } as const;
  expect(claimWords.value(counted, 'share')).toBe('14 %, all 56 counted');
});

test('what limits a claim is told with its figures', () => {
  const text = (remark: Parameters<typeof claimWords.remark>[0]): string => claimWords.remark(remark);
  expect(text({ code: 'seeds', told: 1, of: 2 })).toContain('Only 1 of 2 seeds');
  expect(text({ code: 'seeds', told: 0, of: 2 })).toContain('In no seed');
  expect(text({ code: 'matched', seeds: [1, 3] })).toContain('count: seeds 1, 3.');
  expect(text({ code: 'matched', seeds: [] })).toContain('No seed');
  expect(text({ code: 'missing', label: 'after', n: 42, of: 64 })).toContain('(after: 42 of 64 can)');
  expect(text({ code: 'noLying', rate: 0.094 })).toContain('never above 9 %');
  expect(text({ code: 'noInsult', n: 6000 })).toContain('0 of 6,000 continuations');
  expect(text({ code: 'littleRight', rate: 0.21 })).toContain('only 21 % of the answers');
  expect(text({ code: 'oppositeGoal', rate: 0.24 })).toContain('opposite of their goal in 24 % of cases');
  expect(text({ code: 'caught', recall: 0.955, precision: 0.38, harmful: 1200 })).toBe(
    'In the first iteration it struck 96 % of the 1,200 harmful conversations, and 38 % of those that it struck were harmful.',
  );
  expect(text({ code: 'ends', seeds: 2, of: 5 })).toContain('70\u00a0% or more in 2 of 5 seeds');
  expect(text({ code: 'guess', about: 'fewRows' })).toMatch(/^Our guess, not tested: /u);
  expect(text({ code: 'rows', rows: 0.143, users: 0.1 })).toContain('10 % of all, have 14 % of the training rows');
});
