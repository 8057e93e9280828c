import type { Report } from '../../workers/protocol.ts';
import type { Refusal } from '../core/fault/index.ts';
import type { ConfigKey, Phase, RunConfig } from '../experiments/index.ts';
import type { Pace } from './estimate.ts';
import type { LibraryState } from './library.ts';
import type { RecordingEntry } from '../recordings/index.ts';
import type { Beat, Chapter, Comparing, Listing, RefusedWord } from './looks.ts';
import type { LockRefusal } from './locks.ts';
import type { Fault } from './port.ts';
import type { RecordingState } from './recordings.ts';
import type { RunView } from './runView.ts';
import type { FieldRefusal, Setup } from './setup.ts';
import type { Sweeping } from './sweep/sweeping.ts';
import type { Talking } from './talking.ts';

export const screens = [
  ...(['run', 'trajectories', 'compare', 'talk', 'sweep', 'claims', 'library'] as const),
  ...(['lecture', 'story'] as const),
] as const;
export type ScreenId = (typeof screens)[number];

/**
 * `ready`: nothing has been played yet. `paused`: the phase in progress, if there is one, is the last for now. `stepping`:
 * until the end of a phase or of an iteration. `interrupted`: a stored run that its tab was closed on.
 */
export type Status =
  'opening' | 'ready' | 'playing' | 'paused' | 'stepping' | 'finished' | 'cancelled' | 'interrupted' | 'failed';

/** 0: two seconds before each phase, for talking; 1: one; 2: as fast as it goes. */
export type Speed = 0 | 1 | 2;

export interface Position {
  readonly iteration: number;
  readonly phase: Phase;
  /** The gate is closed: the phase has not begun. */
  readonly isWaiting: boolean;
  readonly done: number;
  readonly total: number;
}

/** A link that no setup can be read from, and the preset that comes closest to it. */
export interface LinkFault {
  readonly refusal: Refusal;
  readonly preset: string;
}

/** What training on everybody's ratings will do: to harm of both groups, of gameable users only, or nothing much. */
export const betNames = ['less', 'more', 'targeted', 'nothing'] as const;
export type BetName = (typeof betNames)[number];

/** What a lecture's audience expects. Kept in memory only. */
export interface Bets {
  /** Null: no bet has been placed. */
  readonly placed: BetName | null;
  /** How many of the room chose each, as far as the lecturer has typed it. */
  readonly room: Readonly<Partial<Record<BetName, number>>>;
}

export const noBets: Bets = { placed: null, room: {} };

/** What a reader of the story expects of a run before it is played. Kept in memory only. */
export interface Prediction {
  readonly config: RunConfig;
  readonly bet: BetName;
}

/** What a model's loading is at: see ModelLoading. */
export type Loading = Extract<Report, { kind: 'modelLoading' }>['loading'];

/** What a link says of a run of its setup. */
export interface Expected {
  readonly config: RunConfig;
  /** Beginning of the fingerprint that it comes to. */
  readonly fingerprint: string;
}

export interface SessionState {
  readonly screen: ScreenId;
  readonly setup: Setup;
  readonly refusal: FieldRefusal | LockRefusal | null;
  /** What the link keeps from being changed, or from being shown. */
  readonly fixed: readonly ConfigKey[];
  readonly hidden: readonly ConfigKey[];
  /** Null: the address says nothing of the kind. */
  readonly expected: Expected | null;
  readonly status: Status;
  /** Bytes of the model; null: all are there, or none has come yet. */
  readonly loading: { readonly done: number; readonly total: number } | null;
  /** Of a model of WebLLM's; null: none is being loaded. */
  readonly modelLoading: Loading;
  readonly workers: number | null;
  readonly view: RunView | null;
  readonly position: Position | null;
  /** To the end of the run; null: not known yet. */
  readonly msLeft: number | null;
  /** How fast runs go here; null: not measured yet. */
  readonly pace: Pace | null;
  /** The iteration looked at; null: the newest, whichever that is. */
  readonly lookedAt: number | null;
  readonly listing: Listing;
  readonly comparing: Comparing;
  readonly talking: Talking;
  readonly sweeping: Sweeping;
  /** Of the lecture: which of its beats is on show. */
  readonly beat: Beat;
  readonly bets: Bets;
  /** Of the story: which of its chapters is on show, or was. */
  readonly story: Chapter;
  readonly prediction: Prediction | null;
  readonly speed: Speed;
  /** Set while the status is `failed`. */
  readonly fault: Fault | null;
  readonly linkFault: LinkFault | null;
  /** Of a link that has been opened: where it says to look, as far as that makes no sense. */
  readonly refusedWords: readonly RefusedWord[];
  readonly library: LibraryState;
  readonly recording: RecordingState;
  /** Recordings that the site has; null: not known yet. */
  readonly recorded: readonly RecordingEntry[] | null;
}

/** Of a state while nothing is played. */
export const idle = { position: null, msLeft: null } satisfies Partial<SessionState>;

export const isLive = (status: Status): boolean => ['playing', 'paused', 'stepping'].includes(status);

/** Whether time goes by itself, live or recorded. */
export const isRunning = ({ status, recording }: Pick<SessionState, 'status' | 'recording'>): boolean =>
  status === 'playing' || status === 'stepping' || recording.stage === 'playing';
