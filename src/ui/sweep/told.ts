// What there is to tell of a sweep's progress to whoever looks at another one: pure.
import type { SweepResults } from '../../archive/index.ts';
import type { SweepPlan } from '../../experiments/index.ts';
import { isActive, sweepInput } from '../../session/index.ts';
import type { Sweeping, SweepProgress } from '../../session/index.ts';

const partsOf = (sweeping: Sweeping): string => JSON.stringify(sweepInput(sweeping));

/** Whether both have the same runs, whatever is looked at of them. */
export const isSameSweep = (one: Sweeping, other: Sweeping): boolean => partsOf(one) === partsOf(other);

const noFailures: SweepProgress['failures'] = new Map();

/** Jobs, failures and the end of another sweep than the one that is shown say nothing of it; that one is in progress does. */
export function toldOf(progress: SweepProgress, shown: Sweeping): SweepProgress {
  const { sweeping, stage } = progress;
  // a fault before anything was started is of no sweep
  if (sweeping === null || isSameSweep(sweeping, shown)) return progress;
  return {
    ...progress,
    ...{ stage: isActive(stage) ? stage : 'idle', job: null, share: 0, loading: null },
    ...{ failures: noFailures, fault: null },
  };
}

const askedOf = ({ base, grid, seeds }: Pick<SweepPlan, 'base' | 'grid' | 'seeds'>): string =>
  JSON.stringify([base, grid, seeds]);

/** The last answer if it is to this plan; null: to another one, whose numbers would stand under the wrong labels. */
export const resultsOf = (plan: SweepPlan, answer: SweepResults | null): SweepResults | null =>
  answer !== null && askedOf(answer.table) === askedOf(plan) ? answer : null;
