// Events of runs whose every number follows from its place: what is stored can be told from what should have been.
import type { PanelTrajectory, RunEvent, TrainingTrajectory } from '../../src/experiments/index.ts';
import {
  completeOf,
  evaluationOf,
  startOf,
  trajectoriesOf,
  updateOf,
} from '../../src/experiments/run/testing/eventCases.ts';
import { openingOf, trajectoryWith, turnWith, writtenAs } from '../../src/experiments/run/testing/fakes.ts';
import type { InitialState } from '../../src/environments/index.ts';
import type { LearnerState } from '../../src/learners/contract.ts';

export interface RunSize {
  /** Trajectories of an iteration's training, and of its panels. */
  readonly training: number;
  readonly panel: number;
  readonly optimizer: 'fresh' | 'kept';
}

export const smallSize: RunSize = { training: 5, panel: 3, optimizer: 'kept' };

/** Hexadecimal digits. */
export const linkOf = (iteration: number): string => `f${String(iteration)}`;

/** Of a run that begins, or goes on from an iteration. */
export const startAt = (resumedAt = 0): RunEvent => startOf({}, resumedAt, linkOf(resumedAt));

export const endOf = (iteration: number, reason: 'finished' | 'collapsed' | 'cancelled' = 'finished'): RunEvent => ({
  ...{ kind: 'end', reason, fingerprint: linkOf(iteration) },
});

export function learnerState(iteration: number, optimizer: RunSize['optimizer']): LearnerState {
  const bytes = Uint8Array.from({ length: 16 }, (_, at) => iteration * 16 + at);
  if (optimizer === 'fresh') return { bytes, optimizer: null };
  const firstMoment = new Float32Array(8).fill(iteration + 0.5);
  const secondMoment = new Float32Array(8).fill(iteration + 0.25);
  return { bytes, optimizer: { steps: iteration * 3, power1: 0.9, power2: 0.99, firstMoment, secondMoment } };
}

/** All events of an iteration of number 0 or more, from its first trajectory to its checkpoint. */
export function iterationEvents(iteration: number, size: RunSize = smallSize): RunEvent[] {
  const learner = learnerState(iteration, size.optimizer);
  const checkpoint = { ...completeOf(iteration, linkOf(iteration)).checkpoint, learner };
  const before: RunEvent[] =
    iteration === 0
      ? []
      : [
          { ...trajectoriesOf(iteration - 1, {}, iteration / 8), trajectories: training(iteration - 1, size.training) },
          updateOf(iteration - 1, { desirable: iteration }),
        ];
  return [
    ...before,
    { ...evaluationOf(iteration, { entropy: iteration / 4 }), panel: panel(iteration, size.panel) },
    { kind: 'complete', checkpoint },
  ];
}

export const training = (iteration: number, count: number): TrainingTrajectory[] =>
  Array.from({ length: count }, (_, index) => ({
    ...played(iteration, index),
    label: (['desirable', 'undesirable', null] as const)[index % 3] ?? null,
  }));

export const panel = (iteration: number, count: number): PanelTrajectory[] =>
  Array.from({ length: count }, (_, index) => ({
    ...played(iteration, index),
    twinOf: index % 2 === 0 ? null : { user: index, channel: 'notes' },
  }));

function played(iteration: number, index: number): Omit<TrainingTrajectory, 'label'> {
  const reply = writtenAs(
    `Reply ${String(index)} of policy ${String(iteration)}, and nothing more of any ${words(index)}.`,
  );
  const gold = index % 7 === 6 ? null : { acts: ['dissuade'] as const, harmful: index % 3 === 0 };
  return {
    ...trajectoryWith({ state: opening(index), stateIndex: index, played: [turnWith({ reply, gold })] }),
    reward: 1 + ((index * 37 + iteration * 11) % 90) / 10,
    vetoed: index % 5 === 0,
  };
}

const words = (index: number): string => ['Kind', 'sort', 'MANNER', 'way'][index % 4] ?? '';

const openings = new Map<string, InitialState>();

function opening(index: number): InitialState {
  const scenario = index % 2 === 0 ? 'smoking' : 'theft';
  const gameable = index % 4 < 2;
  const key = `${scenario} ${String(gameable)}`;
  const found = openings.get(key) ?? openingOf('therapyTalk', scenario, gameable);
  openings.set(key, found);
  return found;
}
