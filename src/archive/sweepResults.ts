// A sweep from the stored runs that are its own: the table of the command line, and what the page shows beside it.
import type { Refusal } from '../core/fault/index.ts';
import {
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

type Store = Pick<RunStore, 'library' | 'reader'>;

/** Reads each run that is over once, as long as it does not change. */
export class StoredSweeps {
  readonly #store: Promise<Store>;
  /** By run and fingerprint. */
  readonly #read = new Map<string, RunSummary>();
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
    const read: (RunSummary | null)[] = [];
    for (const run of own.runs) {
      try {
        read.push(run && isOver(run) ? await this.#readRun(run) : null);
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        damaged.push(error.refusal);
        read.push(null);
      }
    }
    return { ...own, damaged, table: this.#table(plan, read) };
  }

  #table(plan: SweepPlan, read: readonly (RunSummary | null)[]): SweepResults['table'] {
    const summaries = new Map(plan.jobs.map((job, index) => [job, read[index] ?? null]));
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

  async #readRun(run: StoredRun): Promise<RunSummary> {
    const key = `${run.run} ${run.fingerprint}`;
    const known = this.#read.get(key);
    if (known) return known;
    const { reader } = await this.#store;
    const read = await readRun(reader, run);
    this.#read.set(key, read);
    return read;
  }
}

/** Throws StorageError for a run that can't be read whole. */
async function readRun(
  reader: RunStore['reader'],
  { run, config, model, fingerprint }: StoredRun,
): Promise<RunSummary> {
  const iterations: RunSummary['iterations'][number][] = [];
  for await (const stored of reader.iterations(run)) {
    if (stored instanceof StorageError) throw stored;
    const { iteration, metrics, selection, interference, update, collapse } = stored;
    const before = update ? { selection, interference, update: updateSummary(update) } : noUpdate;
    iterations.push({ ...iterationSummary(iteration, metrics, before), collapse });
  }
  return { fingerprint, config, model, ceiling: ceilingsFrom(config, iterations[0]), iterations };
}
