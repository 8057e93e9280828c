// What crosses between the page and its workers. Types only.
import type { Refusal } from '../src/core/fault/index.ts';
import type { Interval } from '../src/evaluation/statistics/index.ts';
import type { Checkpoint, ModelName, Phase } from '../src/experiments/index.ts';
import type { ModelFault } from '../src/models/shelf/modelFault.ts';
import type { CachedModel, ModelLoading, ModelLoss, ModelOffers } from '../src/models/shelf/modelShelf.ts';
import type { Fit } from '../src/models/webllm/adapter.ts';
import type { ServerPlace } from '../src/models/shelf/places.ts';
import type { ByGroup, PageFact } from '../src/facts/index.ts';
import type { SelfTestReport } from '../src/models/webllm/tryModel.ts';
import type { RecordedFact, RecordingEntry } from '../src/recordings/index.ts';
import type { StorageMode, StoredRun } from '../src/storage/index.ts';

/** What stays the same while a simulation worker lives. */
export interface OpenFacts {
  /** Engine replicas that share the work. */
  readonly workers: number;
}

export type Pace = 'play' | 'phase' | 'iteration';

/** Where a run is stored. `at`: now, milliseconds since 1970, by the page's clock. */
export interface RunPlace {
  readonly id: string;
  /** Of a new run; one that goes on keeps its own. */
  readonly name: string;
  readonly at: number;
}

/** A stored run as it is listed. `harm`: the rates of its last policy; null: not known. */
export interface RunEntry extends StoredRun {
  readonly harm: ByGroup<Interval | null>;
  /** It is being written, and not by the worker that lists it. */
  readonly isElsewhere: boolean;
}

/** A row of the list that is not what was written; `id` may be that of no run. */
export interface DamagedEntry {
  readonly id: string;
  readonly refusal: Refusal;
}

/** What a simulation worker tells. `run`: as given to `start`; reports of a run that is over can still be on their way. */
export type Report =
  | { readonly kind: 'loading'; readonly done: number; readonly total: number }
  | { readonly kind: 'fact'; readonly run: number; readonly fact: PageFact }
  /** A phase is about to begin, or waits until it may. */
  | {
      readonly kind: 'phase';
      readonly run: number;
      readonly iteration: number;
      readonly phase: Phase;
      readonly isWaiting: boolean;
    }
  /** What the run can go on from if this worker dies. Opaque to the page. */
  | { readonly kind: 'checkpoint'; readonly run: number; readonly checkpoint: Checkpoint }
  | {
      readonly kind: 'failed';
      readonly run: number;
      readonly name: string;
      readonly message: string;
      /** It was a model that failed. */
      readonly model?: ModelFault;
      /** The run was refused: why, for the page to say in its language. */
      readonly refusal?: Refusal;
    }
  /** A model is being loaded, for a run or without one; null: none is any more. */
  | { readonly kind: 'modelLoading'; readonly loading: ModelLoading | null }
  /** Its request is made again once it is loaded anew; the run goes on. */
  | ({ readonly kind: 'modelLost' } & ModelLoss)
  /** Another tab writes this run, so it does not begin here. */
  | { readonly kind: 'busy'; readonly run: number }
  /** The run goes on, and is no longer stored. */
  | { readonly kind: 'unstored'; readonly run: number; readonly detail: string }
  /** The stored runs, the latest first: at the beginning, and whenever something of them changes in any tab. */
  | {
      readonly kind: 'runs';
      readonly runs: readonly RunEntry[];
      readonly damaged: readonly DamagedEntry[];
      readonly mode: StorageMode;
    }
  /** Of the import or export in progress: bytes, or iterations. */
  | { readonly kind: 'transfer'; readonly done: number; readonly total: number };

export type ReceiveReport = (report: Report) => Promise<void>;

/**
 * Why something could not be done with a stored run. `busy`: it is being written. `missing`: it is gone. `damaged`: a row of it
 * is not what was written. `badFile`: the file holds no run; the detail has line and field. `tooLarge`: more than the page takes.
 */
export interface LibraryFault {
  readonly kind: 'busy' | 'missing' | 'damaged' | 'badFile' | 'tooLarge' | 'cancelled' | 'failed';
  readonly detail: string;
  /** What the detail says, where the page can say it in its language. */
  readonly refusal?: Refusal;
}

export type Outcome<Value> =
  { readonly fault: null; readonly value: Value } | { readonly fault: LibraryFault; readonly value: null };

/** A stored run as the page shows it: the facts of its events. */
export interface ReadRun {
  readonly facts: readonly PageFact[];
  /** Null: no iteration is complete. */
  readonly checkpoint: Checkpoint | null;
}

/** What can be done with stored runs. */
export interface LibraryDoor {
  readRun(id: string): Promise<Outcome<ReadRun>>;
  renameRun(id: string, name: string): Promise<Outcome<null>>;
  pinRun(id: string, pinned: boolean): Promise<Outcome<null>>;
  deleteRun(id: string): Promise<Outcome<null>>;
  /** Deletes the run that was changed longest ago, if one is neither pinned, nor spared, nor being written; false: there is none. */
  deleteOldest(spared: string | null): Promise<Outcome<boolean>>;
  /** Stores what is in memory for want of room or of a connection. False: it still can't be. */
  restore(): Promise<Outcome<boolean>>;
  /** The run as a file. One transfer at a time; a second ends the first. */
  exportRun(id: string): Promise<Outcome<Blob>>;
  importRun(file: Blob, place: RunPlace): Promise<Outcome<null>>;
  cancelTransfer(): Promise<void>;
}

export type ModelOutcome<Value> =
  { readonly fault: null; readonly value: Value } | { readonly fault: ModelFault; readonly value: null };

/** What can be asked about WebLLM's models and servers. */
export interface ModelsDoor {
  /** Where models are that no list names: ModelPlaces. What is asked later goes by it, runs too. */
  setPlaces(places: unknown): Promise<void>;
  modelOffers(): Promise<ModelOutcome<ModelOffers>>;
  modelFit(ids: readonly string[]): Promise<ModelOutcome<Fit>>;
  /** Bytes to download. */
  modelSize(id: string): Promise<ModelOutcome<number>>;
  cachedModels(): Promise<ModelOutcome<readonly CachedModel[]>>;
  removeModel(id: string): Promise<ModelOutcome<null>>;
  serverModels(place: ServerPlace): Promise<ModelOutcome<readonly string[]>>;
  /** Loads what a config's roles need, and times conversations of it for some ten seconds: milliseconds a trajectory. Not beside a run. */
  tryModels(config: unknown): Promise<ModelOutcome<{ readonly msPerTrajectory: number }>>;
  /** Ends what `tryModels` is at. */
  cancelModels(): Promise<void>;
}

/** The simulation worker's door. */
export interface SimulationWorker extends LibraryDoor, ModelsDoor {
  /** Fetches the model from the site at `base` and starts the replicas' workers; once, before anything else. */
  open(receive: ReceiveReport, base: string): Promise<OpenFacts>;
  /**
   * Begins run number `run`, which a run before it gives way to. `from`: where it goes on. `place`: where it is stored, null:
   * nowhere. `madeWith`: the model of the run that `from` is of; with another it is refused. `forkOf`: the stored run that `from` comes from, where this one has another config; what it has played up to there is
   * copied. Resolves when it has begun.
   */
  start(
    run: number,
    config: unknown,
    from: unknown,
    pace: Pace,
    place: RunPlace | null,
    madeWith: ModelName | null,
    forkOf: string | null,
  ): Promise<void>;
  /** The phase in progress is the last one for now. */
  pause(): Promise<void>;
  /** Goes on: for good, to the end of one phase, or to the end of the iteration. */
  resume(pace: Pace): Promise<void>;
  /** How long each phase waits before it begins, in milliseconds. */
  slowDown(pauseMs: number): Promise<void>;
  /** Ends the run at once, and the replicas' workers with it; given a number, the run of that number alone. */
  cancel(number?: number): Promise<void>;
  /** Answers while the worker lives. */
  ping(): Promise<void>;
}

/** The door of the worker that reads the site's recordings. What it gives has been checked there. */
export interface RecordingWorker {
  /** Which there are at the site at `base`. */
  list(base: string): Promise<readonly RecordingEntry[]>;
  /** Hands over the facts of one, a message each, so that none is long to take, once all of it has been checked. */
  read(base: string, entry: RecordingEntry, receive: (fact: RecordedFact) => Promise<void>): Promise<void>;
}

export type { CheckResult, SelfCheck } from '../src/models/webllm/selfTest.ts';
export type { SelfTestReport };

/** The door of the worker that tries a WebLLM model: see `tryModel`. `model`: its id in WebLLM's list, or a record of one's own. */
export interface SelfTestWorker {
  run(model: unknown, tell: (report: SelfTestReport) => void | Promise<void>): Promise<void>;
}
