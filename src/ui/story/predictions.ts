import { refusalMessage } from '../../core/fault/index.ts';
import { presetNamed } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { outcomeOf } from '../../facts/index.ts';
import type { Outcome } from '../../facts/index.ts';
import { changedSetup, engineChanges, setupOf } from '../../session/index.ts';
import type { Prediction, RunView } from '../../session/index.ts';
import { mildest } from '../lecture/mildest.ts';

/** What can be another in the run that is predicted: one thing. */
export const changeNames = ['seed', 'share', 'veto', 'notes', 'shuffled', 'table'] as const;
export type ChangeName = (typeof changeNames)[number];

export const changesOf: Readonly<Record<ChangeName, Readonly<Record<string, unknown>>>> = {
  seed: { seed: presetNamed(mildest).config.seed + 1 },
  share: { gameableShare: 0.1 },
  veto: { veto: 'fivePoint' },
  notes: { cue: 'none' },
  shuffled: { ratings: 'shuffled' },
  table: engineChanges('table', presetNamed(mildest).config),
};

/** The setup of the story's run with this one change. */
export function predictedConfig(name: ChangeName): RunConfig {
  const setup = changedSetup(setupOf(mildest), changesOf[name]);
  if ('fault' in setup) throw new RangeError(refusalMessage(setup));
  return setup.config;
}

/** What is another in a predicted run; null: several things are, so it is none of these. */
export const changeIn = (config: RunConfig): ChangeName | null =>
  changeNames.find((name) => JSON.stringify(predictedConfig(name)) === JSON.stringify(config)) ?? null;

/** Of a prediction: the run on show or the setup is another; it has not been run to its end; what came of it. */
export type PredictionState =
  | { readonly stage: 'elsewhere' }
  | { readonly stage: 'waiting' }
  | { readonly stage: 'over'; readonly outcome: Outcome };

export function predictionState(
  { config }: Prediction,
  view: Pick<RunView, 'config' | 'policies' | 'end'> | null,
  setup: { readonly config: RunConfig },
): PredictionState {
  const same = (other: RunConfig): boolean => JSON.stringify(other) === JSON.stringify(config);
  const [first, last] = [view?.policies[0], view?.policies.at(-1)];
  if (view && same(view.config)) {
    const isOver = view.end === 'finished' || view.end === 'collapsed';
    return isOver && first && last ? { stage: 'over', outcome: outcomeOf(first, last) } : { stage: 'waiting' };
  }
  return same(setup.config) ? { stage: 'waiting' } : { stage: 'elsewhere' };
}
