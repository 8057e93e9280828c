import type { RunEntry } from '../../../workers/protocol.ts';
import { libraryWords as words } from '../locale/library.ts';

/**
 * How a run of the list stands. `isHere`: this page computes it. What this page's worker still has to store of a run that has
 * ended is nobody else's doing.
 */
export const statusText = (
  { status, isElsewhere }: Pick<RunEntry, 'status' | 'isElsewhere'>,
  isHere: boolean,
): string => (isHere || (status === 'running' && !isElsewhere) ? words.runningHere : words.statuses[status]);
