import type { SessionState } from '../../session/index.ts';
import type { StoredRun } from '../../storage/index.ts';

/** A run that has come further than it is stored: what came after is in the memory of the worker that writes it. */
export interface CutRun {
  readonly run: string;
  readonly name: string;
  /** Last iteration that is stored, and that the run has come to. */
  readonly stored: number;
  readonly completed: number;
}

/** Those of some runs, as the archive reads them, of which the Library's worker knows more, because it keeps in memory what can't be stored. */
export function cutRuns(
  shown: readonly StoredRun[],
  { runs, mode }: Pick<SessionState['library'], 'runs' | 'mode'>,
): CutRun[] {
  // while all is stored, one of the two lists is merely the newer one
  if (mode.kind !== 'memory') return [];
  return [...new Set(shown)].flatMap(({ run, name, completed: stored }) => {
    const completed = runs?.find((each) => each.run === run)?.completed ?? null;
    return stored !== null && completed !== null && completed > stored ? [{ run, name, stored, completed }] : [];
  });
}
