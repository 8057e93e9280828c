// What there is to tell of a sweep's progress to whoever looks at another one: pure.
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
