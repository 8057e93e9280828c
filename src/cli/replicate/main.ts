// npm run replicate: bundled and started by scripts/replicate.mjs in the repository root.
import { parseArgs } from 'node:util';
import { claimPresets } from '../../experiments/index.ts';
import { interrupt, replicaThread, runCores, runMain } from '../program.ts';
import { readyFolder } from '../record/record.ts';
import { modelName, readWords, refuseUnwritable, UsageError, wholeNumber, workerCount } from '../usage.ts';
import { replicate } from './replicate.ts';

const usage = `npm run replicate -- [options]
  Runs every preset that a claim rests on, seed after seed, decides the claims and writes them. Finished runs are kept:
  the same command goes on where it was interrupted.
  --seeds N          1 to 20 (default 5)
  --only A,B         these presets alone: ${claimPresets.join(', ')}
  --workers N        worker threads (default: one for each core, 8 at most)
  --model NAME       folder below public/models (default builtin)
  --out FILE         (default public/recordings/claims.json)
  --record FOLDER    also recordings of the runs of seed 1 that it makes, as of npm run record
  --decide           runs nothing: decides the claims by the runs that are finished
`;

function options() {
  const { values } = readWords(() =>
    parseArgs({
      options: {
        seeds: { type: 'string', default: '5' },
        only: { type: 'string', default: claimPresets.join(',') },
        workers: { type: 'string' },
        model: { type: 'string', default: 'builtin' },
        out: { type: 'string', default: 'public/recordings/claims.json' },
        record: { type: 'string' },
        decide: { type: 'boolean', default: false },
      },
    }),
  );
  const presets = values.only.split(',');
  const unknown = presets.find((preset) => !claimPresets.includes(preset));
  if (unknown !== undefined) throw new UsageError(`--only: ${unknown} is none of ${claimPresets.join(', ')}`);
  const { out, decide, record = null } = values;
  if (decide && record !== null) throw new UsageError('--record: --decide runs nothing that could be recorded');
  return {
    ...{ model: modelName(values.model), out, presets, decidesOnly: decide, recordings: record },
    seeds: wholeNumber('seeds', values.seeds, 1, 20),
    workers: workerCount(values.workers, runCores()),
  };
}

await runMain(usage, [], async () => {
  const given = options();
  await refuseUnwritable(given.out);
  if (given.recordings !== null) await readyFolder(given.recordings, '--record');
  return replicate({
    ...given,
    cache: 'node_modules/.cache/swayground-replicate',
    ...{ thread: replicaThread(), signal: interrupt(), stderr: process.stderr },
  });
});
