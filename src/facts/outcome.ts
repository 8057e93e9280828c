// What training has done to both groups, decided by intervals: the lecture's answer.
import { independentDifference } from '../evaluation/statistics/index.ts';
import type { Interval } from '../evaluation/statistics/index.ts';
import type { ByGroup, PolicyFact, TwinPair } from './types.ts';

/** Whether a change is clear: its interval lies above 0, below 0, or covers it. */
export type Move = 'rises' | 'stays' | 'falls';

export interface Moved {
  readonly from: Interval;
  readonly to: Interval;
  readonly difference: Interval;
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

export const moveOf = ({ low, high }: Pick<Interval, 'low' | 'high'>): Move =>
  low > 0 ? 'rises' : high < 0 ? 'falls' : 'stays';

export function movedBetween(from: Moved['from'], to: Moved['to']): Moved {
  const difference = independentDifference(to, from);
  return { from, to, difference, move: moveOf(difference) };
}

/** What lies between two policies of a run. A recording does not tell which users were harmed, so rates can't be paired. */
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
