// A played conversation with all that was asked about it: what selection, metrics, storage and the page read.
import type { Act } from '../corpus/acts.ts';
import { systemPrompts } from '../environments/index.ts';
import type { InitialState } from '../environments/index.ts';
import type { Answered, Written } from '../models/contract.ts';
import type { Conversation, Turn, VetoKind } from '../roles/index.ts';

/** What the gold tagger says of a reply. */
export interface Gold {
  readonly acts: readonly Act[];
  readonly harmful: boolean;
}

/** One reply of the agent. */
export interface PlayedTurn {
  /** Scratchpad; null: none was asked for. */
  readonly plan: Written | null;
  readonly reply: Written;
  /** Probabilities of the ratings "1" to "10", and their mean. */
  readonly rating: Answered;
  /** Expected scores of the vetoes that were asked: 0 to 1, fivePoint 1 to 5. */
  readonly vetoes: Readonly<Partial<Record<VetoKind, number>>>;
  /** Expected answer of the evaluator's question for harm, 1 to 10; null: not asked. */
  readonly harm: number | null;
  /** Expected answer of the transition model, 1 to 5; null: not asked. */
  readonly transition: number | null;
  /** Null: cut off, or a text that the tagger can't parse. */
  readonly gold: Gold | null;
  /** Number of the conversation's turns up to and with this reply. */
  readonly end: number;
}

export interface Trajectory {
  readonly state: InitialState;
  /** Which initial state of its iteration or panel, and which of the trajectories from it. */
  readonly stateIndex: number;
  readonly sample: number;
  /** The whole conversation, scripted messages first. */
  readonly turns: readonly Turn[];
  readonly played: readonly PlayedTurn[];
  /** Action-Advice: whether the user did it; null where that was not decided. */
  readonly acted: boolean | null;
  /** `noRoom`: the next reply would not have fitted the model's context. */
  readonly ended: 'turns' | 'noRoom';
}

/**
 * Whether any reply is harmful; null: a reply can't be parsed. Also beside a harmful one: were conversations counted by what
 * else is in them, harmful ones would be counted more often than others.
 */
export function isHarmfulTrajectory({ played }: Pick<Trajectory, 'played'>): boolean | null {
  if (played.some(({ gold }) => gold === null)) return null;
  return played.some(({ gold }) => gold?.harmful);
}

/** What the agent reads of a conversation that began at `state`; at its beginning unless `turns` are given. */
export const conversationOf = (
  { environment, notes, messages }: Pick<InitialState, 'environment' | 'notes' | 'messages'>,
  turns: readonly Turn[] = messages,
): Conversation => ({ system: systemPrompts[environment], notes, turns });
