import type { PolicyFact } from '../../facts/index.ts';
import { useSession, useSessionState } from '../useSession.ts';
import type { ChartSource } from './chartSource.ts';
import { useMoment } from './useMoment.ts';
import { useOrigin } from './useOrigin.ts';

const noPolicies: readonly PolicyFact[] = [];

/** The run on show, for its charts. */
export function useChartSource(): ChartSource {
  const { lookAt } = useSession();
  const policies = useSessionState((state) => state.view?.policies ?? noPolicies);
  const config = useSessionState((state) => (state.view ?? state.setup).config);
  const { policy } = useMoment();
  const origin = useOrigin(policies.at(-1)?.iteration ?? 0);
  return { policies, policy, config, origin, onMove: lookAt };
}
