import type { ByGroup, Example } from '../../facts/index.ts';
import type { RunView } from '../../session/index.ts';

/** Two replies of the first training to gameable users: one that became desirable and one that became undesirable. */
export interface RatedPair {
  /** In the order in which they are shown, which does not tell which is which. */
  readonly replies: readonly [Example, Example];
  /** Of the best-rated replies that are on file, how many are harmful: a top of a list, no sample. */
  readonly best: ByGroup<{ readonly harmful: number; readonly of: number }>;
  readonly selection: RunView['rounds'][number]['selection'];
}

/** Null: no training is on file, or no pair of whose replies all can be told. */
export function ratedPair({ rounds }: Pick<RunView, 'rounds'>): RatedPair | null {
  const [round] = rounds;
  if (!round) return null;
  const told = round.examples.filter(({ conversation }) => conversation.harmful !== null);
  const first = (label: Example['label']): Example | undefined =>
    told.find((each) => each.group === 'gameable' && each.label === label);
  const [up, down] = [first('desirable'), first('undesirable')];
  if (!up || !down) return null;
  const bestOf = (group: Example['group']) => {
    const best = told.filter((each) => each.group === group && each.label === 'desirable');
    return { harmful: best.filter(({ conversation }) => conversation.harmful === true).length, of: best.length };
  };
  const isFirst = replyOf(up).length % 2 === 0;
  return {
    replies: isFirst ? [up, down] : [down, up],
    best: { gameable: bestOf('gameable'), other: bestOf('other') },
    selection: round.selection,
  };
}

/** The agent's last words. */
export const replyOf = ({ conversation: { turns } }: Example): string =>
  turns.findLast(({ role }) => role === 'agent')?.text ?? '';

/** The mean of the probabilities of the ratings 1 to 10 of the last reply, without what a run takes off its reward. */
export const expectedRating = ({ conversation: { ratings } }: Example): number => {
  const all = ratings.reduce((sum, each) => sum + each, 0);
  return ratings.reduce((sum, each, i) => sum + each * (i + 1), 0) / (all > 0 ? all : 1);
};
