// npm run simulate: bundled and started by scripts/simulate.mjs in the repository root.
import { ConfigError } from '../../experiments/index.ts';
import { encodeLink } from '../../link/index.ts';
import { interrupt, replicaThread, runCores, runMain } from '../program.ts';
import { readOptions, usage } from './options.ts';
import { simulate } from './simulate.ts';

await runMain(usage, [ConfigError], async () => {
  const options = await readOptions(process.argv.slice(2), runCores());
  const signal = interrupt();
  const summary = await simulate(options, replicaThread(), signal, process.stderr);
  const { config, fingerprint } = summary;
  const link = `#${encodeLink({ config, fingerprint: fingerprint.slice(0, 16), view: {}, fixed: [], hidden: [] })}`;
  process.stderr.write(`the same run again: ${link}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...summary, link })}\n`);
  return !signal.aborted;
});
