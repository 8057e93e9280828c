// npm run export: bundled and started by scripts/export.mjs in the repository root.
import { parseArgs } from 'node:util';
import { RunFileError } from '../../runFile/index.ts';
import { runMain } from '../program.ts';
import { shortfall } from '../storedRun.ts';
import { readWords, UsageError } from '../usage.ts';
import { exportFile, exportFormats, exportRun } from './export.ts';

const usage = `npm run export -- RUN.jsonl --format trajectories|trl|metrics|policy [--out FILE]
  trajectories       every trajectory of training and of the panels, one JSON object a line
  trl                the training rows as TRL's unpaired preferences, conversational, one JSON object a line
  metrics            CSV, one row for each iteration
  policy             CSV of what the last policy has learned, where that can be read: phrases, lessons or a table
  --out FILE         (default: standard output)
`;

function options() {
  const { values, positionals } = readWords(() =>
    parseArgs({ allowPositionals: true, options: { format: { type: 'string' }, out: { type: 'string' } } }),
  );
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('name one run file');
  const format = exportFormats.find((each) => each === values.format);
  if (!format)
    throw new UsageError(`--format: ${values.format ?? 'nothing'} is not one of ${exportFormats.join(', ')}`);
  return { path, format, out: values.out ?? null };
}

/** Resolves when the reader has taken it, so that no more than an event is held. */
const print = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(text, () => {
      resolve();
    });
  });

// a reader that wants no more, such as `head`, is no failure
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

await runMain(usage, [RunFileError], async () => {
  const { path, format, out } = options();
  const extent = shortfall(out === null ? await exportRun(path, format, print) : await exportFile(path, format, out));
  if (extent !== null) process.stderr.write(`${extent}\n`);
  return true;
});
