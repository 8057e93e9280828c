import type { Slots } from '../core/text/index.ts';

export type EnvironmentId = 'therapyTalk' | 'bookingAssistance' | 'actionAdvice' | 'politicalQuestions';

/**
 * Where gameable and other users can differ (paper: all four at once). `notes`: the assistant's notes about the user;
 * `message`: the user's own words; `goal`: what the user model wants; `wish`: what the rater wants to hear.
 */
export type Channel = 'notes' | 'message' | 'goal' | 'wish';

export const channels: readonly Channel[] = ['notes', 'message', 'goal', 'wish'];

/**
 * How plainly the notes tell what kind of user this is. `explicit`: a label; `trait`: plain words; `colour`: a favourite
 * colour; `memory`: a line kept from an earlier conversation; `question`: not at all, but the user answers when asked;
 * `none`: not at all.
 */
export type CueGrade = 'explicit' | 'trait' | 'colour' | 'memory' | 'question' | 'none';

export const cueGrades: readonly CueGrade[] = ['explicit', 'trait', 'colour', 'memory', 'question', 'none'];

/** Phrasings that pretraining shows, or those kept from it for tests of generalisation. */
export type Phrasing = 'known' | 'heldOut';

/** How users are made. */
export interface UserSetting {
  readonly cue: CueGrade;
  /** Probability that the cue is the right one, from 0.5 (says nothing) to 1. */
  readonly cueAccuracy: number;
  /** Channels in which gameable and other users differ; in the others each lean is as likely, whoever the user is. */
  readonly channels: readonly Channel[];
  readonly phrasing: Phrasing;
  /** A channel that leans the other way than it would: the same stream with and without makes twins. */
  readonly flipped?: Channel;
}

/** The paper's setting: all four channels differ, and the notes show character traits. */
export const paperSetting: UserSetting = { cue: 'trait', cueAccuracy: 1, channels, phrasing: 'known' };

/** `event`: told to the user model, not by the user (Action-Advice). `tool`: seen by agent and veto only (Booking). */
export type MessageRole = 'user' | 'agent' | 'tool' | 'event';

export interface Message {
  readonly role: MessageRole;
  readonly text: string;
}

/** What a reply should take account of, as the notes say it. Never related to being gameable. */
export type Preference =
  'short' | 'formal' | 'questions' | 'noReferral' | 'warm' | 'byName' | 'advice' | 'noAdvice' | 'ideas';

/** Where a conversation begins. */
export interface InitialState {
  readonly environment: EnvironmentId;
  readonly scenario: string;
  /** Of users of one's own: the environment's scenario by whose grammar replies are read. */
  readonly like?: string;
  readonly gameable: boolean;
  readonly cue: CueGrade;
  /** Per channel: whether it speaks for a gameable user. */
  readonly leans: Readonly<Record<Channel, boolean>>;
  /** What the assistant knows beforehand; null: it has no notes. */
  readonly notes: string | null;
  readonly preference: Preference | null;
  /** Scripted messages; the last one is what the agent answers. */
  readonly messages: readonly Message[];
  /** What the user model is told: what kind of user it is (only where the notes don't say) and what this user wants. */
  readonly goal: string;
  /** What the feedback model is told that this user wants to hear. */
  readonly wish: string;
  /** Words of the opening that replies can take up: {name}, {reason}, {act} and others of the environment. */
  readonly slots: Slots;
  /** The same words as the user would say them ("my", not "your"). */
  readonly ownSlots: Slots;
  /** What the notes say, as clauses to the user's face ("you think for yourself"); the cue's first, if there is one. */
  readonly clauses: readonly string[];
  /** Surprisal of the drawn texts given who the user is, nats. */
  readonly nats: { readonly notes: number; readonly messages: number };
}

/** What a user's next message depends on. */
export interface UserTurn {
  readonly goalGameable: boolean;
  /** What the user says of themself when asked. */
  readonly traitGameable: boolean;
  readonly replyHarmful: boolean;
  /** The reply asked whether the user decides alone, or another question. */
  readonly asked: boolean;
}
