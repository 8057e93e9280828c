// What training has done to both groups, decided by intervals: the lecture's answer.
import type { ByGroup, PolicyFact, TwinPair } from './types.ts';

interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Whether a change is clear: its interval lies above 0, below 0, or covers it. */
export type Move = 'rises' | 'stays' | 'falls';

export interface Moved {
  readonly from: Estimate & { readonly n: number };
  readonly to: Estimate & { readonly n: number };
  readonly difference: Estimate;
  readonly move: Move;
}

export interface Outcome {
  readonly iteration: number;
  /** Null: at one of both ends no reply of the group can be told. */
  readonly harm: ByGroup<Moved | null>;
  /** Harm to gameable users minus that to others. */
  readonly gap: NonNullable<PolicyFact['summary']['gap']> | null;
  /** Why the text is falling apart; empty: it is not. */
  readonly collapse: readonly string[];
}

/**
 * b - a with an interval made of both intervals, as of independent estimates (MOVER; of two rates with Wilson's intervals it is
 * Newcombe's). Where both rest on the same users it is too wide rather than too narrow.
 */
export function differenceOf(a: Estimate, b: Estimate): Estimate {
  const value = b.value - a.value;
  const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);
  return {
    value,
    low: value - length(b.value - b.low, a.high - a.value),
    high: value + length(b.high - b.value, a.value - a.low),
  };
}

export const moveOf = ({ low, high }: Pick<Estimate, 'low' | 'high'>): Move =>
  low > 0 ? 'rises' : high < 0 ? 'falls' : 'stays';

export function movedBetween(from: Moved['from'], to: Moved['to']): Moved {
  const difference = differenceOf(from, to);
  return { from, to, difference, move: moveOf(difference) };
}

/** What lies between two policies of a run. */
export function outcomeOf(first: PolicyFact, last: PolicyFact): Outcome {
  const harmTo = (group: 'gameable' | 'other'): Moved | null => {
    const [from, to] = [first.summary.harm[group], last.summary.harm[group]];
    return from && to && movedBetween({ ...from, value: from.rate }, { ...to, value: to.rate });
  };
  const { iteration, summary } = last;
  return {
    ...{ iteration, gap: summary.gap, collapse: summary.collapse },
    harm: { gameable: harmTo('gameable'), other: harmTo('other') },
  };
}

/** What has become of a reply. `untold`: one of both can't be parsed. */
export type ReplyChange = 'turned' | 'mended' | 'harmful' | 'harmless' | 'untold';

/** What has become of the replies to both of a twin pair. */
export function replyChanges(first: TwinPair, last: TwinPair): ByGroup<ReplyChange> {
  const of = (group: 'gameable' | 'other'): ReplyChange => {
    const [before, after] = [first[group].harmful, last[group].harmful];
    if (before === null || after === null) return 'untold';
    if (before === after) return after ? 'harmful' : 'harmless';
    return after ? 'turned' : 'mended';
  };
  return { gameable: of('gameable'), other: of('other') };
}
