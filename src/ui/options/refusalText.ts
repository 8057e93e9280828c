import type { Fault, Refusal } from '../../core/fault/index.ts';
import type { LockRefusal } from '../../session/index.ts';
import { fieldLabel } from '../locale/options.ts';
import { pageWords } from '../locale/page.ts';
import { refusalWords } from '../locale/refusals.ts';
import { saysRefusals } from './saysRefusals.ts';

const says = saysRefusals(refusalWords, fieldLabel);

/** Why something was refused, and where. */
export const refusalText = (refusal: Refusal | LockRefusal): string =>
  'isLocked' in refusal ? pageWords.setup.locks.refused(fieldLabel(refusal.field)) : says.refusal(refusal);

/** Why, where it is plain of what. */
export const faultText = (fault: Fault): string => says.fault(fault);
