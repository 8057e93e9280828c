import { expect, test } from 'vitest';
import { statusText } from './statusText.ts';

test('a run that has just ended, and is not stored to its end, is not said to be in another tab', () => {
  expect(statusText({ status: 'running', isElsewhere: false }, false)).toBe('in progress');
});

test.each([
  ['running', true, false, 'in another tab or a sweep'],
  ['running', false, true, 'in progress'],
  // it goes on, and that is not stored yet
  ['cancelled', false, true, 'in progress'],
  ['finished', false, false, 'finished'],
  ['interrupted', false, false, 'interrupted'],
] as const)('%s, elsewhere %s, here %s: %s', (status, isElsewhere, isHere, text) => {
  expect(statusText({ status, isElsewhere }, isHere)).toBe(text);
});
