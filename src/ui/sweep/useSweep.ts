// What the Sweep screen reads: the part that plays sweeps, and what has become of one.
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { SweepResults } from '../../archive/index.ts';
import { isOver, planSweep, sweepRuns } from '../../experiments/index.ts';
import type { ModelName, SweepPlan } from '../../experiments/index.ts';
import { isActive, sweepInput, sweepWithin } from '../../session/index.ts';
import type { Sweeping, SweepPart, SweepProgress } from '../../session/index.ts';
import { useAnswer } from '../archive/useAnswer.ts';
import type { Answer } from '../archive/useAnswer.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { isSameSweep, resultsOf } from './told.ts';

/** Null while it is being fetched. Its worker goes when the screen is left, unless it is needed. */
export function useSweepPart(): SweepPart | null {
  const session = useSession();
  const [part, setPart] = useState<SweepPart | null>(null);
  useEffect(() => {
    let [isLeft, found]: [boolean, SweepPart | null] = [false, null];
    const take = (fetched: SweepPart): void => {
      if (isLeft) return;
      found = fetched;
      setPart(fetched);
    };
    session.sweep().then(take, (error: unknown) => {
      // as where a screen itself can't be fetched
      setPart(() => {
        throw error;
      });
    });
    return () => {
      isLeft = true;
      found?.rest();
    };
  }, [session]);
  return part;
}

export interface ShownSweep {
  /** The sweep in progress, whatever has been set up since; what is looked at of it is the address's. */
  readonly sweeping: Sweeping;
  readonly plan: SweepPlan;
  /** What is set up is not what is in progress. */
  readonly isOther: boolean;
}

export function useShownSweep({ stage, sweeping: played }: SweepProgress): ShownSweep {
  const asked = useSessionState((state) => state.sweeping);
  const setup = useSessionState((state) => state.setup.config);
  const fixed = useSessionState((state) => state.fixed);
  const hidden = useSessionState((state) => state.hidden);
  return useMemo(() => {
    const wanted = sweepWithin(asked, { fixed, hidden }, setup);
    const isOther = isActive(stage) && played !== null && !isSameSweep(played, wanted);
    const sweeping = isOther ? { ...played, measure: wanted.measure, cell: wanted.cell } : wanted;
    return { sweeping, plan: planSweep(sweepInput(sweeping)), isOther };
  }, [stage, played, asked, setup, fixed, hidden]);
}

const noRuns: readonly never[] = [];

/** Asked for again whenever a run of the sweep begins, ends or goes; until there is an answer to this plan, there is none. */
export function useResults(plan: SweepPlan, model: ModelName | null, attempt: number): Answer<SweepResults> {
  const session = useSession();
  const stored = useSessionState((state) => state.library.runs ?? noRuns);
  const standing = useMemo(
    () =>
      sweepRuns(plan.jobs, stored, model)
        .runs.map((run) => (run ? `${run.run} ${run.status} ${isOver(run) ? run.fingerprint : ''}` : ''))
        .join(),
    [plan, stored, model],
  );
  const ask = useCallback(
    () => {
      const { base, grid, seeds } = plan;
      return session.archive().archive.sweep({ base, grid, seeds }, model);
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is stored is part of the question
    [session, plan, model, standing, attempt],
  );
  const { value, ...answer } = useAnswer(ask);
  return { ...answer, value: useMemo(() => resultsOf(plan, value), [plan, value]) };
}
