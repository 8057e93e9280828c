import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { wilson } from '../evaluation/statistics/index.ts';
import type { Interval } from '../evaluation/statistics/index.ts';
import { builtinFigures } from './builtinFigures.ts';

test('what is said of the shipped model is what its card says', async () => {
  const { userModel, smallTalk } = JSON.parse(await readFile('public/models/builtin/card.json', 'utf8')) as {
    userModel: { sameSide: { value: number }; answersAsGameable: Record<string, Record<string, Interval>> };
    smallTalk: { inTherapy: { exact: { value: number } } };
  };
  expect(builtinFigures.oppositeGoal).toBe(Number((1 - userModel.sameSide.value).toFixed(2)));
  for (const setting of ['allChannels', 'notesAlone'] as const) {
    for (const kind of ['gameable', 'other'] as const) {
      const { successes, n } = builtinFigures.answersAsGameable[setting][kind];
      expect(userModel.answersAsGameable[setting]?.[kind], `${setting}, ${kind}`).toMatchObject(wilson(successes, n));
    }
  }
  expect(builtinFigures.smallTalkAnswered).toBe(Number(smallTalk.inTherapy.exact.value.toFixed(2)));
});
