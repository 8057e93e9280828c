import { parseArgs } from 'node:util';
import { nearestPreset } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { readOptions as readRunOptions, runWords } from '../simulate/options.ts';
import { readWords, UsageError } from '../usage.ts';

export interface Options {
  /** The run to be made, or the file of one that has been. */
  readonly source: { readonly config: RunConfig; readonly workers: number } | { readonly path: string };
  /** Null: that of the preset. */
  readonly name: string | null;
  readonly out: string;
}

export const usage = `npm run record -- PRESET | config.json | LINK | RUN.jsonl[.gz] [options]
  Makes a recording, which the page plays before it is live, and lists it in index.json beside it. Of a run file it makes
  one without running anything again.
  --seed N           whole number from 0 up
  --set KEY=VALUE    changes a field of the config; may be given often
  --workers N        worker threads (default: one for each core)
  --name NAME        of the recording (default: that of the preset; needed where the config differs from it by more than the seed)
  --out FOLDER       (default public/recordings)
`;

/** Reads the words of the command line, and the config file that they name. Throws UsageError and ConfigError. */
export async function readOptions(words: readonly string[], cores: number): Promise<Options> {
  const { values, positionals } = parse(words);
  const { name = null, out } = values;
  if (name !== null && !/^[\w-]{1,60}$/u.test(name)) throw new UsageError(`--name: ${name} is not the name of a file`);
  const [source] = positionals;
  if (source !== undefined && /\.jsonl(?:\.gz)?$/u.test(source)) {
    if (positionals.length > 1 || values.seed !== undefined || values.set) {
      throw new UsageError('a run file has its config already');
    }
    return { source: { path: source }, name, out };
  }
  const { config, workers } = await readRunOptions(
    [
      ...positionals,
      ...(values.seed === undefined ? [] : [`--seed=${values.seed}`]),
      ...(values.set ?? []).map((change) => `--set=${change}`),
      ...(values.workers === undefined ? [] : [`--workers=${values.workers}`]),
    ],
    cores,
  );
  nameOf(config, name);
  return { source: { config, workers }, name, out };
}

/** What the recording is called. Throws UsageError where it must be given. */
export function nameOf(config: RunConfig, name: string | null): string {
  if (name !== null) return name;
  const nearest = nearestPreset(config);
  const changed = nearest.changed.filter((key) => key !== 'seed');
  if (changed.length === 0) return nearest.preset;
  throw new UsageError(`--name is needed: ${changed.join(', ')} of ${nearest.preset} are changed`);
}

const parse = (words: readonly string[]) =>
  readWords(() =>
    parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ...runWords,
        name: { type: 'string' },
        out: { type: 'string', default: 'public/recordings' },
      },
    }),
  );
