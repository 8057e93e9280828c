import { computedUntil } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { useSessionState } from '../useSession.ts';
import type { Origin } from './chartSource.ts';

const words = pageWords.chart.origin;

/** Where the points of the charts come from. `head`: the newest iteration on show. */
export function useOrigin(head: number): Origin {
  const stage = useSessionState(({ recording }) => recording.stage);
  const computed = useSessionState(computedUntil);
  // what is recorded as a whole says so above the charts, and there is nothing to tell it from
  const full = stage === 'checked' ? computed : Infinity;
  const hasRecording = stage === 'checked' || computed < 0;
  return {
    full,
    legend: full < head ? words.legend : null,
    originOf: (iteration) => (hasRecording ? (iteration <= computed ? words.computed : words.recorded) : null),
  };
}
