// A run file of the tiny run, and what it takes to run it again.
import { writeFile } from 'node:fs/promises';
import type { OpenRun } from '../../src/cli/openRun.ts';
import type { RunConfig, RunEvent } from '../../src/experiments/index.ts';
import { lineOf } from '../../src/runFile/index.ts';
import { localReplica } from './localReplica.ts';
import { smallDeps } from './runCase.ts';

export const linesOf = (events: readonly RunEvent[]): string[] => events.flatMap((event) => lineOf(event) ?? []);

export const writeLines = (path: string, lines: readonly string[]): Promise<void> =>
  writeFile(path, lines.map((line) => `${line}\n`).join(''));

/** The tiny model without threads, whatever name it is asked for by. */
export const openTiny = async (config: RunConfig): Promise<OpenRun> => ({
  deps: await smallDeps(config, [localReplica()]),
  stop: () => Promise.resolve(),
});

/** The same, and how often it has been ended. */
export function openCounted(config: RunConfig) {
  let stopped = 0;
  return {
    open: async (): Promise<OpenRun> => ({
      ...(await openTiny(config)),
      stop: () => {
        stopped++;
        return Promise.resolve();
      },
    }),
    stopped: () => stopped,
  };
}
