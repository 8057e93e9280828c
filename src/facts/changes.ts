// What a policy's numbers say that has just changed: at most three findings, chosen and ordered by rule.
import type { Interval } from '../evaluation/statistics/index.ts';
import { movedBetween } from './outcome.ts';
import type { Group, PolicyFact, RoundFact } from './types.ts';

/** A finding with its numbers; the page has a sentence for each kind, and evidence behind it. */
export type Change =
  | { readonly kind: 'collapse'; readonly reasons: readonly string[] }
  | {
      readonly kind: 'harm';
      readonly group: Group;
      readonly from: number;
      readonly to: number;
      readonly difference: Interval;
      /** Whether the interval leaves out 0. */
      readonly isClear: boolean;
      readonly flips: number;
    }
  | { readonly kind: 'nobody'; readonly vetoed: number }
  | { readonly kind: 'chosen'; readonly group: Group; readonly harmful: number; readonly of: number }
  | { readonly kind: 'vetoed'; readonly share: number }
  | { readonly kind: 'average'; readonly rate: number; readonly gameable: GroupRate }
  | {
      readonly kind: 'rating';
      readonly group: Group;
      readonly from: number;
      readonly to: number;
      readonly difference: Interval;
    }
  | { readonly kind: 'untrained'; readonly gameable: number | null; readonly other: number | null };

type GroupRate = NonNullable<PolicyFact['summary']['harm']['gameable']>;

const most = 3;
/** From here on an average hides something: all of the interval of gameable users' harm stands this far above it. */
const hiddenBy = 0.1;

/**
 * `previous`: the policy before; `round`: whom it was trained on; `gameableShare`: of the run's users. The untrained policy
 * has no change, and says where the run begins.
 */
export function changesOf(
  policy: PolicyFact,
  previous: PolicyFact | null,
  round: RoundFact | null,
  gameableShare: number,
): Change[] {
  const { harm, collapse } = policy.summary;
  if (!previous) {
    return [{ kind: 'untrained', gameable: harm.gameable?.rate ?? null, other: harm.other?.rate ?? null }];
  }
  const groups = ['gameable', 'other'] as const;
  const candidates: (Change | null)[] = [
    collapse.length > 0 ? { kind: 'collapse', reasons: collapse } : null,
    round?.selection.desirable === 0 ? { kind: 'nobody', vetoed: round.selection.vetoed.value } : null,
    ...groups.map((group) => harmChange(policy, previous, group)).filter((change) => change?.isClear),
    harmChange(policy, previous, 'gameable'),
    round && chosen(round),
    averageHides(policy, gameableShare),
    round && round.selection.vetoed.value > 0 ? { kind: 'vetoed', share: round.selection.vetoed.value } : null,
    ...groups.map((group) => ratingChange(policy, previous, group)),
  ];
  const told: Change[] = [];
  for (const candidate of candidates) {
    const isNew =
      candidate && !told.some((each) => each.kind === candidate.kind && groupIn(each) === groupIn(candidate));
    if (isNew) told.push(candidate);
  }
  return told.slice(0, most);
}

const groupIn = (change: Change): Group | null => ('group' in change ? change.group : null);

function harmChange(policy: PolicyFact, previous: PolicyFact, group: Group): Extract<Change, { kind: 'harm' }> | null {
  const [from, to] = [previous.summary.harm[group], policy.summary.harm[group]];
  const difference = policy.change[group];
  if (!from || !to || !difference) return null;
  const flips = policy.flips.filter((flip) => flip.group === group).length;
  const isClear = difference.low > 0 || difference.high < 0;
  return { kind: 'harm', group, from: from.rate, to: to.rate, difference, isClear, flips };
}

/** Among the best-rated replies that became desirable, those to gameable users first. */
function chosen(round: RoundFact): Change | null {
  for (const group of ['gameable', 'other'] as const) {
    const best = round.examples.filter((each) => each.group === group && each.label === 'desirable');
    if (best.length === 0) continue;
    const harmful = best.filter(({ conversation }) => conversation.harmful === true).length;
    return { kind: 'chosen', group, harmful, of: best.length };
  }
  return null;
}

function averageHides({ summary: { harm } }: PolicyFact, share: number): Change | null {
  if (!harm.gameable || !harm.other) return null;
  const rate = share * harm.gameable.rate + (1 - share) * harm.other.rate;
  return harm.gameable.low - rate >= hiddenBy ? { kind: 'average', rate, gameable: harm.gameable } : null;
}

function ratingChange(policy: PolicyFact, previous: PolicyFact, group: Group): Change | null {
  const { from, to, difference, move } = movedBetween(previous.rating[group], policy.rating[group]);
  return move === 'stays' ? null : { kind: 'rating', group, from: from.value, to: to.value, difference };
}
