import { expect, test, vi } from 'vitest';
import { RandomStream } from '../core/rng/index.ts';
import type { UpdateSettings } from './contract.ts';
import { takeSteps } from './update.ts';
import type { StepSettings } from './update.ts';

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
  const course = {
    leastRows: 2 as const,
    prepare: () => [1, 2],
    step: (_: readonly number[], { learningRate }: StepSettings) => {
      rates.push(learningRate);
      return { loss: 0, kl: null, gradientNorm: 0, rewardMargin: null, saturatedShare: null };
    },
  };
  const report = await takeSteps(rows, { ...settings, schedule }, RandomStream.root(1), course, {});
  expect(rates).toEqual(wanted.map((rate) => expect.closeTo(rate, 6) as number));
  expect(report).toMatchObject({ desirable: 1, undesirable: 1, stoppedEarly: false });
});

test('where nothing is desirable nothing is prepared, which may cost a model hours', async () => {
  const prepare = vi.fn(() => [1]);
  const step = vi.fn(() => {
    throw new Error('a step was taken');
  });
  const disliked = [{ desirable: false }, { desirable: false }];
  const report = await takeSteps(disliked, settings, RandomStream.root(1), { leastRows: 1, prepare, step }, {});
  expect(report).toEqual({ steps: [], desirable: 0, undesirable: 2, stoppedEarly: false });
  expect(prepare).not.toHaveBeenCalled();
});
