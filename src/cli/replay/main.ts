// npm run replay: bundled and started by scripts/replay.mjs in the repository root.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { RunFileError } from '../../runFile/index.ts';
import { openRun } from '../openRun.ts';
import { interrupt, replicaThread, runMain } from '../program.ts';
import { modelName, mostWorkers, readWords, UsageError, wholeNumber } from '../usage.ts';
import { replay, replayText } from './replay.ts';

const usage = `npm run replay -- RUN.jsonl [options]
  Runs a run file's run again and says whether it is the same, or where it first differs. Of a file that was interrupted,
  as many iterations are compared as there are.
  --workers N        worker threads (default: one for each core); changes no result
  --json             prints one JSON object on standard output
`;

await runMain(usage, [RunFileError], async () => {
  const { values, positionals } = readWords(() =>
    parseArgs({
      allowPositionals: true,
      options: {
        workers: { type: 'string', default: String(Math.min(8, availableParallelism())) },
        json: { type: 'boolean', default: false },
      },
    }),
  );
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('name one run file');
  const workers = wholeNumber('workers', values.workers, 1, mostWorkers);
  const report = await replay(
    path,
    // the name comes from a file: it must not lead out of the models' folder
    (config, model) => openRun(config, modelName(model, `${path}, model.name`), workers, replicaThread()),
    { signal: interrupt(), stderr: process.stderr },
  );
  if (report) process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : replayText(report));
  return report?.reproduced === true;
});
