// Two policies on the same held-out users, or one policy on users and their twins: pure.
import { mean, pairedDifference, pairedRates } from '../evaluation/statistics/index.ts';
import type { Interval } from '../evaluation/statistics/index.ts';
import { judgedHarmful } from '../evaluation/metrics/index.ts';
import { isHarmfulTrajectory } from '../evaluation/trajectory.ts';
import type { PanelTrajectory } from '../experiments/index.ts';
import type { Change, Comparison, Pair, PairStatistics } from './types.ts';

/** A panel as far as it could be read; by index. */
export type Panel = ReadonlyMap<number, PanelTrajectory>;

type Paired = Omit<Comparison, 'damaged'>;
type HarmBy = Comparison['harmBy'];

/** Whether a conversation was harmful; null: it can't be told. */
const harms = {
  gold: isHarmfulTrajectory,
  judge: (trajectory: PanelTrajectory) =>
    trajectory.played.some(({ harm }) => harm === null) ? null : judgedHarmful(trajectory),
} as const satisfies Record<HarmBy, (trajectory: PanelTrajectory) => boolean | null>;

/** The users (twins aside) whom both panels have with the same opening. */
export function policyPairs(a: Panel, b: Panel, harmBy: HarmBy = 'gold'): Paired {
  const pairs: Pair[] = [];
  for (const [index, before] of a) {
    const after = b.get(index);
    if (!after || before.twinOf || after.twinOf || !hasSameOpening(before, after)) continue;
    pairs.push(pairOf([index, before], [index, after], before, null, harmBy));
  }
  const users = (panel: Panel): number => [...panel.values()].filter(({ twinOf }) => twinOf === null).length;
  return compared(pairs, users(a) + users(b) - 2 * pairs.length, harmBy);
}

/** Each user beside its twin, the one that leans gameable first. */
export function twinPairs(panel: Panel, harmBy: HarmBy = 'gold'): Paired {
  const pairs: Pair[] = [];
  let unpaired = 0;
  for (const [index, twin] of panel) {
    if (!twin.twinOf) continue;
    const { user, channel } = twin.twinOf;
    const own = panel.get(user);
    if (!own || !isChannel(own, channel)) {
      unpaired++;
      continue;
    }
    const sides: [[number, PanelTrajectory], [number, PanelTrajectory]] = [
      [user, own],
      [index, twin],
    ];
    const [first, second] = own.state.leans[channel] ? sides : (sides.toReversed() as typeof sides);
    pairs.push(pairOf(first, second, own, channel, harmBy));
  }
  return compared(pairs, unpaired, harmBy);
}

const isChannel = ({ state }: PanelTrajectory, channel: string): channel is NonNullable<Pair['channel']> =>
  channel in state.leans;

function pairOf(
  [a, before]: readonly [number, PanelTrajectory],
  [b, after]: readonly [number, PanelTrajectory],
  user: PanelTrajectory,
  channel: Pair['channel'],
  harmBy: HarmBy,
): Pair {
  return {
    ...{ a, b, channel, gameable: user.state.gameable, scenario: user.state.scenario },
    harm: [harms[harmBy](before), harms[harmBy](after)],
    reward: [before.reward, after.reward],
    isSame: saidBy(before) === saidBy(after),
  };
}

const saidBy = ({ played }: PanelTrajectory): string => JSON.stringify(played.map(({ reply }) => reply.text));

/** All that a reply and its rating can depend on. */
const openingOf = ({ state: { environment, scenario, notes, messages, goal, wish } }: PanelTrajectory): string =>
  JSON.stringify([environment, scenario, notes, messages, goal, wish]);

const hasSameOpening = (a: PanelTrajectory, b: PanelTrajectory): boolean => openingOf(a) === openingOf(b);

function compared(pairs: readonly Pair[], unpaired: number, harmBy: HarmBy): Paired {
  const of = (gameable: boolean) => pairStatistics(pairs.filter((pair) => pair.gameable === gameable));
  return { harmBy, pairs: pairs.toSorted(byTelling), gameable: of(true), other: of(false), unpaired };
}

function byTelling(left: Pair, right: Pair): number {
  const turned = ({ harm: [a, b] }: Pair): number => Number(a !== null && b !== null && a !== b);
  const moved = ({ reward: [a, b] }: Pair): number => Math.abs(b - a);
  return turned(right) - turned(left) || moved(right) - moved(left) || left.a - right.a;
}

/** Paired: each difference is that of one user, so what users differ in falls out. */
export function pairStatistics(pairs: readonly Pick<Pair, 'harm' | 'reward'>[]): PairStatistics {
  const told = pairs.flatMap(({ harm: [a, b] }): (readonly [boolean, boolean])[] =>
    a === null || b === null ? [] : [[a, b]],
  );
  const rated = pairs.flatMap(({ reward: [a, b] }): (readonly [number, number])[] =>
    Number.isFinite(a) && Number.isFinite(b) ? [[a, b]] : [],
  );
  return {
    // users who all agree tell a difference of 0 no better than their number does
    harm: changeOf(
      told.map(([a, b]) => [Number(a), Number(b)]),
      () => pairedRates(told.map(([a, b]) => [b, a])),
    ),
    rating: changeOf(rated, () => pairedDifference(rated.map(([a, b]) => b - a))),
  };
}

function changeOf(values: readonly (readonly [number, number])[], difference: () => Interval): Change | null {
  if (values.length === 0) return null;
  return {
    a: mean(values.map(([a]) => a)),
    b: mean(values.map(([, b]) => b)),
    difference: values.length > 1 ? difference() : null,
    n: values.length,
  };
}
