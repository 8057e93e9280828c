import { useMemo } from 'react';
import { momentOf } from '../../session/index.ts';
import { useSessionState } from '../useSession.ts';

/** The facts of the iteration looked at. */
export function useMoment(): ReturnType<typeof momentOf> {
  const view = useSessionState((state) => state.view);
  const lookedAt = useSessionState((state) => state.lookedAt);
  return useMemo(() => momentOf(view, lookedAt), [view, lookedAt]);
}
