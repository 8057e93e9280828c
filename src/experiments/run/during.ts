import type { Phase, RunEvent } from './events.ts';

type ProgressEvent = Extract<RunEvent, { kind: 'progress' }>;
type Outcome<Result> = { readonly result: Result } | { readonly error: unknown };

/** What work and reader tell each other. */
interface Exchange<Result> {
  newest: ProgressEvent | null;
  outcome: Outcome<Result> | null;
  /** Lets the reader look again. */
  wake: () => void;
}

/**
 * Yields the progress of a piece of work while it goes on, newest first to go: a reader that is slower than the work misses
 * some. Gives what the work gives, or throws what it throws.
 */
export async function* during<Result>(
  iteration: number,
  phase: Phase,
  work: (onProgress: (progress: { readonly done: number; readonly total: number }) => void) => Promise<Result>,
): AsyncGenerator<ProgressEvent, Result> {
  const exchange: Exchange<Result> = { newest: null, outcome: null, wake: () => undefined };
  const settle = (outcome: Outcome<Result>): void => {
    exchange.outcome = outcome;
    exchange.wake();
  };
  work(({ done, total }) => {
    exchange.newest = { kind: 'progress', iteration, phase, done, total };
    exchange.wake();
  }).then(
    (result) => {
      settle({ result });
    },
    (error: unknown) => {
      settle({ error });
    },
  );
  for (;;) {
    const { newest, outcome } = exchange;
    exchange.newest = null;
    if (newest) yield newest;
    else if (outcome && 'error' in outcome) throw outcome.error;
    else if (outcome) return outcome.result;
    else await new Promise<void>((resolve) => (exchange.wake = resolve));
  }
}
