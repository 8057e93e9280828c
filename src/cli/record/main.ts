// npm run record: bundled and started by scripts/record.mjs in the repository root.
import { availableParallelism } from 'node:os';
import { ConfigError } from '../../experiments/index.ts';
import { RunFileError } from '../../runFile/index.ts';
import { followRun } from '../followRun.ts';
import { openRun } from '../openRun.ts';
import { interrupt, replicaThread, runMain } from '../program.ts';
import { checkStored, storedEvents } from '../storedRun.ts';
import { nameOf, readOptions, usage } from './options.ts';
import type { Options } from './options.ts';
import { keepRecording, readyFolder, Recorder } from './record.ts';

await runMain(usage, [ConfigError, RunFileError], async () => {
  const { source, name, out } = await readOptions(process.argv.slice(2), Math.min(8, availableParallelism()));
  await readyFolder(out, '--out');
  const recorder = new Recorder();
  const path = 'path' in source ? source.path : null;
  const config = 'path' in source ? await fromFile(source.path, recorder) : await fromRun(source, recorder);
  if (!config) return false;
  const { file, iterations, fingerprint, bytes } = await keepRecording(
    out,
    nameOf(config, name),
    recorder.bytes(),
    path,
  );
  process.stdout.write(
    `${out}/${file}: ${String(iterations)} iterations, ${String(Math.ceil(bytes / 1024))} KB, fingerprint ${fingerprint}\n`,
  );
  return true;
});

async function fromFile(path: string, recorder: Recorder) {
  const { start } = await checkStored(path);
  for await (const event of storedEvents(path)) recorder.add(event);
  return start.config;
}

/** Null: interrupted. */
async function fromRun({ config, workers }: Extract<Options['source'], { config: unknown }>, recorder: Recorder) {
  const { deps, stop } = await openRun(config, 'builtin', workers, replicaThread());
  try {
    const { reason } = await followRun(config, deps, { signal: interrupt(), stderr: process.stderr }, (event) => {
      recorder.add(event);
    });
    return reason === 'cancelled' ? null : config;
  } finally {
    await stop();
  }
}
