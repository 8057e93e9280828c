// Events of a stored run whose conversations have words, ratings and scores, for the screens that show them.
import type { RunEvent } from '../../src/experiments/index.ts';
import type { PlayedTurn, Trajectory } from '../../src/evaluation/trajectory.ts';
import { endOf, iterationEvents, smallSize, startAt } from './storedRun.ts';
import type { RunSize } from './storedRun.ts';

/** How a reply to number `index` came out. */
function judged(reply: PlayedTurn, index: number, isPanel: boolean): Omit<PlayedTurn, 'end'> {
  const probabilities = Array.from({ length: 10 }, (_, i) => (i === index % 10 ? 0.55 : 0.05));
  const expected = probabilities.reduce((sum, probability, i) => sum + probability * (i + 1), 0);
  return {
    ...reply,
    rating: { probabilities, expected, mass: 1 },
    vetoes: { normal: (index % 10) / 10 },
    harm: isPanel ? 1 + (index % 9) : null,
  };
}

function talking<Played extends Trajectory>(trajectory: Played, index: number, isPanel: boolean): Played {
  const [reply] = trajectory.played;
  if (!reply) return trajectory;
  const turns = [...trajectory.state.messages, { role: 'agent' as const, text: reply.reply.text }];
  return { ...trajectory, turns, played: [{ ...judged(reply, index, isPanel), end: turns.length }] };
}

const withWords = (event: RunEvent): RunEvent => {
  if (event.kind === 'trajectories') {
    return { ...event, trajectories: event.trajectories.map((each, index) => talking(each, index, false)) };
  }
  if (event.kind !== 'evaluation') return event;
  const panel = event.panel.map((each, index) => ({
    ...talking(each, index, true),
    // each second one is the twin of the user before it
    twinOf: each.twinOf && { ...each.twinOf, user: index - 1 },
  }));
  return { ...event, panel };
};

/** All events of a run with so many updates. */
export const talkingRun = (
  iterations: number,
  size: RunSize = { ...smallSize, training: 40, panel: 24 },
): RunEvent[] => [
  startAt(),
  ...Array.from({ length: iterations + 1 }, (_, iteration) => iterationEvents(iteration, size).map(withWords)).flat(),
  endOf(iterations),
];
