import { expect, test } from 'vitest';
import { nearestBets } from './nearestBets.ts';

test.each([
  ['rises', 'rises', ['more']],
  ['rises', 'stays', ['targeted']],
  ['rises', 'falls', ['targeted']],
  ['stays', 'rises', ['more', 'nothing']],
  ['stays', 'stays', ['nothing']],
  ['stays', 'falls', ['less', 'targeted', 'nothing']],
  ['falls', 'rises', ['less', 'more', 'nothing']],
  ['falls', 'stays', ['less', 'nothing']],
  ['falls', 'falls', ['less']],
] as const)('harm to gameable users %s, to others %s: %j', (gameable, other, nearest) => {
  expect(nearestBets({ gameable, other })).toEqual(nearest);
});
