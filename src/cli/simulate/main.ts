// npm run simulate: bundled and started by scripts/simulate.mjs in the repository root.
import { ConfigError } from '../../experiments/index.ts';
import { openRun } from '../openRun.ts';
import { interrupt, replicaThread, runCores, runMain } from '../program.ts';
import { readOptions, usage } from './options.ts';
import { jsonOf, linkOf, simulate } from './simulate.ts';

await runMain(usage, [ConfigError], async () => {
  const options = await readOptions(process.argv.slice(2), runCores());
  const { config, model, workers, json } = options;
  const open = () => openRun(config, model, workers, replicaThread());
  const followed = await simulate(options, open, interrupt(), process.stderr);
  process.stderr.write(`the same run again: ${linkOf(followed)}\n`);
  if (json) process.stdout.write(jsonOf(followed));
  return followed.reason !== 'cancelled';
});
