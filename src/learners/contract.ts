// What an experiment asks of a preference learner: the policy it trains, and how feedback changes it.
import type { RandomStream } from '../core/rng/index.ts';
import type { OptimizerState } from '../engine/types.ts';
import type { Agent, WorkControls, Written } from '../models/contract.ts';
import type { Conversation } from '../roles/index.ts';

/** A text of the agent after a conversation, with a thumb up or down. */
export interface TrainingRow {
  readonly conversation: Conversation;
  readonly writes: 'reply' | 'plan';
  readonly text: Pick<Written, 'tokens' | 'logProbs'>;
  readonly desirable: boolean;
  /** True: `text` was sampled by the policy as it is before this update, so its log-probabilities are the policy's. */
  readonly isOwn: boolean;
}

export interface UpdateSettings {
  readonly learningRate: number;
  /** Constant, or a cosine from the learning rate to 0 over the update's steps. */
  readonly schedule: 'constant' | 'cosine';
  /** Longest gradient. */
  readonly clipNorm: number;
  readonly epochs: number;
  readonly batchRows: number;
  readonly beta: number;
  readonly targetRatio: number;
  readonly reference: 'moving' | 'fixed';
  /** Whether the optimizer's moments start anew in each iteration. */
  readonly optimizer: 'fresh' | 'kept';
  /** z0 from which the update ends early, nats; 0: never. */
  readonly klLimit: number;
}

/** One optimizer step. */
export interface UpdateStep {
  readonly loss: number;
  readonly gradientNorm: number;
  /** z0 before and after clamping, nats; null: the learner has none. */
  readonly kl: { readonly raw: number; readonly clamped: number } | null;
  /** Null where a batch has rows of one kind only, or the learner has no rewards. */
  readonly rewardMargin: number | null;
  readonly saturatedShare: number | null;
}

export interface UpdateReport {
  /** None where there was nothing to learn: no rows, or none that is desirable. */
  readonly steps: readonly UpdateStep[];
  readonly desirable: number;
  readonly undesirable: number;
  /** The KL limit ended the update before its last step. */
  readonly stoppedEarly: boolean;
}

/** Log-probability of a text under three policies, summed over its tokens, nats. */
export interface PolicyLogProbs {
  /** The policy before the last update; itself where there was none. */
  readonly previous: number;
  /** The untrained one. */
  readonly first: number;
}

/** All that a learner needs to go on between two iterations; survives structured cloning. */
export interface LearnerState {
  /** The policy. */
  readonly bytes: Uint8Array;
  /** Null: the optimizer starts anew in any case. */
  readonly optimizer: OptimizerState | null;
}

export interface Learner {
  /** The policy that is being trained. */
  readonly agent: Agent;
  /** The tokens of a whole text, as the agent would write it. */
  encode(text: string): number[];
  /**
   * One iteration's update. The policy before it becomes the previous one. No rows, or for learners with a gradient no desirable
   * ones: nothing changes, but the policy still becomes the previous one.
   */
  update(
    rows: readonly TrainingRow[],
    settings: UpdateSettings,
    stream: RandomStream,
    controls: WorkControls,
  ): Promise<UpdateReport>;
  /** Of each row's text, row by row; nothing is trained. Null: its model does not tell how likely a given text is. */
  logProbs(rows: readonly TrainingRow[], controls: WorkControls): Promise<PolicyLogProbs[] | null>;
  /** Of each row's text under the untrained policy, summed over its tokens, nats. RangeError where `logProbs` gives null. */
  firstLogProbs(rows: readonly TrainingRow[], controls: WorkControls): Promise<number[]>;
  /**
   * The push that rows would give the policy as it is, if it were the reference and undesirable rows weighed so much, desirable ones 1;
   * null: the learner has no gradient.
   */
  gradient(rows: readonly TrainingRow[], undesirableWeight: number): Promise<Float32Array | null>;
  /** A number for each trained parameter, the same bits for the same policy: what fingerprints are taken of. */
  parameters(): Promise<Float32Array>;
  save(): Promise<LearnerState>;
  /** Back to a saved state: the next update does the same as if there had been no interruption. */
  load(state: LearnerState): Promise<void>;
}
