// Users in a person's own words: their openings, as a config holds them, without the texts of any environment.
import type { Message } from './types.ts';

/** What is said of one kind of user at an opening. */
export interface OwnSide {
  /** Null: the assistant has none. */
  readonly notes: string | null;
  /** What the user model is told that this user wants; null: what the environment says. */
  readonly goal: string | null;
  /** What the feedback model is told; null: what the environment says. */
  readonly wish: string | null;
}

/** Where conversations can begin. */
export interface OwnOpening {
  /** The last one is what the agent answers: the user's, or a tool's. */
  readonly messages: readonly Message[];
  /** Null: no user of this kind says this. */
  readonly gameable: OwnSide | null;
  readonly other: OwnSide | null;
}

/** A topic of one's own. */
export interface OwnScenario {
  /** As trajectories name it. */
  readonly name: string;
  /** The environment's scenario by whose grammar replies are read, and whose words fill what the openings leave open. */
  readonly like: string;
  readonly openings: readonly OwnOpening[];
}

export const sideOf = ({ gameable, other }: OwnOpening, isGameable: boolean): OwnSide | null =>
  isGameable ? gameable : other;
