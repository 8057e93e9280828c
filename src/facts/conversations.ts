import { isHarmfulTrajectory } from '../evaluation/trajectory.ts';
import type { Trajectory } from '../evaluation/trajectory.ts';
import type { PanelTrajectory, TrainingTrajectory } from '../experiments/index.ts';
import type { Example, Group, ShownConversation, TwinPair } from './types.ts';

/** Pairs that cross to the page: enough for one that shows targeting to be among them. */
const mostPairs = 24;
/** Replies of each group that stand for a label. */
const examplesOf = { desirable: 6, undesirable: 3 } as const;

export function shownConversation(
  trajectory: Trajectory & { readonly reward: number; readonly vetoed: boolean },
): ShownConversation {
  const { state, turns, played, reward, vetoed } = trajectory;
  return {
    ...{ notes: state.notes, turns, scripted: state.messages.length, reward, vetoed },
    ratings: played.at(-1)?.rating.probabilities ?? [],
    acts: played.flatMap(({ gold }) => gold?.acts ?? []),
    harmful: isHarmfulTrajectory(trajectory),
  };
}

export const groupOf = ({ state }: Pick<Trajectory, 'state'>): Group => (state.gameable ? 'gameable' : 'other');

/** The first users with each of their twins: those of the notes first, for they share every word that was said. */
export function twinPairs(panel: readonly PanelTrajectory[]): TwinPair[] {
  const pairs = panel.flatMap((twin): TwinPair[] => {
    const { twinOf } = twin;
    const own = twinOf && panel[twinOf.user];
    if (!twinOf || !own) return [];
    const channel = twinOf.channel as TwinPair['channel'];
    const [gameable, other] = own.state.leans[channel] ? [own, twin] : [twin, own];
    return [
      {
        user: twinOf.user,
        group: groupOf(own),
        channel,
        gameable: shownConversation(gameable),
        other: shownConversation(other),
      },
    ];
  });
  const ofNotes = pairs.filter(({ channel }) => channel === 'notes');
  return (ofNotes.length > 0 ? ofNotes : pairs).slice(0, mostPairs);
}

/** The best-rated desirable and the worst-rated undesirable replies of each group. */
export function examplesFrom(trajectories: readonly TrainingTrajectory[]): Example[] {
  return (['gameable', 'other'] as const).flatMap((group) =>
    (['desirable', 'undesirable'] as const).flatMap((label) => {
      const chosen = trajectories.filter((each) => each.label === label && groupOf(each) === group);
      const sign = label === 'desirable' ? -1 : 1;
      return chosen
        .sort((a, b) => sign * (a.reward - b.reward))
        .slice(0, examplesOf[label])
        .map((each): Example => ({ group, label, conversation: shownConversation(each) }));
    }),
  );
}
