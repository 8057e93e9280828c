import { parseArgs } from 'node:util';
import { shards } from './run.ts';
import { sizeNames } from './sizes.ts';
import type { SizeName } from './sizes.ts';

export interface Options {
  readonly size: SizeName;
  readonly seed: number;
  readonly tokens: number;
  readonly workers: number;
  readonly out: string;
  /** Folder of the model below `out`. */
  readonly name: string;
  readonly checkpointMinutes: number;
  readonly json: boolean;
  /** Other settings than the usual ones of the size. */
  readonly batchRows: number | null;
  readonly peak: number | null;
  readonly muonPeak: number | null;
}

/** A command line that can't be followed; the message names the option. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `npm run pretrain -- [options]
  --size NAME               ${sizeNames.join(', ')} (default main)
  --seed N                  whole number from 0 up (default 1)
  --tokens N                budget in tokens (default 125000000)
  --workers N               1 to ${String(shards)} (default: one for each core)
  --out FOLDER              the model goes to FOLDER/NAME (default public/models)
  --name NAME               (default builtin for size main, else the size)
  --checkpoint-minutes N    time between checkpoints (default 2)
  --batch-rows N            rows of a step, 4 to 1024 (default: the size's)
  --peak RATE               largest learning rate of embedding and norms, up to 0.1 (default: the size's)
  --muon-peak RATE          largest learning rate of the linear layers, up to 0.1 (default: the size's)
  --json                    print the record of the training on standard output, and nothing else there
`;

/** Reads the command line's words. `cores` is the default for the workers. Throws UsageError. */
export function parseOptions(words: readonly string[], cores: number): Options {
  const values = parseWords(words);
  const size = sizeNames.find((name) => name === values.size);
  if (size === undefined) throw new UsageError(`--size: ${values.size} is not one of ${sizeNames.join(', ')}`);
  if (values.out === '') throw new UsageError('--out: no folder is given');
  const name = values.name ?? (size === 'main' ? 'builtin' : size);
  if (!/^[\w-]+$/.test(name)) throw new UsageError(`--name: ${name} has other signs than letters, digits, _ and -`);
  const workers = values.workers ?? String(Math.min(shards, Math.max(1, cores)));
  return {
    size,
    seed: whole('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    tokens: whole('tokens', values.tokens, 1, 1e12),
    workers: whole('workers', workers, 1, shards),
    out: values.out,
    name,
    checkpointMinutes: minutes('checkpoint-minutes', values['checkpoint-minutes']),
    json: values.json,
    batchRows: values['batch-rows'] === undefined ? null : whole('batch-rows', values['batch-rows'], 4, 1024),
    peak: values.peak === undefined ? null : rate('peak', values.peak),
    muonPeak: values['muon-peak'] === undefined ? null : rate('muon-peak', values['muon-peak']),
  };
}

function parseWords(words: readonly string[]) {
  const string = (preset: string) => ({ type: 'string', default: preset }) as const;
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        size: string('main'),
        seed: string('1'),
        tokens: string('125000000'),
        workers: { type: 'string' },
        out: string('public/models'),
        name: { type: 'string' },
        'checkpoint-minutes': string('2'),
        'batch-rows': { type: 'string' },
        peak: { type: 'string' },
        'muon-peak': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    // Node's message names the option; what follows its first sentence is about positional arguments
    if (error instanceof TypeError) throw new UsageError(error.message.split('. ')[0]);
    throw error;
  }
}

function whole(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high) {
    throw new UsageError(`--${name}: ${text} is not a whole number from ${String(low)} to ${String(high)}`);
  }
  return value;
}

function minutes(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0 || value > 1440) {
    throw new UsageError(`--${name}: ${text} is not a number above 0 and up to 1440`);
  }
  return value;
}

function rate(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 0.1)) {
    throw new UsageError(`--${name}: ${text} is not a number above 0 and up to 0.1`);
  }
  return value;
}
