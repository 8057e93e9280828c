// npm run replay: bundled and started by scripts/replay.mjs in the repository root.
import { parseArgs } from 'node:util';
import { RunFileError } from '../../runFile/index.ts';
import { openRun } from '../openRun.ts';
import { interrupt, replicaThread, runCores, runMain } from '../program.ts';
import { readWords, UsageError, workerCount } from '../usage.ts';
import { replay, replayText } from './replay.ts';

const usage = `npm run replay -- RUN.jsonl [options]
  Runs a run file's run again and says whether it is the same, or where it first differs. Of a file that was interrupted,
  as many iterations are compared as there are.
  --workers N        worker threads (default: one for each core, 8 at most); changes no result
  --json             prints one JSON object on standard output
`;

await runMain(usage, [RunFileError], async () => {
  const { values, positionals } = readWords(() =>
    parseArgs({
      allowPositionals: true,
      options: {
        workers: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    }),
  );
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('name one run file');
  const workers = workerCount(values.workers, runCores());
  const report = await replay(
    path,
    (config, folder) => openRun(config, folder, workers, replicaThread(), `${path}, model.name`),
    { signal: interrupt(), stderr: process.stderr },
  );
  if (report) process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : replayText(report));
  return report?.reproduced === true;
});
