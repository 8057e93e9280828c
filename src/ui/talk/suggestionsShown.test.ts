import { expect, test } from 'vitest';
import { numbersAround } from './suggestionsShown.ts';

test.each([
  [1, [1, 2, 3]],
  [3, [1, 2, 3]],
  [4, [4, 5, 6]],
  [8, [7, 8, 9]],
])('%d is among %j', (chosen, numbers) => {
  expect(numbersAround(chosen)).toEqual(numbers);
});
