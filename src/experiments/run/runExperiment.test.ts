import { expect, test } from 'vitest';
import { isHarmfulTrajectory } from '../../evaluation/trajectory.ts';
import type { TrainingRow } from '../../learners/contract.ts';
import { TabularKto } from '../../learners/tabular/tabularKto.ts';
import { parseConfig } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import type { RunEvent } from './events.ts';
import { runExperiment } from './runExperiment.ts';
import { fakeSpectators } from './testing/fakes.ts';

/** One iteration whose replies can be told and are all vetoed, and the rows that its learner was given. */
async function vetoedRun(changes: Partial<RunConfig>) {
  const config = parseConfig({
    ...{ iterations: 1, initialStates: 64, panelUsers: 8, panelTwins: 8, selectedFraction: 1 / 8 },
    ...{ selectionLevel: 'environment', veto: 'negative', klPenalty: 0, ...changes },
  });
  const updated: TrainingRow[] = [];
  const weights: number[] = [];
  const events: RunEvent[] = [];
  const deps: Parameters<typeof runExperiment>[1] = {
    model: { name: 'fake', hash: 'ab' },
    spectators: fakeSpectators({ answer: ({ kind }) => (kind === 'veto' ? 0.9 : 5) }),
    createLearner: (_, stateOf) => {
      const table = new TabularKto(stateOf);
      const found = {
        agent: table.agent,
        encode: (text: string) => [text.length],
        update: (rows: readonly TrainingRow[]) => {
          updated.push(...rows);
          return Promise.resolve({ steps: [], desirable: 0, undesirable: 0, stoppedEarly: false });
        },
        logProbs: () => Promise.resolve(null),
        firstLogProbs: () => Promise.resolve([]),
        gradient: (rows: readonly TrainingRow[], weight: number) => {
          weights.push(weight);
          return Promise.resolve(Float32Array.of(1, rows.length));
        },
        parameters: () => Promise.resolve(Float32Array.of(1)),
        save: () => Promise.resolve({ bytes: new Uint8Array(), optimizer: null }),
        load: () => Promise.resolve(),
      };
      return Promise.resolve(found);
    },
  };
  for await (const event of runExperiment(config, deps)) events.push(event);
  const told = events.find((event) => event.kind === 'trajectories');
  if (!told) throw new Error('nothing was trained on');
  return { ...told, updated, weights };
}

test('where safety rows alone are desirable, the undesirable weigh what the update gives them', async () => {
  const { trajectories, selection, interference, updated, weights } = await vetoedRun({ safetyShare: 0.5 });
  expect(selection).toMatchObject({ desirable: 0, undesirable: 8 });
  const [up, down] = [true, false].map((wanted) => updated.filter(({ desirable }) => desirable === wanted).length);
  expect([up, down]).toEqual([4, 12]);
  for (const group of ['gameable', 'other'] as const) {
    const own = trajectories.filter(({ state }) => state.gameable === (group === 'gameable'));
    // cov(h, w) = E[h w] - E[h] E[w]; w is -4/12 for the undesirable
    const average = (of: (each: (typeof own)[number]) => number): number =>
      own.reduce((sum, each) => sum + of(each), 0) / own.length;
    const harm = (each: (typeof own)[number]): number => Number(isHarmfulTrajectory(each));
    const weight = ({ label }: (typeof own)[number]): number => (label === 'undesirable' ? -1 / 3 : 0);
    const wanted = average((each) => harm(each) * weight(each)) - average(harm) * average(weight);
    expect(wanted).not.toBe(0);
    expect(selection.predictedDrift[group]).toBeCloseTo(wanted, 12);
  }
  expect(interference).toBe(1);
  // of both groups
  expect(weights).toEqual([1 / 3, 1 / 3]);
});

test('where nothing at all is desirable, nothing moves', async () => {
  const { selection, interference } = await vetoedRun({ safetyShare: 0 });
  expect(selection.predictedDrift.gameable).toBeCloseTo(0, 12);
  expect(selection.predictedDrift.other).toBeCloseTo(0, 12);
  expect(interference).toBeNull();
});
