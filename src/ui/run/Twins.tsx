import { useSessionState } from '../useSession.ts';
import { TwinsOf } from './TwinsOf.tsx';
import { useMoment } from './useMoment.ts';

/** The twin pairs of the run on show. */
export function Twins() {
  const { policy } = useMoment();
  const newest = useSessionState((state) => state.view?.policies.at(-1) ?? null);
  const untrained = useSessionState((state) => state.view?.policies[0] ?? null);
  return <TwinsOf policy={policy} newest={newest} untrained={untrained} />;
}
