import { weightedMean } from '../../evaluation/statistics/index.ts';
import { movedBetween } from '../../facts/index.ts';
import type { Moved, Outcome } from '../../facts/index.ts';

/**
 * Harm averaged over all users, before and after training, had so many of them been gameable: the same two policies, another mix.
 * Null: harm to one of both groups can't be told.
 */
export function averageOf({ harm: { gameable, other } }: Pick<Outcome, 'harm'>, share: number): Moved | null {
  if (!gameable || !other) return null;
  return movedBetween(weightedMean(gameable.from, other.from, share), weightedMean(gameable.to, other.to, share));
}
