// What crosses between the page and its workers. Types only.

/** What stays the same while a demo worker lives. */
export interface DemoFacts {
  readonly parameters: number;
  /** All that the engine has taken, in bytes. */
  readonly memoryBytes: number;
  /** Number of tokens of the language. */
  readonly vocabulary: number;
  /** Length of a run. */
  readonly totalSteps: number;
  readonly notesPerStep: number;
  /** The step after which the fingerprint is taken. */
  readonly fingerprintStep: number;
  /** Surprise when all tokens are held for equally likely, nats a token. */
  readonly uniformNats: number;
  /** The least mean surprise that any model of the language can reach, nats a token. */
  readonly bestNats: number;
}

export interface WrittenNote {
  readonly text: string;
  /** False: it was cut off because it did not come to an end. */
  readonly complete: boolean;
  readonly keepsRules: boolean;
}

/** Notes sampled from the model as it was after `step` steps. */
export interface Writing {
  readonly step: number;
  /** The first few. */
  readonly notes: readonly WrittenNote[];
  /** How many of all that were sampled keep every rule of the language. */
  readonly keeping: number;
  readonly sampled: number;
}

/** Measured over the last second or so, with everything that a run does. */
export interface DemoSpeed {
  readonly tokensPerSecond: number;
  readonly stepsPerSecond: number;
}

/** What is new since the report before. */
export interface DemoReport {
  /** As given to {@link DemoWorker.reset}: reports of a run that is over can still be on their way. */
  readonly run: number;
  /** Steps taken. */
  readonly step: number;
  /** Mean surprise of each new step's notes before the model learnt from them, nats a token. */
  readonly losses: readonly number[];
  readonly writing: Writing | null;
  /** Of the parameters after `fingerprintStep` steps: SHA-256, 64 hexadecimal digits. */
  readonly fingerprint: string | null;
  readonly speed: DemoSpeed | null;
}

export type ReceiveReport = (report: DemoReport) => Promise<void>;

/** The demo worker's door. Every method rejects with the engine's error if one occurs. */
export interface DemoWorker {
  /** Makes the engine; once, before anything else. */
  open(receive: ReceiveReport): Promise<DemoFacts>;
  /** Starts run number `run` from fresh parameters of `seed`, at step 0, waiting. */
  reset(run: number, seed: number): Promise<void>;
  /** Takes steps until the run's end, or until pause, step or reset is called; resolves then. */
  play(): Promise<void>;
  /** After this has resolved no step is taken, and all steps taken have been reported. */
  pause(): Promise<void>;
  /** Takes one step, and no more. */
  step(): Promise<void>;
}
