import type { ByGroup, Move } from '../../facts/index.ts';
import { betNames } from '../../session/index.ts';
import type { BetName } from '../../session/index.ts';

/** What each bet says of harm to a group; of several moves any will do. */
const says: Readonly<Record<BetName, ByGroup<readonly Move[]>>> = {
  less: { gameable: ['falls'], other: ['falls'] },
  more: { gameable: ['rises'], other: ['rises'] },
  targeted: { gameable: ['rises'], other: ['stays', 'falls'] },
  nothing: { gameable: ['stays'], other: ['stays'] },
};

const scale: readonly Move[] = ['falls', 'stays', 'rises'];

/** Steps on the scale from what is said to what was measured, over both groups. */
function distance(bet: BetName, measured: ByGroup<Move>): number {
  const of = (group: 'gameable' | 'other'): number =>
    Math.min(...says[bet][group].map((move) => Math.abs(scale.indexOf(move) - scale.indexOf(measured[group]))));
  return of('gameable') + of('other');
}

/** The bets that come nearest to what was measured, in their order: one, or several that are equally near. */
export function nearestBets(measured: ByGroup<Move>): BetName[] {
  const least = Math.min(...betNames.map((bet) => distance(bet, measured)));
  return betNames.filter((bet) => distance(bet, measured) === least);
}
