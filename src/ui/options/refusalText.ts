import { fields } from '../../experiments/index.ts';
import type { LockRefusal, Refusal } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';

/** Why a change was refused. */
export const refusalText = (refusal: Refusal | LockRefusal): string =>
  'isLocked' in refusal ? pageWords.setup.locks.refused(fields[refusal.field].label) : refusal.message;
