// Which stored runs are runs of a sweep: those of equal settings, made with one and the same model.
import { configKeys } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import type { ModelName } from '../run/events.ts';
import type { SweepJob } from './plan.ts';

/** What is known of a stored run. */
export interface KnownRun {
  readonly config: RunConfig;
  readonly model: ModelName;
  readonly status: 'running' | 'interrupted' | 'finished' | 'collapsed' | 'cancelled';
  /** The last complete iteration; null: there is none yet. */
  readonly completed: number | null;
}

export interface SweepRuns<Run> {
  /** The run of each job: one that is over, else one in progress, else the one that has come furthest. Null: there is none. */
  readonly runs: readonly (Run | null)[];
  /** Null: no run is of this sweep. */
  readonly model: ModelName | null;
  /** Jobs of which there are only runs of other models. */
  readonly ofOtherModels: number;
}

export const isOver = ({ status }: Pick<KnownRun, 'status'>): boolean =>
  status === 'finished' || status === 'collapsed';

const settingsOf = (config: RunConfig): string => JSON.stringify(configKeys.map((key) => config[key]));
const isSame = (a: ModelName, b: ModelName): boolean => a.name === b.name && a.hash === b.hash;

/** Higher: it leaves less to be done. */
function standOf(run: KnownRun): number {
  if (isOver(run)) return Infinity;
  return run.status === 'running' ? Number.MAX_VALUE : (run.completed ?? -1);
}

/** Runs of the sweep among all, of which the latest come first. `model`: the one that counts; null: that of the latest run of the sweep. */
export function sweepRuns<Run extends KnownRun>(
  jobs: readonly SweepJob[],
  all: readonly Run[],
  model: ModelName | null,
): SweepRuns<Run> {
  const wanted = new Map(jobs.map(({ config }, index) => [settingsOf(config), index]));
  const own = all.flatMap((run) => {
    const job = wanted.get(settingsOf(run.config));
    return job === undefined ? [] : [{ run, job }];
  });
  const counted = model ?? own[0]?.run.model ?? null;
  const runs = jobs.map((): Run | null => null);
  const others = new Set<number>();
  for (const { run, job } of own) {
    if (counted === null || !isSame(run.model, counted)) {
      others.add(job);
      continue;
    }
    const best = runs[job];
    if (!best || standOf(run) > standOf(best)) runs[job] = run;
  }
  return { runs, model: counted, ofOtherModels: [...others].filter((job) => !runs[job]).length };
}
