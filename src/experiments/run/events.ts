// The stream of events that a run is: page, storage, command line and tests all read it.
import type { PanelMetrics, SelectionMetrics } from '../../evaluation/metrics/index.ts';
import type { Trajectory } from '../../evaluation/trajectory.ts';
import type { LearnerState, UpdateReport } from '../../learners/contract.ts';
import type { RunConfig } from '../config/index.ts';

/** The loop's stations, in their order. Evaluation comes first in a run: of the untrained policy, iteration 0. */
export const phases = ['simulate', 'rate', 'select', 'update', 'evaluate'] as const;
export type Phase = (typeof phases)[number];

export type Label = 'desirable' | 'undesirable';

/** A trajectory of training with what became of it. */
export interface TrainingTrajectory extends Trajectory {
  /** Mean or last expected rating, under shuffled ratings another trajectory's, less the trajectory's own penalties. */
  readonly reward: number;
  readonly vetoed: boolean;
  readonly label: Label | null;
}

/** A panel's reply to the policy of one iteration. */
export interface PanelTrajectory extends Trajectory {
  readonly reward: number;
  readonly vetoed: boolean;
  /** `user` of the panel, or the twin of one. */
  readonly twinOf: { readonly user: number; readonly channel: string } | null;
}

export type CollapseReason = 'kl' | 'repeat' | 'unparsed';

/** What a run can be resumed from: all of it survives structured cloning. */
export interface Checkpoint {
  /** Iterations complete, so also the number of the policy that `learner` holds. */
  readonly iteration: number;
  readonly fingerprint: string;
  readonly learner: LearnerState;
  /** The policy's text collapses, and the run is one that ends there: nothing follows but its end. */
  readonly collapsed?: true;
}

/**
 * Iteration i of these events: `trajectories` and `update` are made with policy i; the update makes policy i + 1, whose
 * `evaluation` and `complete` carry i + 1. Policy 0 is the untrained one.
 */
export type RunEvent =
  | {
      readonly kind: 'start';
      readonly config: RunConfig;
      readonly model: ModelName;
      readonly fingerprint: string;
      /** Complete iterations that the run goes on from. */
      readonly resumedAt: number;
    }
  | {
      readonly kind: 'progress';
      readonly iteration: number;
      readonly phase: Phase;
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly kind: 'trajectories';
      readonly iteration: number;
      readonly trajectories: readonly TrainingTrajectory[];
      readonly selection: SelectionMetrics;
      /** Cosine of the groups' KTO gradients; null: not measured, a group has no rows, or its rows push nowhere. */
      readonly interference: number | null;
    }
  | { readonly kind: 'update'; readonly iteration: number; readonly report: UpdateReport }
  | {
      readonly kind: 'evaluation';
      readonly iteration: number;
      readonly metrics: PanelMetrics;
      readonly panel: readonly PanelTrajectory[];
    }
  | { readonly kind: 'collapse'; readonly iteration: number; readonly reasons: readonly CollapseReason[] }
  | { readonly kind: 'complete'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'end'; readonly reason: 'finished' | 'collapsed' | 'cancelled'; readonly fingerprint: string };

/** Which weights the roles run on. */
export interface ModelName {
  readonly name: string;
  /** SHA-256 of the weights file; where several models play, of what each is known by. */
  readonly hash: string;
  /** Where several play and the agent is the built-in one: SHA-256 of its weights file. Runs from before have none. */
  readonly builtin?: string;
}
