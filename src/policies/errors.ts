import { StorageError } from '../storage/index.ts';
import type { Unmeasured } from './types.ts';

/** Why something can't be measured, or a policy can't be asked. */
export class UnmeasuredError extends Error {
  override readonly name = 'UnmeasuredError';
  readonly reason: Unmeasured['reason'];
  constructor(reason: Unmeasured['reason'], detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** The answer that an error stands for; null: it is a fault of another kind. */
export function unmeasuredOf(error: unknown): Unmeasured | null {
  if (error instanceof UnmeasuredError) return { kind: 'unmeasured', reason: error.reason, detail: error.message };
  if (error instanceof StorageError && (error.code === 'missing' || error.code === 'damaged')) {
    return { kind: 'unmeasured', reason: error.code, detail: error.message };
  }
  return null;
}
