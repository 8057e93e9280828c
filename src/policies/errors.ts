import { RefusalError } from '../core/fault/index.ts';
import type { Fault } from '../core/fault/index.ts';
import { messageOf } from '../core/text/messageOf.ts';
import { StorageError } from '../storage/index.ts';
import type { Unmeasured } from './types.ts';

/** Why something can't be measured, or a policy can't be asked. */
export class UnmeasuredError extends RefusalError {
  override readonly name = 'UnmeasuredError';
  readonly reason: Unmeasured['reason'];
  /** `field`: of a text among those of a trajectory. */
  constructor(reason: Unmeasured['reason'], fault: Fault, field?: string) {
    super({ fault, ...(field !== undefined && { field }) });
    this.reason = reason;
  }
}

/** What another part of the program says of it. */
export const said = (error: unknown): Fault => ({ code: 'said', text: messageOf(error) });

/** The answer that an error stands for; null: it is a fault of another kind. */
export function unmeasuredOf(error: unknown): Unmeasured | null {
  if (error instanceof UnmeasuredError) return { kind: 'unmeasured', reason: error.reason, refusal: error.refusal };
  if (error instanceof StorageError && (error.code === 'missing' || error.code === 'damaged')) {
    return { kind: 'unmeasured', reason: error.code, refusal: error.refusal };
  }
  return null;
}
