import { outcomeOf, samePair, tellingPair } from '../../facts/index.ts';
import type { RunView } from '../../session/index.ts';

/** What lies between both ends of a run: the outcome, and the pair that is most telling in the end. */
export function endsOf({ policies }: RunView) {
  const [start, end] = [policies[0], policies.at(-1)];
  if (!start || !end) return null;
  const last = end.twins[tellingPair(end, start)] ?? null;
  const first = last && (start.twins.find((pair) => samePair(pair, last)) ?? null);
  return { outcome: outcomeOf(start, end), first, last };
}
