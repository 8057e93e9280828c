// Which run of a sweep comes next, and what is still to be done: pure.
import { isOver, sweepRuns } from '../../experiments/index.ts';
import type { ModelName, SweepPlan } from '../../experiments/index.ts';
import type { RunEntry } from '../../../workers/protocol.ts';
import { workAfter } from './speed.ts';

/** What the sweep knows beside what is stored. */
export interface Known {
  readonly model: ModelName | null;
  /** By job: why its run could not be computed. */
  readonly failures: ReadonlyMap<number, unknown>;
  /** Stored runs that can't be gone on with. */
  readonly spoilt: ReadonlySet<string>;
}

export type NextJob =
  | { readonly kind: 'begin'; readonly job: number; readonly from: RunEntry | null }
  /** All that is left is being computed elsewhere. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'over' };

const runsOf = (plan: SweepPlan, stored: readonly RunEntry[], { model, spoilt }: Known) =>
  sweepRuns(
    plan.jobs,
    stored.filter(({ run }) => !spoilt.has(run)),
    model,
  ).runs;

/** The first run of the plan's order that is neither over, nor being computed, nor known to fail. */
export function nextJob(plan: SweepPlan, stored: readonly RunEntry[], known: Known): NextJob {
  const runs = runsOf(plan, stored, known);
  let isWaiting = false;
  for (const job of plan.jobs.keys()) {
    const run = runs[job] ?? null;
    if (known.failures.has(job) || (run && isOver(run))) continue;
    if (run?.status !== 'running') return { kind: 'begin', job, from: run && run.completed !== null ? run : null };
    isWaiting = true;
  }
  return { kind: isWaiting ? 'wait' : 'over' };
}

/** Runs that are over, and the work of those that are not. */
export function sweepLeft(
  plan: SweepPlan,
  stored: readonly RunEntry[],
  known: Known,
): { readonly over: number; readonly left: number; readonly work: number } {
  const runs = runsOf(plan, stored, known);
  let [over, left, work] = [0, 0, 0];
  for (const [job, { config }] of plan.jobs.entries()) {
    const run = runs[job] ?? null;
    if (run && isOver(run)) over++;
    else if (!known.failures.has(job)) {
      left++;
      work += workAfter(config, run?.completed ?? -1);
    }
  }
  return { over, left, work };
}
