import { openLines } from '../../disk/lines.ts';
import type { RunSummary } from '../../experiments/index.ts';
import { lineOf } from '../../runFile/index.ts';
import { followRun } from '../followRun.ts';
import { openRun } from '../openRun.ts';
import { noteLines } from './notes.ts';
import type { Options } from './options.ts';
import type { Output } from './screen.ts';

/** Runs an experiment in worker threads, shows how it goes and writes its run file. */
export async function simulate(
  { config, workers, model, out }: Options,
  thread: URL,
  signal: AbortSignal,
  stderr: Output,
): Promise<RunSummary> {
  for (const line of noteLines(config)) stderr.write(line);
  const file = out === null ? null : await openLines(out);
  try {
    const { deps, stop } = await openRun(config, model, workers, thread);
    try {
      const { summary } = await followRun(config, deps, { signal, stderr }, async (event) => {
        const line = lineOf(event);
        if (line !== null) await file?.write(line);
      });
      return summary;
    } finally {
      await stop();
    }
  } finally {
    await file?.close();
  }
}
