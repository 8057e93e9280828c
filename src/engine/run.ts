import type { Progress } from './sampling/sample.ts';

/** What a host needs to run a long operation without blocking: a pause that lets messages in, and a way to stop. */
export interface RunControls {
  /** Resolves after the host has handled its events. */
  readonly pause: () => Promise<void>;
  readonly onProgress?: (progress: Progress) => void;
  /** Asked between steps. */
  readonly isCancelled?: () => boolean;
}

/** Thrown by {@link runSteps} when its caller cancelled. What was computed is discarded. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor() {
    super('cancelled');
  }
}

/** Finishes a stepwise operation at once. */
export function finish<Result>(steps: Generator<Progress, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Finishes a stepwise operation, pausing between its steps to report progress and to notice a cancel. */
export async function runSteps<Result>(steps: Generator<Progress, Result>, controls: RunControls): Promise<Result> {
  for (;;) {
    if (controls.isCancelled?.()) throw new CancelledError();
    const step = steps.next();
    if (step.done) return step.value;
    controls.onProgress?.(step.value);
    await controls.pause();
  }
}
