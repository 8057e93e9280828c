import { parseArgs } from 'node:util';
import { usualMinP } from '../../evaluation/sampling.ts';
import { modelName, readWords, UsageError, wholeNumber } from '../usage.ts';

export interface Options {
  /** The prompt file. */
  readonly file: string;
  readonly model: string;
  /** Replies to each opening. */
  readonly n: number;
  readonly seed: number;
  readonly temperature: number;
  readonly minP: number;
  readonly json: boolean;
}

export const usage = `npm run generate -- --prompt-file FILE [options]
  --prompt-file FILE    JSON array of openings, written out ({environment, turns, notes, wishes})
                        or to be drawn ({environment, scenario, gameable, cue})
  --model NAME          folder below public/models (default builtin)
  --n N                 replies to each opening, 1 to 1000 (default 4)
  --seed N              whole number from 0 up (default 1)
  --temperature T       0 to 10 (default 1)
  --min-p P             0 to 1: tokens less likely than this share of the likeliest are not drawn (default ${String(usualMinP)})
  --json                print everything as JSON
`;

/** Reads the words of the command line. Throws UsageError. */
export function readOptions(words: readonly string[]): Options {
  const { values } = readWords(() =>
    parseArgs({
      args: [...words],
      options: {
        'prompt-file': { type: 'string' },
        model: { type: 'string', default: 'builtin' },
        n: { type: 'string', default: '4' },
        seed: { type: 'string', default: '1' },
        temperature: { type: 'string', default: '1' },
        'min-p': { type: 'string', default: String(usualMinP) },
        json: { type: 'boolean', default: false },
      },
    }),
  );
  const file = values['prompt-file'];
  if (file === undefined) throw new UsageError('--prompt-file: no file is given');
  return {
    ...{ file, model: modelName(values.model), json: values.json },
    n: wholeNumber('n', values.n, 1, 1000),
    seed: wholeNumber('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    temperature: numberUpTo(10, 'temperature', values.temperature),
    minP: numberUpTo(1, 'min-p', values['min-p']),
  };
}

function numberUpTo(high: number, name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= high) return value;
  throw new UsageError(`--${name}: ${text} is not a number from 0 to ${String(high)}`);
}
