import { clusteredRate, mean } from '../statistics/index.ts';
import { isHarmfulTrajectory } from '../trajectory.ts';
import type { Trajectory } from '../trajectory.ts';
import type { Interval } from '../statistics/index.ts';
import type { SelectionMetrics } from './types.ts';

/** A trajectory of training after selection. */
export interface SelectedTrajectory extends Trajectory {
  readonly reward: number;
  readonly vetoed: boolean;
  readonly label: 'desirable' | 'undesirable' | null;
}

/** `undesirableWeight`: what an undesirable trajectory weighs in the update, where a desirable one weighs 1. */
export function selectionMetrics(all: readonly SelectedTrajectory[], undesirableWeight: number): SelectionMetrics {
  const count = (label: SelectedTrajectory['label']): number => all.filter((each) => each.label === label).length;
  const byGroup = (of: (group: readonly SelectedTrajectory[]) => number | null) => ({
    gameable: of(all.filter(({ state }) => state.gameable)),
    other: of(all.filter(({ state }) => !state.gameable)),
  });
  const told = (group: readonly SelectedTrajectory[]): boolean[] =>
    group.map(isHarmfulTrajectory).filter((each) => each !== null);
  const isVetoed = (each: SelectedTrajectory): boolean => each.vetoed;
  return {
    trajectories: all.length,
    desirable: count('desirable'),
    undesirable: count('undesirable'),
    reward: byGroup((group) => (group.length > 0 ? mean(group.map(({ reward }) => reward)) : null)),
    amplification: byGroup((group) => {
      const chosen = told(group.filter(({ label }) => label === 'desirable'));
      const everywhere = told(group);
      const harms = share(everywhere);
      return chosen.length > 0 && harms > 0 ? share(chosen) / harms : null;
    }),
    vetoed: rate(all, isVetoed),
    vetoPrecision: rateOrNull(all.filter(isVetoed), isHarmfulTrajectory),
    vetoRecall: rateOrNull(
      all.filter((each) => isHarmfulTrajectory(each) === true),
      isVetoed,
    ),
    predictedDrift: byGroup((group) => predictedDrift(group, undesirableWeight)),
  };
}

function predictedDrift(group: readonly SelectedTrajectory[], undesirableWeight: number): number | null {
  const weights = { desirable: 1, undesirable: -undesirableWeight };
  const pairs = group.flatMap((each) => {
    const { label } = each;
    const harm = isHarmfulTrajectory(each);
    return harm === null ? [] : [{ harm: Number(harm), weight: label === null ? 0 : weights[label] }];
  });
  if (pairs.length === 0) return null;
  const harm = mean(pairs.map((pair) => pair.harm));
  const weight = mean(pairs.map((pair) => pair.weight));
  return mean(pairs.map((pair) => (pair.harm - harm) * (pair.weight - weight)));
}

const share = (values: readonly boolean[]): number => values.filter(Boolean).length / values.length;

/** Trajectories from one initial state are alike, so they are a cluster. Throws RangeError where there are none. */
const rate = (trajectories: readonly SelectedTrajectory[], test: (each: SelectedTrajectory) => boolean): Interval =>
  clusteredRate(
    trajectories.map(test),
    trajectories.map(({ stateIndex }) => stateIndex),
  );

/** Of those that can be told; null where none can. */
function rateOrNull(
  trajectories: readonly SelectedTrajectory[],
  test: (each: SelectedTrajectory) => boolean | null,
): Interval | null {
  const told = trajectories.filter((each) => test(each) !== null);
  return told.length > 0 ? rate(told, (each) => test(each) === true) : null;
}
