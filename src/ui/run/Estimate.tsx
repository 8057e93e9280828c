import { useEffect, useMemo } from 'react';
import { estimateOf } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { useSession, useSessionState } from '../useSession.ts';

const noRuns: readonly never[] = [];

/** What a run of this setup will take; nothing once there is one. */
export function Estimate() {
  const { library } = useSession();
  const isReady = useSessionState(({ status, view }) => !view && (status === 'ready' || status === 'opening'));
  const config = useSessionState((state) => state.setup.config);
  const runs = useSessionState((state) => state.library.runs ?? noRuns);
  const pace = useSessionState((state) => state.pace);
  const meter = useSessionState((state) => state.library.meter);
  useEffect(() => {
    if (isReady) library.measure();
  }, [isReady, library]);
  const { bytes, ms } = useMemo(() => estimateOf(config, runs, pace), [config, runs, pace]);
  if (!isReady) return null;
  const { usedBytes = null, allowedBytes = null } = meter ?? {};
  const free = usedBytes === null || allowedBytes === null ? Infinity : allowedBytes - usedBytes;
  return <span>{bytes > free ? pageWords.time.tooLarge(bytes, free) : pageWords.time.estimate(bytes, ms)}</span>;
}
