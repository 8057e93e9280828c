import { expect, test } from 'vitest';
import { RandomStream } from '../core/rng/index.ts';
import type { UpdateSettings } from './contract.ts';
import { takeSteps } from './update.ts';

const settings: UpdateSettings = {
  ...{ learningRate: 0.2, epochs: 4, batchRows: 8, beta: 0.4, targetRatio: 1.05, klLimit: 0 },
  ...{ reference: 'moving', optimizer: 'fresh', schedule: 'constant', clipNorm: 1 },
};
const rows = [{ desirable: true }, { desirable: false }];

test.each<[UpdateSettings['schedule'], number[]]>([
  ['constant', [0.2, 0.2, 0.2, 0.2]],
  // half of 1 + cos(pi i / 4), of the peak
  ['cosine', [0.2, 0.170711, 0.1, 0.029289]],
])('the rate of four steps on a %s schedule', async (schedule, wanted) => {
  const rates: number[] = [];
  const report = await takeSteps(
    rows,
    { ...settings, schedule },
    RandomStream.root(1),
    (_, { learningRate }) => {
      rates.push(learningRate);
      return { loss: 0, kl: null, gradientNorm: 0, rewardMargin: null, saturatedShare: null };
    },
    {},
  );
  expect(rates).toEqual(wanted.map((rate) => expect.closeTo(rate, 6) as number));
  expect(report).toMatchObject({ desirable: 1, undesirable: 1, stoppedEarly: false });
});
