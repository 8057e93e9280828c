import { wordDiff } from '../../core/diff/index.ts';
import { replyChanges, samePair } from '../../facts/index.ts';
import type { ByGroup, Group, PolicyFact, ReplyChange, ShownConversation } from '../../facts/index.ts';

/** One side of a twin pair before training and in the end. */
export interface ChangedReply {
  readonly group: Group;
  readonly first: ShownConversation;
  readonly last: ShownConversation;
  readonly change: ReplyChange;
  /** Of the words of the last reply, the share that the first one does not have in their place. */
  readonly share: number;
}

const sides = ['gameable', 'other'] as const;

/** Both sides of every pair that both policies have, from the least to the most changed. */
export function changedReplies(first: PolicyFact, last: PolicyFact): ChangedReply[] {
  const all = last.twins.flatMap((pair) => {
    const before = first.twins.find((each) => samePair(each, pair));
    if (!before) return [];
    const changes = replyChanges(before, pair);
    return sides.map((group): ChangedReply => ({
      ...{ group, first: before[group], last: pair[group], change: changes[group] },
      share: shareOfNew(spoken(before[group]), spoken(pair[group])),
    }));
  });
  return all.sort((a, b) => a.share - b.share);
}

/** How many replies to each side turned harmful, and of how many that can be told. */
export function turnedOf(replies: readonly ChangedReply[]): ByGroup<{ readonly turned: number; readonly of: number }> {
  const count = (group: Group) => {
    const told = replies.filter((each) => each.group === group && each.change !== 'untold');
    return { turned: told.filter(({ change }) => change === 'turned').length, of: told.length };
  };
  return { gameable: count('gameable'), other: count('other') };
}

const spoken = ({ turns, scripted }: ShownConversation): string =>
  turns
    .filter(({ role }, i) => role === 'agent' && i >= scripted)
    .map(({ text }) => text)
    .join(' ');

function shareOfNew(from: string, to: string): number {
  const words = (kind: 'same' | 'added'): number =>
    wordDiff(from, to)
      .filter((part) => part.kind === kind)
      .reduce((sum, { text }) => sum + text.split(/\s+/u).filter((word) => word !== '').length, 0);
  const [added, same] = [words('added'), words('same')];
  return added + same === 0 ? 0 : added / (added + same);
}
