import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../disk/writeWhole.ts';
import { cellText, shardOf, sweepCsv, sweepTable } from '../../experiments/index.ts';
import type { RunConfig, RunSummary, SweepJob } from '../../experiments/index.ts';
import { readFinished, storedName } from '../finishedRuns.ts';
import type { Output } from '../simulate/screen.ts';
import { makeFolder, withFile } from '../usage.ts';
import type { SweepOptions } from './options.ts';

interface Surroundings {
  /** Makes a run; null: it was interrupted. */
  readonly runOne: (config: RunConfig) => Promise<RunSummary | null>;
  readonly signal: AbortSignal;
  readonly stderr: Output;
  /** Milliseconds. */
  readonly now: () => number;
}

type Place = Pick<SweepOptions, 'sweep' | 'out' | 'model'>;

const fileOf = (folder: string, model: string, config: RunConfig): string =>
  join(folder, 'runs', storedName(model, 'run', config));

/**
 * Makes the runs of a shard that are missing, then the tables of all that lie in the folder. False: interrupted. Throws UsageError,
 * before the first run, where the folder can't be made.
 */
export async function runSweep(options: Place & Pick<SweepOptions, 'shard'>, around: Surroundings): Promise<boolean> {
  const { sweep, out, model, shard } = options;
  const jobs = shardOf(sweep.jobs, shard.part, shard.parts);
  const missing: SweepJob[] = [];
  for (const job of jobs) if (!(await readFinished(fileOf(out, model, job.config), job.config))) missing.push(job);
  await makeFolder(join(out, 'runs'));
  around.stderr.write(`${String(jobs.length)} runs, ${String(jobs.length - missing.length)} of them finished before\n`);
  const timeLeft = clock(missing, around.now);
  for (const [index, job] of missing.entries()) {
    const cell = cellText(sweep.cells[job.cell] ?? {});
    const title = [cell, `seed ${String(job.config.seed)}`].filter((text) => text !== '').join(', ');
    around.stderr.write(`${String(index + 1)} of ${String(missing.length)}: ${title}${timeLeft(index)}\n`);
    const run = around.signal.aborted ? null : await around.runOne(job.config);
    if (run === null) {
      await writeTables(options);
      return false;
    }
    await writeWhole(fileOf(out, model, job.config), JSON.stringify(run));
  }
  await writeTables(options);
  return true;
}

/** Time for the runs from `index` on, by the time that those before took; runs weigh what they simulate. */
function clock(jobs: readonly SweepJob[], now: () => number): (index: number) => string {
  const work = jobs.map(
    ({ config }) => config.iterations * config.initialStates * config.trajectoriesPerState * config.turns,
  );
  const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
  const startedAt = now();
  return (index) => {
    if (index === 0) return '';
    const seconds = ((now() - startedAt) / 1000 / sum(work.slice(0, index))) * sum(work.slice(index));
    return `, about ${String(Math.round(seconds))} s left`;
  };
}

/**
 * Copies the finished runs of other folders and makes the tables of all. Gives how many runs are missing. Throws UsageError for a
 * folder that is none, Error where two folders disagree about a run: they can't both be right.
 */
export async function mergeSweeps(place: Place, folders: readonly string[]): Promise<number> {
  const { sweep, out, model } = place;
  for (const folder of folders) await withFile(`--merge ${folder}`, () => readdir(folder));
  await makeFolder(join(out, 'runs'));
  let missing = 0;
  for (const { config } of sweep.jobs) {
    let found: { run: RunSummary; folder: string } | null = null;
    for (const folder of [out, ...folders]) {
      const run = await readFinished(fileOf(folder, model, config), config);
      if (!run) continue;
      if (found && found.run.fingerprint !== run.fingerprint) {
        throw new Error(`${storedName(model, 'run', config)} in ${found.folder} and in ${folder} are not the same run`);
      }
      found ??= { run, folder };
    }
    if (!found) missing++;
    else if (found.folder !== out) {
      await writeWhole(fileOf(out, model, config), await readFile(fileOf(found.folder, model, config)));
    }
  }
  await writeTables(place);
  return missing;
}

/** Writes the tables; again where a shard beside this one has finished a run meanwhile, whose own tables these may have replaced. */
async function writeTables(place: Place): Promise<void> {
  for (let before = ''; ;) {
    const names = await runNames(place.out);
    if (names === before) return;
    before = names;
    await writeTablesOnce(place);
  }
}

/** Names of the files of runs in a folder, as one text. */
const runNames = async (out: string): Promise<string> =>
  JSON.stringify((await readdir(join(out, 'runs'))).filter((name) => name.endsWith('.json')).sort());

/** Writes sweep.csv and sweep.json: functions of the finished runs in the folder, in the order of the sweep. */
async function writeTablesOnce({ sweep, out, model }: Place): Promise<void> {
  const runs = new Map<SweepJob, RunSummary>();
  for (const job of sweep.jobs) {
    const run = await readFinished(fileOf(out, model, job.config), job.config);
    if (run) runs.set(job, run);
  }
  const table = sweepTable(sweep, (job) => runs.get(job) ?? null);
  await writeWhole(join(out, 'sweep.csv'), sweepCsv(table));
  await writeWhole(join(out, 'sweep.json'), `${JSON.stringify(table, null, 1)}\n`);
}
