import { expect, test } from 'vitest';
import { ratioMark } from './ratioMark.ts';

test.each([
  [0, 'even'],
  [-0, 'even'],
  [0.049, 'even'],
  [0.05, 'more1'],
  [-0.05, 'less1'],
  [0.3, 'more2'],
  [-0.99, 'less2'],
  [1, 'more3'],
  [-40, 'less3'],
])('%d nats: %s', (logRatio, mark) => {
  expect(ratioMark(logRatio)).toBe(mark);
});
