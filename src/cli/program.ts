// What the programs of the command line have in common: exit codes and the interrupt key.
import { availableParallelism } from 'node:os';
import { UsageError } from './usage.ts';
import { messageOf } from '../core/text/messageOf.ts';

type ErrorClass = abstract new (...given: never[]) => Error;

/**
 * Runs a program to its exit code: 0 where `body` gives true, 1 where it gives false or fails, 2 for a command line that can't
 * be followed (which `usage` then explains) and for errors of the classes in `badInput`, which name a fault of a given file.
 * With --help among the `words` it prints the usage alone.
 */
export async function runMain(
  usage: string,
  badInput: readonly ErrorClass[],
  body: () => Promise<boolean>,
  words: readonly string[] = process.argv.slice(2),
): Promise<void> {
  if (words.includes('--help') || words.includes('-h')) {
    process.stdout.write(usage);
    return;
  }
  try {
    if (!(await body())) process.exitCode = 1;
  } catch (error) {
    const message = messageOf(error);
    const isUsage = error instanceof UsageError;
    process.stderr.write(isUsage ? `${message}\n\n${usage}` : `${message}\n`);
    process.exitCode = isUsage || badInput.some((each) => error instanceof each) ? 2 : 1;
  }
}

/** Aborted by the first interrupt of the keyboard; a second one ends the process. */
export function interrupt(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
  });
  return stop.signal;
}

/** Cores that one run is spread over unless the command line says otherwise. */
export const runCores = (): number => Math.min(8, availableParallelism());

/** Where scripts/program.mjs bundles the replicas' thread to, beside the program. */
export const replicaThread = (): URL => new URL('./replicaThread.mjs', import.meta.url);
