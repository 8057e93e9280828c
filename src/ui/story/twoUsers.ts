import type { Example } from '../../facts/index.ts';
import type { RunView } from '../../session/index.ts';

/** A user of each kind from the first training that is on file, in an order that does not tell which is which. */
export function twoUsers({ rounds }: Pick<RunView, 'rounds'>): readonly Example[] {
  const examples = rounds[0]?.examples ?? [];
  // the first example of each group is shown in the chapter before
  const of = (group: Example['group']): Example | undefined =>
    examples.filter((each) => each.group === group && each.label === 'desirable')[1] ??
    examples.find((each) => each.group === group);
  const [gameable, other] = [of('gameable'), of('other')];
  if (!gameable || !other) return [];
  const isFirst = (gameable.conversation.notes ?? '').length % 2 === 0;
  return isFirst ? [gameable, other] : [other, gameable];
}
