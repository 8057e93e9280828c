// npm run replicate: bundled and started by scripts/replicate.mjs in the repository root.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { claimPresets } from '../../experiments/index.ts';
import { replicate } from './replicate.ts';

const usage = `npm run replicate -- [options]
  Runs every preset that a claim rests on, seed after seed, decides the claims and writes them. Finished runs are kept:
  the same command goes on where it was interrupted.
  --seeds N          1 to 20 (default 5)
  --only A,B         these presets alone: ${claimPresets.join(', ')}
  --workers N        worker threads (default: one for each core)
  --model NAME       folder below public/models (default builtin)
  --out FILE         (default public/recordings/claims.json)
  --decide           runs nothing: decides the claims by the runs that are finished
`;

class UsageError extends Error {}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        seeds: { type: 'string', default: '5' },
        only: { type: 'string', default: claimPresets.join(',') },
        workers: { type: 'string', default: String(Math.min(8, availableParallelism())) },
        model: { type: 'string', default: 'builtin' },
        out: { type: 'string', default: 'public/recordings/claims.json' },
        decide: { type: 'boolean', default: false },
      },
    });
    const whole = (name: 'seeds' | 'workers', high: number): number => {
      const value = Number(values[name]);
      if (Number.isInteger(value) && value >= 1 && value <= high) return value;
      throw new UsageError(`--${name}: ${values[name]} is not a whole number from 1 to ${String(high)}`);
    };
    const presets = values.only.split(',');
    const unknown = presets.find((preset) => !claimPresets.includes(preset));
    if (unknown !== undefined) throw new UsageError(`--only: ${unknown} is none of ${claimPresets.join(', ')}`);
    if (!/^[\w-]+$/.test(values.model)) throw new UsageError(`--model: ${values.model} is not the name of a model`);
    const { model, out, decide } = values;
    return {
      ...{ model, out, presets, decidesOnly: decide },
      seeds: whole('seeds', 20),
      workers: whole('workers', 64),
    };
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message.split('. ')[0]);
    throw error;
  }
}

try {
  const given = options();
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
  });
  const thread = new URL('./replicaThread.mjs', import.meta.url);
  const cache = 'node_modules/.cache/swayground-replicate';
  const isComplete = await replicate({ ...given, cache, thread, signal: stop.signal, stderr: process.stderr });
  if (!isComplete) process.exitCode = 1;
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof UsageError ? `${message}\n\n${usage}` : `${message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
