import { expect, test } from 'vitest';
import { ceilingOf } from './ceiling.ts';

test('the ceiling of choosing among n draws is the probability that one of them is what is looked for', () => {
  // 1 - .8^3 = .488, 1 - .9^3 = .271, 1 - .5^3 = .875
  const { value, low, high, n } = ceilingOf({ value: 0.2, low: 0.1, high: 0.5, n: 64 }, 3);
  expect(value).toBeCloseTo(0.488, 12);
  expect(low).toBeCloseTo(0.271, 12);
  expect(high).toBeCloseTo(0.875, 12);
  expect(n).toBe(64);
  expect(ceilingOf({ value: 0, low: 0, high: 1, n: 8 }, 8)).toMatchObject({ value: 0, low: 0, high: 1 });
});
