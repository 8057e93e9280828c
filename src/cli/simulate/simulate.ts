import { open } from 'node:fs/promises';
import { runExperiment, Summary } from '../../experiments/index.ts';
import type { RunEvent, RunSummary } from '../../experiments/index.ts';
import { openRun } from '../openRun.ts';
import type { Options } from './options.ts';
import { Screen } from './screen.ts';
import type { Output } from './screen.ts';

/** Runs an experiment in worker threads, shows how it goes and writes its events. */
export async function simulate(
  { config, workers, model, out }: Options,
  thread: URL,
  signal: AbortSignal,
  stderr: Output,
): Promise<RunSummary> {
  const file = out === null ? null : await open(out, 'w');
  try {
    const { deps, stop } = await openRun(config, model, workers, thread);
    try {
      const summary = new Summary();
      const screen = new Screen(stderr, config.iterations, () => performance.now());
      for await (const event of runExperiment(config, deps, { signal })) {
        summary.add(event);
        screen.show(event);
        if (event.kind !== 'progress') await file?.write(`${eventLine(event)}\n`);
      }
      return summary.result();
    } finally {
      await stop();
    }
  } finally {
    await file?.close();
  }
}

/** An event as a line of JSON; bytes as base64, arrays of numbers as lists. */
function eventLine(event: RunEvent): string {
  return JSON.stringify(event, (_, value: unknown) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    return value instanceof Float32Array ? [...value] : value;
  });
}
