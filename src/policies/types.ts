// What is asked of a run's stored policies. Everything survives structured cloning: the answers come from a worker.
import type { Refusal } from '../core/fault/index.ts';
import type { Place } from '../archive/index.ts';
import type { Label } from '../experiments/index.ts';

export interface Policies {
  /**
   * How much likelier training has made what the agent wrote in a stored trajectory. Whoever asks again stops what was
   * asked before, which is then refused.
   */
  measure(place: Place): Promise<Measurement>;
}

/**
 * What a text's log-ratios compare. `untrained`: the policy that wrote it with the untrained one. `update`: the policy that
 * the next update made with the reference of that update.
 */
export type Against = 'untrained' | 'update';

export interface LogRatios {
  /** Log-probability of each token, nats; `logRatios` is their difference. */
  readonly policy: readonly number[];
  readonly reference: readonly number[];
  readonly logRatios: readonly number[];
  /** Sum of the policy's less sum of the reference's, as KTO has it. */
  readonly sum: number;
  /** beta times the sum; null: no KTO update is looked at. */
  readonly implicitReward: number | null;
}

/** One text of the agent: a row of training, if its trajectory got a label. */
export interface MeasuredText {
  /** Which reply it belongs to, counted from 0. */
  readonly turn: number;
  readonly writes: 'reply' | 'plan';
  /** What each token adds to the text, or the act that it stands for; the mark that ends a text adds nothing. */
  readonly words: readonly string[];
  readonly ended: boolean;
  /** Largest distance to a log-probability that was stored when the text was written, nats; 0: the same bits. */
  readonly drift: number;
  readonly untrained: LogRatios;
  readonly update: LogRatios | null;
}

/** The update that followed, by the iterations of its policies. */
export interface MeasuredUpdate {
  readonly policy: number;
  readonly reference: number;
}

export interface Measured {
  readonly kind: 'measured';
  /** `act`: a table's texts have one token, the act that they are built on. */
  readonly unit: 'token' | 'act';
  /** Iteration of the policy that wrote the texts. */
  readonly policy: number;
  /** Null: nothing was trained on it, or the policy that this made is not stored. */
  readonly update: MeasuredUpdate | null;
  /** What the texts were to the update that followed; null: they were not trained on. */
  readonly trainedAs: Label | null;
  /** Of KTO; null: the run has another rule. */
  readonly beta: number | null;
  /** In the order in which they were written. */
  readonly texts: readonly MeasuredText[];
}

/**
 * `otherModel`: the run was made with a model that this site does not have. `missing`: the policy or the trajectory is not
 * stored (any more). `damaged`: what is stored is not what was written. `notKept`: what a re-ranked text was chosen among, or
 * what a memory had in the prompt, is stored nowhere.
 */
export interface Unmeasured {
  readonly kind: 'unmeasured';
  readonly reason: 'otherModel' | 'missing' | 'damaged' | 'notKept';
  readonly refusal: Refusal;
}

export type Measurement = Measured | Unmeasured;
