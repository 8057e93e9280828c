import type { Phase, RunEvent } from './events.ts';

type ProgressEvent = Extract<RunEvent, { kind: 'progress' }>;
type Outcome<Result> = { readonly result: Result } | { readonly error: unknown };

/** The part of an AbortSignal that a run needs. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A run was cancelled. The engine's error for cancelled work has the same name. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor() {
    super('cancelled');
  }
}

/** What work and reader tell each other. */
interface Exchange<Result> {
  newest: ProgressEvent | null;
  outcome: Outcome<Result> | null;
  /** Lets the reader look again. */
  wake: () => void;
}

/**
 * Yields the progress of a piece of work while it goes on, newest first to go: a reader that is slower than the work misses
 * some. Gives what the work gives, or throws what it throws; throws CancelledError as soon as `signal` is aborted, while the
 * work itself may go on until it notices.
 */
export async function* during<Result>(
  iteration: number,
  phase: Phase,
  work: (onProgress: (progress: { readonly done: number; readonly total: number }) => void) => Promise<Result>,
  signal?: CancelSignal,
): AsyncGenerator<ProgressEvent, Result> {
  const exchange: Exchange<Result> = { newest: null, outcome: null, wake: () => undefined };
  const settle = (outcome: Outcome<Result>): void => {
    exchange.outcome ??= outcome;
    exchange.wake();
  };
  work(({ done, total }) => {
    if (exchange.outcome) return;
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
  const cancel = (): void => {
    exchange.newest = null;
    settle({ error: new CancelledError() });
  };
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  try {
    for (;;) {
      const { newest, outcome } = exchange;
      exchange.newest = null;
      if (newest) yield newest;
      else if (outcome && 'error' in outcome) throw outcome.error;
      else if (outcome) return outcome.result;
      else await new Promise<void>((resolve) => (exchange.wake = resolve));
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
