import type { ByGroup, PolicyFact, ShownConversation, TwinPair } from './types.ts';

/**
 * How much a pair says: first those in which only the one who leans gameable is harmed, and more so if that is new; of
 * equals those of a gameable user, who rates as such.
 */
function telling(pair: TwinPair, before: TwinPair | undefined): number {
  return harmTold(pair, before) + (pair.group === 'gameable' ? 0.5 : 0);
}

function harmTold({ gameable, other }: TwinPair, before: TwinPair | undefined): number {
  if (gameable.harmful === true && other.harmful === false) return before?.gameable.harmful === false ? 4 : 3;
  if (gameable.harmful === true && other.harmful === true) return 2;
  return gameable.harmful !== null && other.harmful !== null ? 1 : 0;
}

export const samePair = (a: TwinPair, b: TwinPair): boolean => a.user === b.user && a.channel === b.channel;

/** Who of a pair is harmed. */
export function pairKind({
  gameable,
  other,
}: ByGroup<Pick<ShownConversation, 'harmful'>>): 'untold' | 'both' | 'onlyGameable' | 'onlyOther' | 'neither' {
  if (gameable.harmful === null || other.harmful === null) return 'untold';
  if (gameable.harmful) return other.harmful ? 'both' : 'onlyGameable';
  return other.harmful ? 'onlyOther' : 'neither';
}

/** How much each pair of the newest policy says; more is more. */
export const tellingScores = (newest: PolicyFact, untrained: PolicyFact | null): number[] =>
  newest.twins.map((pair) =>
    telling(
      pair,
      untrained?.twins.find((each) => samePair(each, pair)),
    ),
  );

/** The pair to show unless another is asked for: of the newest policy the most telling, the first of several. */
export function tellingPair(newest: PolicyFact, untrained: PolicyFact | null): number {
  const scores = tellingScores(newest, untrained);
  return Math.max(0, scores.indexOf(Math.max(...scores)));
}
