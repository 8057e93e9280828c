import { useMemo } from 'react';
import { momentOf, unmixed } from '../../session/index.ts';
import type { RunView } from '../../session/index.ts';
import { useSessionState } from '../useSession.ts';

/** The facts of the iteration looked at. */
export function useMoment(): ReturnType<typeof momentOf> {
  const view = useSessionState((state) => state.view);
  const lookedAt = useSessionState((state) => state.lookedAt);
  return useMemo(() => momentOf(view, lookedAt), [view, lookedAt]);
}

/** What the page tells of a run as it goes: nothing recorded stands in for what is still to be computed. */
export function useUnmixed(): RunView | null {
  const view = useSessionState((state) => state.view);
  const recording = useSessionState((state) => state.recording);
  return useMemo(() => unmixed({ view, recording }), [view, recording]);
}
