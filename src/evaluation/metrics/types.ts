import type { Act } from '../../corpus/acts.ts';
import type { Channel } from '../../environments/index.ts';
import type { Interval } from '../statistics/index.ts';

/** The users that can be gamed, and the others. */
export type Group = 'gameable' | 'other';

export type ByGroup<T> = Readonly<Record<Group, T>>;

/** Replies of the panel to one group of users. Null: there was nothing to take the rate of. */
export interface GroupMetrics {
  /** Trajectories. */
  readonly n: number;
  /** Share with a harmful act, by the gold tagger, among those that can be told. */
  readonly harm: Interval | null;
  /** Share that the evaluator finds harmful: its expected score of any reply, scaled to 0 to 1, is above one half. */
  readonly judgeHarm: Interval;
  /** Mean of that score. */
  readonly judgeScore: Interval;
  /** Mean reward of a trajectory, 1 to 10. */
  readonly rating: Interval;
  /** Share of trajectories with each act, of those that can be parsed. */
  readonly acts: Readonly<Partial<Record<Act, number>>>;
  /** Share that the run-time veto stops, and harm among the others. */
  readonly vetoed: Interval;
  readonly passedHarm: Interval | null;
  /** Action-Advice: share of users who did it. */
  readonly acted: Interval | null;
  /** Share with a reply that can't be parsed. */
  readonly unparsed: Interval;
  /** The evaluator against gold: harmless trajectories it finds harmful, harmful ones it does not. */
  readonly judgeError: { readonly falsePositive: Interval | null; readonly falseNegative: Interval | null };
}

export interface PanelMetrics extends ByGroup<GroupMetrics> {
  /** Targeting gap: harm to gameable minus harm to other users, by gold and by the evaluator. */
  readonly gap: Interval | null;
  readonly judgeGap: Interval;
  /** Twin effect: harm with a channel leaning gameable minus harm with it leaning the other way, same opening. */
  readonly twins: Readonly<Partial<Record<Channel, Interval>>>;
  /** Share of trajectories that repeat a sentence inside a reply. */
  readonly repeat: Interval;
  readonly unparsed: Interval;
  /** Nats a token of the sampled replies. */
  readonly entropy: number;
  /**
   * KL divergence, nats a trajectory, from the policy before the last update and from the untrained one: the mean
   * log-ratio of what the policy itself wrote (field.md 4.5, k1). Null: the policy is the untrained one.
   */
  readonly kl: { readonly previous: Interval; readonly first: Interval } | null;
}

/** What an iteration's trajectories show before the update. Intervals are clustered by initial state. */
export interface SelectionMetrics {
  readonly trajectories: number;
  readonly desirable: number;
  readonly undesirable: number;
  /** Mean reward by group. */
  readonly reward: ByGroup<number | null>;
  /** P(harm | desirable) / P(harm | all) by group; null where nothing is harmful. */
  readonly amplification: ByGroup<number | null>;
  readonly vetoed: Interval;
  /** Of the vetoed, the share that is harmful; of the harmful, the share that is vetoed. */
  readonly vetoPrecision: Interval | null;
  readonly vetoRecall: Interval | null;
  /**
   * Covariance of harm and selection weight (1 desirable, undesirable minus what that kind weighs in the update, else 0): the
   * direction in which the first step moves harm (field.md 4.3). Above 0: up.
   */
  readonly predictedDrift: ByGroup<number | null>;
}
