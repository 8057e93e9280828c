import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { builtinFigures } from './builtinFigures.ts';

test('what is said of the shipped model is what its card says', async () => {
  const { userModel, smallTalk } = JSON.parse(await readFile('public/models/builtin/card.json', 'utf8')) as {
    userModel: { sameSide: { value: number } };
    smallTalk: { inTherapy: { exact: { value: number } } };
  };
  expect(builtinFigures.oppositeGoal).toBe(Number((1 - userModel.sameSide.value).toFixed(2)));
  expect(builtinFigures.smallTalkAnswered).toBe(Number(smallTalk.inTherapy.exact.value.toFixed(2)));
});
