// npm run simulate: bundled and started by scripts/simulate.mjs in the repository root.
import { availableParallelism } from 'node:os';
import { ConfigError } from '../../experiments/index.ts';
import { encodeLink } from '../../link/index.ts';
import { readOptions, usage, UsageError } from './options.ts';
import { simulate } from './simulate.ts';

try {
  const options = await readOptions(process.argv.slice(2), Math.min(8, availableParallelism()));
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
  });
  const thread = new URL('./replicaThread.mjs', import.meta.url);
  const summary = await simulate(options, thread, stop.signal, process.stderr);
  const { config, fingerprint } = summary;
  const link = `#${encodeLink({ config, fingerprint: fingerprint.slice(0, 16), view: {}, fixed: [], hidden: [] })}`;
  process.stderr.write(`the same run again: ${link}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...summary, link })}\n`);
  if (stop.signal.aborted) process.exitCode = 1;
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const isUsage = error instanceof UsageError || error instanceof ConfigError;
  process.stderr.write(error instanceof UsageError ? `${message}\n\n${usage}` : `${message}\n`);
  process.exitCode = isUsage ? 2 : 1;
}
