// What an engine is asked for and what it answers.
import type { KtoLoss } from '../core/kto/index.ts';
import type { ModelShape } from './transformer/shape.ts';

/** A low-rank adapter on every linear weight of every layer: W + scale A B. The embedding and the tied head have none. */
export interface LoraOptions {
  readonly rank: number;
  readonly alpha: number;
  /** Scale alpha / sqrt(rank) instead of alpha / rank. */
  readonly rankStabilised: boolean;
}

export interface EngineOptions {
  readonly shape: ModelShape;
  /** What is trained: nothing, every parameter, or an adapter over a frozen base. */
  readonly training: 'none' | 'full' | LoraOptions;
  /** Tokens computed in one pass; more only cost memory. At least the context. Default 512. */
  readonly maxTokens?: number;
  /** Sequences in the key/value cache at once. Default 72. */
  readonly slots?: number;
  /** Positions in the key/value cache. Default slots times context, at most 128 MB. */
  readonly cacheTokens?: number;
  /** Passes of a KTO step's rows that wait for their backward pass, instead of going forward twice. Default 0. */
  readonly keptPasses?: number;
  /**
   * Parts into which every training batch is divided. Part of the arithmetic: gradients are summed within a shard,
   * then over shards in order, whoever computes them. Default 4.
   */
  readonly shards?: number;
}

/** Added to the logits of some tokens at every position, nats: values[i] to that of tokens[i], each token once. */
export interface TokenBias {
  readonly tokens: readonly number[];
  readonly values: readonly number[];
}

/** Which weights to run: the untrained base, the policy being trained, or the reference it is compared with. */
export type WeightsName = 'base' | 'policy' | 'reference';

/** What a KTO step compares the policy with: the last snapshot (a moving reference), or the base (a fixed one). */
export type ReferenceName = Exclude<WeightsName, 'policy'>;

export interface StepReport {
  /** Before the update, nats. */
  readonly loss: number;
  /** Before clipping. */
  readonly gradientNorm: number;
}

export interface KtoReport extends StepReport, Pick<KtoLoss, 'implicitRewards' | 'rewardMargin' | 'saturatedShare'> {
  /** z0 before and after clamping at 0, nats. */
  readonly kl: { readonly raw: number; readonly clamped: number };
}

/** What a worker sends back for one shard. */
export interface ShardGradient {
  /** Supervised: sum(w nll), one number. KTO: the policy's summed log-probability of each row. */
  readonly sums: Float64Array;
  readonly gradient: Float32Array<ArrayBuffer>;
}

/** Per-token log-probabilities (nats): [request][completion][token]. Their difference is the log-ratio. */
export interface LogProbPairs {
  readonly policy: Float64Array[][];
  readonly reference: Float64Array[][];
}

export interface KtoLogProbs {
  /** Summed log-probability of each row's own completion under the policy, nats. */
  readonly policyLogProbs: Float64Array;
  /** Summed log-probability of each row's own completion under the reference, nats. */
  readonly referenceLogProbs: Float64Array;
  /** Log-ratio of each row's mismatched pair, nats. */
  readonly mismatched: Float64Array;
}

/** Steps taken and the running powers of beta1 and beta2. */
export interface AdamClock {
  readonly steps: number;
  readonly power1: number;
  readonly power2: number;
}

/** AdamW between two steps. Both moments lie as `Engine.trainedParameters` does: every tensor in order, no padding. */
export interface OptimizerState extends AdamClock {
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}
