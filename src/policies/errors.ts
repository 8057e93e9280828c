import type { Unmeasured } from './types.ts';

/** Why something can't be measured. */
export class UnmeasuredError extends Error {
  override readonly name = 'UnmeasuredError';
  readonly reason: Unmeasured['reason'];
  constructor(reason: Unmeasured['reason'], detail: string) {
    super(detail);
    this.reason = reason;
  }
}
