// Two conversations, part by part, with the words that differ: pure.
import { wordDiff } from '../../core/diff/index.ts';
import type { StoredTrajectory } from '../../storage/index.ts';

type Role = StoredTrajectory['trajectory']['turns'][number]['role'];

/** `change`: number of the difference that it belongs to, the same on both sides; null: both sides say it. */
export interface Stretch {
  readonly text: string;
  readonly change: number | null;
}

/** What one side has at a place; null: it says nothing there. */
type Side = readonly Stretch[] | null;

export interface Block {
  readonly role: Role | 'notes';
  readonly left: Side;
  readonly right: Side;
}

type Conversation = Pick<StoredTrajectory['trajectory'], 'state' | 'turns'>;

/** Notes and turns in their order, and how many differences there are. */
export function blocksOf(left: Conversation, right: Conversation): { blocks: readonly Block[]; changes: number } {
  let changes = 0;
  const block = (role: Block['role'], from: string | null, to: string | null): Block => {
    const differs = differenceOf(from, to, changes);
    changes = differs.changes;
    return { role, left: differs.left, right: differs.right };
  };
  const notes = left.state.notes === null && right.state.notes === null ? [] : [[left.state.notes, right.state.notes]];
  const length = Math.max(left.turns.length, right.turns.length);
  const blocks = [
    ...notes.map(([from = null, to = null]) => block('notes', from, to)),
    ...Array.from({ length }, (_, i) => {
      const [from, to] = [left.turns[i], right.turns[i]];
      return block(from?.role ?? to?.role ?? 'user', from?.text ?? null, to?.text ?? null);
    }),
  ];
  return { blocks, changes };
}

/** Words that are taken away and those in their place are one difference. */
function differenceOf(
  from: string | null,
  to: string | null,
  before: number,
): { left: Side; right: Side; changes: number } {
  if (from === to) {
    const same = from === null ? null : [{ text: from, change: null }];
    return { left: same, right: same, changes: before };
  }
  const left: Stretch[] = [];
  const right: Stretch[] = [];
  let changes = before;
  let isOpen = false;
  for (const { kind, text } of wordDiff(from ?? '', to ?? '')) {
    if (kind === 'same') {
      isOpen = false;
      left.push({ text, change: null });
      right.push({ text, change: null });
      continue;
    }
    if (!isOpen) changes++;
    isOpen = true;
    (kind === 'removed' ? left : right).push({ text, change: changes });
  }
  return { left: from === null ? null : left, right: to === null ? null : right, changes };
}
