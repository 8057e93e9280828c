import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSweep } from '../../experiments/index.ts';
import type { Sweep } from '../../experiments/index.ts';
import { modelName, readJson, readWords, UsageError, workerCount } from '../usage.ts';

export interface SweepOptions {
  readonly sweep: Sweep;
  /** Folder of the tables; finished runs lie below it. */
  readonly out: string;
  readonly workers: number;
  readonly model: string;
  /** Which part of how many, counted from 1. */
  readonly shard: { readonly part: number; readonly parts: number };
  /** Folders to be joined; null: runs are made. */
  readonly merge: readonly string[] | null;
  readonly json: boolean;
}

export const usage = `npm run sweep -- SWEEP.json [options]
  Runs every combination of settings with every seed, the first seed of all combinations first, and writes sweep.csv and
  sweep.json: one row for each combination, with intervals. Finished runs are kept: the same command goes on where it
  was interrupted. SWEEP.json: {"base": "PRESET" or {settings}, "grid": {"KEY": [values]}, "seeds": count or [seeds]}
  --out FOLDER       (default: the name of SWEEP.json without its ending)
  --workers N        worker threads (default: one for each core); changes no result
  --model NAME       folder below public/models (default builtin)
  --shard I/N        makes the I-th of N parts of the runs, I from 1
  --merge A B ...    runs nothing: joins the folders of shards, named behind SWEEP.json, into --out
  --json             prints sweep.json on standard output, too
`;

/** Reads the words of the command line, and the file that they name. Throws UsageError and ConfigError. */
export async function readSweepOptions(words: readonly string[], cores: number): Promise<SweepOptions> {
  const { values, positionals } = parse(words);
  const [path, ...folders] = positionals;
  if (!path?.endsWith('.json')) throw new UsageError('name one sweep, a .json file, first');
  if (!values.merge && folders.length > 0) throw new UsageError('name one sweep alone; folders are for --merge');
  if (values.merge && folders.length === 0) throw new UsageError('--merge: name the folders to be joined');
  if (values.merge && values.shard !== undefined) throw new UsageError('--merge and --shard do not go together');
  const out = values.out ?? join(dirname(path), basename(path, '.json'));
  // the table has the usual name of a sweep's file
  if (resolve(out, 'sweep.json') === resolve(path)) throw new UsageError(`--out: the table would overwrite ${path}`);
  return {
    sweep: parseSweep(await readJson(path)),
    ...{ out, model: modelName(values.model), json: values.json, merge: values.merge ? folders : null },
    workers: workerCount(values.workers, cores),
    shard: values.shard === undefined ? { part: 1, parts: 1 } : shard(values.shard),
  };
}

const parse = (words: readonly string[]) =>
  readWords(() =>
    parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        workers: { type: 'string' },
        model: { type: 'string', default: 'builtin' },
        shard: { type: 'string' },
        merge: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    }),
  );

function shard(text: string): SweepOptions['shard'] {
  const [, part = '', parts = ''] = /^(\d{1,5})\/(\d{1,5})$/u.exec(text) ?? [];
  const found = { part: Number(part), parts: Number(parts) };
  if (part !== '' && found.part >= 1 && found.part <= found.parts) return found;
  throw new UsageError(`--shard: ${text} is not of the form I/N with I from 1 to N`);
}
