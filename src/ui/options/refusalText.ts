import type { LockRefusal, Refusal } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { fieldLabel } from '../locale/options.ts';

/** Why a change was refused. */
export const refusalText = (refusal: Refusal | LockRefusal): string =>
  'isLocked' in refusal ? pageWords.setup.locks.refused(fieldLabel(refusal.field)) : refusal.message;
