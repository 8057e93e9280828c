// What crosses between the page and its workers. Types only.
import type { Checkpoint, Phase } from '../src/experiments/index.ts';
import type { PageFact } from '../src/facts/index.ts';

/** What stays the same while a simulation worker lives. */
export interface OpenFacts {
  /** Engine replicas that share the work. */
  readonly workers: number;
}

export type Pace = 'play' | 'phase' | 'iteration';

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
  | { readonly kind: 'failed'; readonly run: number; readonly name: string; readonly message: string };

export type ReceiveReport = (report: Report) => Promise<void>;

/** The simulation worker's door. */
export interface SimulationWorker {
  /** Fetches the model from the site at `base` and starts the replicas' workers; once, before anything else. */
  open(receive: ReceiveReport, base: string): Promise<OpenFacts>;
  /** Begins run number `run`, which a run before it gives way to. `from`: where it goes on. Resolves when it has begun. */
  start(run: number, config: unknown, from: unknown, pace: Pace): Promise<void>;
  /** The phase in progress is the last one for now. */
  pause(): Promise<void>;
  /** Goes on: for good, to the end of one phase, or to the end of the iteration. */
  resume(pace: Pace): Promise<void>;
  /** How long each phase waits before it begins, in milliseconds. */
  slowDown(pauseMs: number): Promise<void>;
  /** Ends the run at once, and the replicas' workers with it. */
  cancel(): Promise<void>;
  /** Answers while the worker lives. */
  ping(): Promise<void>;
}
