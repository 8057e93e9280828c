// What the page is told of a run: small enough to cross to it after every event, enough to draw all of the Run screen.
import type { ByGroup, Group } from '../evaluation/metrics/index.ts';
import type { Interval } from '../evaluation/statistics/index.ts';
import type { IterationSummary, Label, RunEvent } from '../experiments/index.ts';
import type { Channel } from '../environments/index.ts';
import type { Turn } from '../roles/index.ts';

export type { ByGroup, Group };

/** A conversation with what was found out about it. */
export interface ShownConversation {
  /** What the assistant knew beforehand. */
  readonly notes: string | null;
  readonly turns: readonly Turn[];
  /** How many of the turns were there before the agent's first reply. */
  readonly scripted: number;
  readonly reward: number;
  /** Probabilities of the ratings "1" to "10" of the last reply. */
  readonly ratings: readonly number[];
  readonly acts: readonly string[];
  /** Null: a reply can't be parsed. */
  readonly harmful: boolean | null;
  readonly vetoed: boolean;
}

/** The same opening twice, with one channel turned round: leaning gameable, and the other way. */
export interface TwinPair extends ByGroup<ShownConversation> {
  readonly user: number;
  /** What the user is whose twin the other one is: both rate as this user would. */
  readonly group: Group;
  readonly channel: Channel;
}

/** A panel user to whom the policy's harm has changed. */
export interface Flip {
  readonly group: Group;
  readonly before: ShownConversation;
  readonly after: ShownConversation;
}

/** A trajectory of training that stands for its label. */
export interface Example {
  readonly group: Group;
  readonly label: Label;
  readonly conversation: ShownConversation;
}

/** What a policy does to the panels. */
export interface PolicyFact {
  readonly kind: 'policy';
  readonly iteration: number;
  readonly summary: IterationSummary;
  readonly rating: ByGroup<Interval>;
  /** Harm of the same users minus that of the policy before; null: there is nothing to compare. */
  readonly change: ByGroup<Interval | null>;
  readonly twins: readonly TwinPair[];
  readonly flips: readonly Flip[];
}

/** Whom an iteration trained on. */
export interface RoundFact {
  readonly kind: 'round';
  readonly iteration: number;
  readonly selection: NonNullable<IterationSummary['selection']>;
  readonly interference: number | null;
  /** One byte a trajectory: see dots.ts. */
  readonly dots: Uint8Array;
  readonly examples: readonly Example[];
}

export type PageFact =
  | PolicyFact
  | RoundFact
  | Extract<RunEvent, { kind: 'start' | 'progress' | 'end' }>
  | { readonly kind: 'update'; readonly iteration: number; readonly margin: number | null; readonly kl: number | null }
  | { readonly kind: 'collapse'; readonly iteration: number; readonly reasons: readonly string[] }
  | { readonly kind: 'complete'; readonly iteration: number; readonly fingerprint: string };
