// npm run pretrain: bundled and started by scripts/pretrain.mjs in the repository root.
import { openCorpus } from './corpus.ts';
import { runProgram } from './program.ts';

const interruption = new AbortController();
// once: a second signal of the kind ends the process at once
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    interruption.abort();
  });
}

process.exitCode = await runProgram(process.argv.slice(2), {
  openCorpus,
  thread: new URL('./replicaThread.mjs', import.meta.url),
  cache: 'node_modules/.cache/swayground-pretrain',
  screen: { isTTY: process.stderr.isTTY, write: (text) => process.stderr.write(text) },
  print: (text) => process.stdout.write(text),
  signal: interruption.signal,
});
