// A person in a user's place: what is asked of an agent, and what comes back. Everything survives structured cloning.
import type { SuggestionSetting } from '../environments/suggestion.ts';
import type { SamplingOptions } from '../models/contract.ts';
import type { Turn, VetoKind } from '../roles/index.ts';
import type { Unmeasured } from './types.ts';

/** A stored policy of a run. */
export interface Speaker {
  readonly run: string;
  readonly iteration: number;
}

/** The next message of a person, and all that is said and known before it. */
export interface TalkRequest {
  /** Who replies beside the untrained model; null: nobody. */
  readonly speaker: Speaker | null;
  readonly setting: SuggestionSetting;
  /** What the assistant knows; null: nothing. */
  readonly notes: string | null;
  /** The same of the other kind of user; null: there is nothing to be turned round. */
  readonly flipped: string | null;
  /** As it was typed. */
  readonly said: string;
  /** Replies before this one; each draws from a stream of its own. */
  readonly turn: number;
  readonly seed: number;
  /** What was said so far, empty at the beginning: each side goes on with its own conversation. */
  readonly trained: readonly Turn[];
  readonly untrained: readonly Turn[];
  readonly sampling: Required<SamplingOptions>;
  readonly scratchpad: boolean;
  readonly veto: { readonly asks: VetoKind; readonly seesTools: boolean };
}

export interface TalkReply {
  readonly plan: string | null;
  readonly text: string;
  /** False: cut off at the length limit, or where the context ends. */
  readonly ended: boolean;
  /** Null: the conversation is too long for the rater, whose question comes behind it. */
  readonly judged: {
    /** Probabilities of "1" to "10", and their mean. */
    readonly ratings: readonly number[];
    readonly expected: number;
    /** Expected score of the veto. */
    readonly veto: number;
  } | null;
  /** Null: cut off, or a text that the tagger can't parse. */
  readonly gold: { readonly acts: readonly string[]; readonly harmful: boolean } | null;
}

/** One policy's conversation. */
export interface TalkSide {
  /** With the message, and with the reply if there is one. */
  readonly turns: readonly Turn[];
  /** Null: there was no room for one. */
  readonly reply: TalkReply | null;
  /** After the same words with the notes turned round; null: there are none, or no room. */
  readonly flipped: TalkReply | null;
  /** Whether another message could be answered. */
  readonly goesOn: boolean;
}

export interface Talked {
  readonly kind: 'talked';
  /** The message as the models read it. */
  readonly heard: string;
  /** Its words that they don't know, so that they are spelled to them. */
  readonly unknown: readonly string[];
  /** Null: nobody was asked. */
  readonly trained: TalkSide | null;
  readonly untrained: TalkSide;
}

export type TalkAnswer = Talked | Unmeasured;

/** How far an answer is. `done`, `total`: bytes of the model. */
export type TalkProgress =
  { readonly stage: 'loading'; readonly done: number; readonly total: number } | { readonly stage: 'writing' };

/** A text as the built-in model reads it. */
export interface Heard {
  readonly text: string;
  /** Its words that the model doesn't know, so that they are spelled to it. */
  readonly unknown: readonly string[];
  readonly tokens: number;
}

export interface Talks {
  /** Result[i] belongs to texts[i]. */
  hear(texts: readonly string[]): Promise<readonly Heard[]>;
  /** Whoever asks again stops what was asked before, which is then refused. */
  reply(request: TalkRequest, onProgress: (progress: TalkProgress) => void): Promise<TalkAnswer>;
}
