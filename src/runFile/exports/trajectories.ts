// Trajectories for other programs: one JSON object a line.
import type { PlayedTurn } from '../../evaluation/trajectory.ts';
import type { PanelTrajectory, RunEvent, TrainingTrajectory } from '../../experiments/index.ts';

/** The trajectories that an event holds, each as a line with its end; those of training and of both panels. */
export function trajectoryLines(event: RunEvent): string[] {
  switch (event.kind) {
    case 'trajectories':
      return event.trajectories.map((trajectory) =>
        lineOf(event.iteration, trajectory, { part: 'training', label: trajectory.label, twinOf: null }),
      );
    case 'evaluation':
      return event.panel.map((trajectory) => {
        const { twinOf } = trajectory;
        return lineOf(event.iteration, trajectory, { part: twinOf ? 'twin' : 'panel', label: null, twinOf });
      });
    default:
      return [];
  }
}

function lineOf(
  iteration: number,
  { state, stateIndex, sample, turns, played, reward, vetoed, acted, ended }: TrainingTrajectory | PanelTrajectory,
  { part, label, twinOf }: { part: string; label: string | null; twinOf: PanelTrajectory['twinOf'] },
): string {
  const { environment, scenario, gameable, notes, leans, goal, wish } = state;
  const line = {
    ...{ iteration, part, stateIndex, sample, twinOf },
    ...{ environment, scenario, gameable, leans, notes, goal, wish },
    ...{ turns, replies: played.map(replyOf), reward, vetoed, label, acted, ended },
  };
  return `${JSON.stringify(line)}\n`;
}

/** `turn`: where in the conversation it stands, from 0. `logProb`: summed over its tokens, nats. */
const replyOf = ({ reply, rating, vetoes, harm, transition, gold, end }: PlayedTurn) => ({
  turn: end - 1,
  rating: rating.expected,
  ...{ vetoes, harm, transition },
  acts: gold?.acts ?? null,
  harmful: gold?.harmful ?? null,
  tokens: reply.tokens.length,
  logProb: reply.logProbs.reduce((sum, each) => sum + each, 0),
  complete: reply.ended,
});
