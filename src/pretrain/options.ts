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
  readonly checkpointMinutes: number;
  readonly json: boolean;
}

/** A command line that can't be followed; the message names the option. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `npm run pretrain -- [options]
  --size NAME               ${sizeNames.join(', ')} (default main)
  --seed N                  whole number from 0 up (default 1)
  --tokens N                budget in tokens (default 12000000)
  --workers N               1 to ${String(shards)} (default: one for each core)
  --out FOLDER              the model goes to FOLDER/NAME (default public/models)
  --checkpoint-minutes N    time between checkpoints (default 2)
  --json                    print the record of the training on standard output, and nothing else there
`;

/** Reads the command line's words. `cores` is the default for the workers. Throws UsageError. */
export function parseOptions(words: readonly string[], cores: number): Options {
  const values = parseWords(words);
  const size = sizeNames.find((name) => name === values.size);
  if (size === undefined) throw new UsageError(`--size: ${values.size} is not one of ${sizeNames.join(', ')}`);
  if (values.out === '') throw new UsageError('--out: no folder is given');
  const workers = values.workers ?? String(Math.min(shards, Math.max(1, cores)));
  return {
    size,
    seed: whole('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    tokens: whole('tokens', values.tokens, 1, 1e12),
    workers: whole('workers', workers, 1, shards),
    out: values.out,
    checkpointMinutes: minutes('checkpoint-minutes', values['checkpoint-minutes']),
    json: values.json,
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
        tokens: string('12000000'),
        workers: { type: 'string' },
        out: string('public/models'),
        'checkpoint-minutes': string('2'),
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
