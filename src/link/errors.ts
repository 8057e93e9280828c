import { RefusalError } from '../core/fault/index.ts';
import type { Fault } from '../core/fault/index.ts';

/** A link that no setup can be read from. `field`: the part at fault, where there is one. */
export class LinkError extends RefusalError {
  override readonly name = 'LinkError';
  readonly code: 'notALink' | 'tooLong' | 'newer' | 'damaged' | 'badValue' | 'needsFile';
  readonly field: string | null;
  constructor(code: LinkError['code'], fault: Fault, field: string | null = null) {
    super({ fault, ...(field !== null && { field }) });
    this.code = code;
    this.field = field;
  }
}
