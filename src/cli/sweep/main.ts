// npm run sweep: bundled and started by scripts/sweep.mjs in the repository root.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../experiments/index.ts';
import { followRun } from '../followRun.ts';
import { openRun } from '../openRun.ts';
import { interrupt, replicaThread, runMain } from '../program.ts';
import { readSweepOptions, usage } from './options.ts';
import { mergeSweeps, runSweep } from './sweep.ts';

await runMain(usage, [ConfigError], async () => {
  const options = await readSweepOptions(process.argv.slice(2), availableParallelism());
  const { stderr } = process;
  let isComplete: boolean;
  if (options.merge) {
    const missing = await mergeSweeps(options, options.merge);
    if (missing > 0) stderr.write(`${String(missing)} of ${String(options.sweep.jobs.length)} runs are missing\n`);
    isComplete = missing === 0;
  } else {
    const signal = interrupt();
    isComplete = await runSweep(options, {
      ...{ signal, stderr, now: () => performance.now() },
      runOne: async (config) => {
        const { deps, stop } = await openRun(config, options.model, options.workers, replicaThread());
        try {
          const { summary, reason } = await followRun(config, deps, { signal, stderr });
          return reason === 'cancelled' ? null : summary;
        } finally {
          await stop();
        }
      },
    });
  }
  stderr.write(`${join(options.out, 'sweep.csv')}\n`);
  if (options.json) process.stdout.write(await readFile(join(options.out, 'sweep.json'), 'utf8'));
  return isComplete;
});
