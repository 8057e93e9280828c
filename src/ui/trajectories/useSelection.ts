import { useEffect, useState } from 'react';
import type { OpenRun, Selection } from '../../archive/index.ts';
import type { TrajectoryFilter, TrajectoryOrder } from '../../storage/index.ts';
import type { Stored } from '../archive/StoredRuns.tsx';
import { messageOf } from '../../core/text/messageOf.ts';

interface Question {
  readonly open: OpenRun;
  readonly filter: TrajectoryFilter;
  readonly order: TrajectoryOrder;
}

interface Told {
  readonly question: Question | null;
  readonly selection: Selection | null;
  readonly fault: string | null;
}

/**
 * The conversations that pass the filter; `isOld`: of the filter before, while this one is asked. A search has gone through the
 * excerpts at once, and goes through all that was said while that is read: what it has found so far is shown, and it ends with
 * the question.
 */
export function useSelection(archive: Stored, { open, filter, order }: Question): Told & { readonly isOld: boolean } {
  const [told, setTold] = useState<Told>({ question: null, selection: null, fault: null });
  useEffect(() => {
    const question = { open, filter, order };
    const { run } = open.run;
    let isOver = false;
    const isWanted = (): boolean => !isOver;
    const search = async (): Promise<void> => {
      for (;;) {
        const selection = await archive.select(run, filter, order);
        if (!isWanted()) return;
        setTold({ question, selection, fault: null });
        if (selection.unread === 0) return;
        await archive.readOn(run);
        if (!isWanted()) return;
      }
    };
    search().catch((error: unknown) => {
      const fault = messageOf(error);
      if (isWanted()) setTold(({ selection }) => ({ question, selection, fault }));
    });
    return () => {
      isOver = true;
    };
  }, [archive, open, filter, order]);
  const { question } = told;
  return { ...told, isOld: question?.open !== open || question.filter !== filter || question.order !== order };
}
