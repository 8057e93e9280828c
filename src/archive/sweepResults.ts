// A sweep from the stored runs that are its own: the table of the command line, and what the page shows beside it.
import type { Refusal } from '../core/fault/index.ts';
import { RandomStream } from '../core/rng/index.ts';
import { hierarchicalMean } from '../evaluation/statistics/index.ts';
import type { Interval } from '../evaluation/statistics/index.ts';
import {
  afterTraining,
  ceilingsFrom,
  isOver,
  iterationSummary,
  noUpdate,
  planSweep,
  sweepRow,
  sweepRuns,
  sweepTable,
  updateSummary,
} from '../experiments/index.ts';
import type { ModelName, RunSummary, SweepPlan, SweepRow } from '../experiments/index.ts';
import { StorageError } from '../storage/index.ts';
import type { RunStore, StoredRun } from '../storage/index.ts';
import type { SweepResults } from './types.ts';

/** A run that is over, as far as a table needs it. */
interface ReadRun {
  readonly summary: RunSummary;
  /** Mean rating of the policy after training, each group weighted with its share of the users; null: there is none. */
  readonly rating: Interval | null;
}

type Store = Pick<RunStore, 'library' | 'reader'>;

/** Reads each run that is over once, as long as it does not change. */
export class StoredSweeps {
  readonly #store: Promise<Store>;
  /** By run and fingerprint. */
  readonly #read = new Map<string, ReadRun>();
  /** By cell and its runs. */
  readonly #rows = new Map<string, SweepRow>();

  constructor(store: Promise<Store>) {
    this.#store = store;
  }

  /** See Archive. Throws ConfigError for what is no sweep. */
  async results(input: unknown, model: ModelName | null): Promise<SweepResults> {
    const plan = planSweep(input);
    const { library } = await this.#store;
    const { found } = await library.list();
    const own = sweepRuns(plan.jobs, found, model);
    const damaged: Refusal[] = [];
    const read: (ReadRun | null)[] = [];
    for (const run of own.runs) {
      try {
        read.push(run && isOver(run) ? await this.#readRun(run) : null);
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        damaged.push(error.refusal);
        read.push(null);
      }
    }
    return { ...own, damaged, table: this.#table(plan, read), ratings: ratingsOf(plan, read) };
  }

  #table(plan: SweepPlan, read: readonly (ReadRun | null)[]): SweepResults['table'] {
    const summaries = new Map(plan.jobs.map((job, index) => [job, read[index]?.summary ?? null]));
    return sweepTable(
      plan,
      (job) => summaries.get(job) ?? null,
      (cell, index, runs) => {
        const key = JSON.stringify([cell, index, runs.map(({ fingerprint }) => fingerprint)]);
        const row = this.#rows.get(key) ?? sweepRow(cell, index, runs);
        this.#rows.set(key, row);
        return row;
      },
    );
  }

  async #readRun(run: StoredRun): Promise<ReadRun> {
    const key = `${run.run} ${run.fingerprint}`;
    const known = this.#read.get(key);
    if (known) return known;
    const { reader } = await this.#store;
    const read = await readRun(reader, run);
    this.#read.set(key, read);
    return read;
  }
}

/** By cell, over its runs, likewise hierarchical. */
const ratingsOf = ({ cells, jobs }: SweepPlan, read: readonly (ReadRun | null)[]): (Interval | null)[] =>
  cells.map((_, cell) => {
    const ratings = jobs.flatMap((job, index) => (job.cell === cell ? (read[index]?.rating ?? []) : []));
    const stream = RandomStream.root(0).child(`sweep/${String(cell)}/rating`);
    return ratings.length > 0 ? hierarchicalMean(ratings, stream) : null;
  });

/** Throws StorageError for a run that can't be read whole. */
async function readRun(reader: RunStore['reader'], { run, config, model, fingerprint }: StoredRun): Promise<ReadRun> {
  const iterations: RunSummary['iterations'][number][] = [];
  const ratings = new Map<number, Interval>();
  for await (const stored of reader.iterations(run)) {
    if (stored instanceof StorageError) throw stored;
    const { iteration, metrics, selection, interference, update, collapse } = stored;
    const before = update ? { selection, interference, update: updateSummary(update) } : noUpdate;
    iterations.push({ ...iterationSummary(iteration, metrics, before), collapse });
    ratings.set(iteration, meanOf(config.gameableShare, metrics.gameable.rating, metrics.other.rating));
  }
  const summary = { fingerprint, config, model, ceiling: ceilingsFrom(config, iterations[0]), iterations };
  const after = afterTraining(summary);
  return { summary, rating: (after && ratings.get(after.iteration)) ?? null };
}

/** A weighted mean of two independent estimates. */
function meanOf(share: number, gameable: Interval, other: Interval): Interval {
  const value = share * gameable.value + (1 - share) * other.value;
  const reach = (a: number, b: number): number => Math.hypot(share * a, (1 - share) * b);
  return {
    value,
    low: value - reach(gameable.value - gameable.low, other.value - other.low),
    high: value + reach(gameable.high - gameable.value, other.high - other.value),
    n: (share > 0 ? gameable.n : 0) + (share < 1 ? other.n : 0),
  };
}
