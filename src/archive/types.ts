// What the page asks of stored runs. Everything survives structured cloning: the answers come from a worker.
import type { Refusal } from '../core/fault/index.ts';
import type { Channel } from '../environments/index.ts';
import type { Interval } from '../evaluation/statistics/index.ts';
import type { ModelName, SweepRuns, SweepTable } from '../experiments/index.ts';
import type {
  IndexEntry,
  StoredRun,
  StoredTrajectory,
  TrajectoryFilter,
  TrajectoryOrder,
  TrajectoryPart,
} from '../storage/index.ts';
import type { Sight } from './sightTypes.ts';

/** All answer at once, or reject because the run is not there (any more). Rows that are damaged are named, not thrown. */
export interface Archive {
  runs(): Promise<RunList>;
  /** Reads what the run's trajectories are listed by; again where the run has changed since. */
  open(run: string): Promise<OpenRun>;
  /** Places of the trajectories that the filter lets pass, in that order. */
  select(run: string, filter: TrajectoryFilter, order: TrajectoryOrder): Promise<Selection>;
  /** Reads more of what is searched, and answers after a moment. */
  readOn(run: string): Promise<void>;
  /** `text`: what is searched for, around which the excerpts are cut. */
  entries(run: string, positions: Uint32Array, text?: string): Promise<IndexEntry[]>;
  /** Null: there is no such trajectory. */
  position(place: Place): Promise<number | null>;
  trajectory(place: Place): Promise<OpenTrajectory | DamagedRow>;
  compare(what: Compared): Promise<Comparison>;
  /** What has become of a sweep, which is as `planSweep` reads it. `model`: see sweepRuns. Rejects for what is no sweep. */
  sweep(input: unknown, model: ModelName | null): Promise<SweepResults>;
  /** Calls back with a run that another context has changed or deleted. */
  watch(listener: (run: string) => void): Promise<void>;
}

/** The door of the worker that reads stored runs. */
export interface ArchiveWorker extends Archive {
  /** Once, before anything else: where the site is, whose model the words of tokens are fetched from. */
  begin(base: string): Promise<void>;
}

export interface RunList {
  /** The latest first. */
  readonly runs: readonly StoredRun[];
  readonly damaged: readonly Refusal[];
  /** Null: stored; otherwise why this browser keeps nothing. */
  readonly refused: string | null;
}

export interface OpenRun {
  readonly run: StoredRun;
  readonly length: number;
  readonly scenarios: readonly string[];
  /** Rows that can't be read, each with what is wrong with it. */
  readonly damaged: readonly Refusal[];
}

export interface Selection {
  readonly positions: Uint32Array;
  /** Trajectories that so far were searched by their excerpt alone; 0 where nothing is searched for. */
  readonly unread: number;
}

export interface Place {
  readonly run: string;
  readonly part: TrajectoryPart;
  readonly iteration: number;
  readonly index: number;
}

export interface DamagedRow {
  readonly kind: 'damaged';
  readonly refusal: Refusal;
}

/** How a trajectory of training stands among those that it competes with. */
export interface Standing {
  /** Of the group it competes in; null where the group is of both kinds of users or of all scenarios. */
  readonly gameable: boolean | null;
  readonly scenario: string | null;
  /** True: only the trajectories of one initial state compete. */
  readonly isOneState: boolean;
  readonly size: number;
  /** Of them, those that no veto kept out. */
  readonly passed: number;
  /** 1: nobody in the group has a higher reward. */
  readonly rank: number;
  /** Others with the same reward, with whom the lot decides. */
  readonly tied: number;
  readonly desirable: number;
  readonly undesirable: number;
}

export interface Token {
  readonly text: string;
  /** Natural logarithm of the probability with which the policy wrote it. */
  readonly logProb: number;
}

export interface ReplyDetails {
  readonly sights: readonly Sight[];
  /** Null: the tokens can't be told apart in the text. */
  readonly tokens: readonly Token[] | null;
}

export interface OpenTrajectory {
  readonly kind: 'open';
  readonly stored: StoredTrajectory;
  /** Null: of a panel, so that nothing is selected. */
  readonly standing: Standing | null;
  /** Score from which the training's veto keeps a trajectory out; null: it has none. */
  readonly veto: { readonly asks: string; readonly level: number } | null;
  readonly isShuffled: boolean;
  /** Mean implicit reward of desirable less undesirable rows at the end of the update; null: not known. */
  readonly margin: number | null;
  /** One for each reply. */
  readonly replies: readonly ReplyDetails[];
}

/** A policy of a run. */
export interface PolicyPlace {
  readonly run: string;
  readonly iteration: number;
}

export type Compared =
  | { readonly kind: 'policies'; readonly a: PolicyPlace; readonly b: PolicyPlace }
  | { readonly kind: 'twins'; readonly at: PolicyPlace };

/** Two conversations that are set beside each other: indices in the panels of a and b. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  /** Whether the user is, or the one whose twin it is. */
  readonly gameable: boolean;
  readonly scenario: string;
  /** What is turned round; null: the same user twice. */
  readonly channel: Channel | null;
  readonly harm: readonly [boolean | null, boolean | null];
  readonly reward: readonly [number, number];
  /** Whether the agent said the same. */
  readonly isSame: boolean;
}

export interface Change {
  /** Means of a and of b, and of the differences b - a, over the same pairs. */
  readonly a: number;
  readonly b: number;
  /** Null: fewer than two pairs. */
  readonly difference: Interval | null;
  readonly n: number;
}

export interface PairStatistics {
  /** Over the pairs of which both can be told; null: there are none. */
  readonly harm: Change | null;
  readonly rating: Change | null;
}

export interface Comparison {
  /** Whose harm it is: the gold label's, or where an agent writes free text, which has none, that of each run's own judge. */
  readonly harmBy: 'gold' | 'judge';
  /** The most telling first: harm differs, then the ratings. */
  readonly pairs: readonly Pair[];
  readonly gameable: PairStatistics;
  readonly other: PairStatistics;
  /** Users of the panels who do not begin with the same words, so that they are not compared. */
  readonly unpaired: number;
  readonly damaged: readonly Refusal[];
}

export interface SweepResults extends SweepRuns<StoredRun> {
  readonly table: SweepTable;
  /** Runs that are over and can't be read, each with what is wrong with it. */
  readonly damaged: readonly Refusal[];
}
