// The first page's store: one demo worker, what it has reported, and the commands.
import { proxy, wrap } from 'comlink';
import type { Remote } from 'comlink';
import type { DemoFacts, DemoReport, DemoSpeed, DemoWorker, Writing } from '../../workers/protocol.ts';
import { missingFeature } from './browserSupport.ts';
import type { MissingFeature } from './browserSupport.ts';

export interface DemoFault {
  /**
   * `workerFailed`: it could not be loaded or broke off. `silent`: it has stopped answering. `noMemory`: the engine could
   * not have the memory it needs. `engine`: anything that the engine refused to go on with.
   */
  readonly kind: MissingFeature | 'workerFailed' | 'silent' | 'noMemory' | 'engine';
  /** What the browser or the engine said; may be empty. */
  readonly detail: string;
}

export type DemoStatus = 'opening' | 'paused' | 'running' | 'finished' | 'failed';

/** A share of sampled notes, for the chart. */
export type RuleShare = Pick<Writing, 'step' | 'keeping' | 'sampled'>;

export interface DemoState {
  readonly status: DemoStatus;
  readonly seed: number;
  /** Null until the worker has made the engine. */
  readonly facts: DemoFacts | null;
  /** Mean surprise of each step's notes before the model learnt from them, nats a token; as many as steps taken. */
  readonly losses: Float64Array;
  /** What the model wrote before its first step, and last. */
  readonly untrained: Writing | null;
  readonly writing: Writing | null;
  readonly ruleShares: readonly RuleShare[];
  readonly speed: DemoSpeed | null;
  /** 64 hexadecimal digits, once the run has come that far. */
  readonly fingerprint: string | null;
  /** Whether it equals that of this tab's earlier run of the same seed; null where there was none. */
  readonly reproduced: boolean | null;
  /** Set while the status is `failed`. */
  readonly fault: DemoFault | null;
}

export interface DemoSession {
  readonly getState: () => DemoState;
  /** Calls back after every change; gives a function that ends this. */
  readonly subscribe: (listener: () => void) => () => void;
  /** As `subscribe`, but a change that a run brings about by itself is told at most once a second. */
  readonly subscribeCalmly: (listener: () => void) => () => void;
  /** Runs on; from the start if the run is finished. */
  readonly play: () => void;
  readonly pause: () => void;
  /** Takes one step, and pauses first. */
  readonly step: () => void;
  /** Back to step 0 with this seed, a whole number from 0 to 2^53 - 1, and waits. */
  readonly reset: (seed: number) => void;
  /** After a fault: a new worker, from step 0, running. */
  readonly restart: () => void;
  /** Kills the worker. Nothing is reported after that. */
  readonly dispose: () => void;
}

interface SessionOptions {
  readonly seed: number;
  /** Starts the worker; given by tests. */
  readonly startWorker?: () => Worker;
  /** How long a worker that should report may be silent, in seconds. */
  readonly patience?: number;
}

const calmIntervalMs = 1000;

function startDemoWorker(): Worker {
  return new Worker(new URL('../../workers/demo.worker.ts', import.meta.url), { type: 'module', name: 'demo' });
}

/** Starts the worker and, as soon as it is ready, the run. */
export function createDemoSession(options: SessionOptions): DemoSession {
  const { seed: firstSeed, startWorker = startDemoWorker, patience = 20 } = options;
  const listeners = new Set<() => void>();
  /** First fingerprint of each seed in this tab. */
  const fingerprints = new Map<number, string>();
  let state = freshState(firstSeed, null, 'opening');
  let losses = new Float64Array(0);
  let run = 0;
  let worker: Worker | null = null;
  let remote: Remote<DemoWorker> | null = null;
  let silentSeconds = 0;

  function change(next: Partial<DemoState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function fail(kind: DemoFault['kind'], detail: string): void {
    end();
    change({ status: 'failed', fault: { kind, detail } });
  }

  function end(): void {
    worker?.terminate();
    worker = null;
    remote = null;
  }

  /** Calls the worker; a refusal becomes the session's fault, unless the worker has been replaced meanwhile. */
  function command(call: (remote: Remote<DemoWorker>) => Promise<void>): void {
    const asked = remote;
    if (asked === null) return;
    silentSeconds = 0;
    call(asked).catch((error: unknown) => {
      if (asked === remote) fail(...faultOf(error));
    });
  }

  function open(): void {
    const missing = missingFeature();
    if (missing !== null) {
      fail(missing, '');
      return;
    }
    try {
      worker = startWorker();
    } catch (error) {
      fail('workerFailed', messageOf(error));
      return;
    }
    const started = worker;
    started.onerror = (event) => {
      event.preventDefault();
      if (started === worker) fail('workerFailed', event instanceof ErrorEvent ? event.message : '');
    };
    remote = wrap<DemoWorker>(started);
    command(async (opening) => {
      const facts = await opening.open(proxy(receive));
      if (started !== worker) return;
      losses = new Float64Array(facts.totalSteps);
      change({ facts });
      reset(state.seed);
      play();
    });
  }

  function receive(report: DemoReport): Promise<void> {
    silentSeconds = 0;
    if (report.run === run && worker !== null) take(report);
    return Promise.resolve();
  }

  function take(report: DemoReport): void {
    const { step, writing, fingerprint, speed } = report;
    losses.set(report.losses, step - report.losses.length);
    change({
      losses: losses.subarray(0, step),
      speed,
      ...(step === state.facts?.totalSteps ? { status: 'finished' } : {}),
      ...(writing !== null ? writingChange(state, writing) : {}),
      ...(fingerprint !== null ? fingerprintChange(fingerprint) : {}),
    });
  }

  function fingerprintChange(fingerprint: string): Partial<DemoState> {
    const earlier = fingerprints.get(state.seed);
    if (earlier === undefined) fingerprints.set(state.seed, fingerprint);
    return { fingerprint, reproduced: earlier === undefined ? null : earlier === fingerprint };
  }

  function reset(seed: number): void {
    if (remote === null || state.facts === null) return;
    const next = ++run;
    change({ ...freshState(seed, state.facts, 'paused'), speed: state.speed });
    command((asked) => asked.reset(next, seed));
  }

  function play(): void {
    if (state.status === 'finished') reset(state.seed);
    if (state.status !== 'paused') return;
    change({ status: 'running' });
    command((asked) => asked.play());
  }

  function pause(): void {
    if (state.status !== 'running') return;
    change({ status: 'paused' });
    command((asked) => asked.pause());
  }

  function step(): void {
    if (state.status !== 'running' && state.status !== 'paused') return;
    change({ status: 'paused' });
    command((asked) => asked.step());
  }

  // Ticks are counted, not time: a machine that slept has not been waited for.
  const watch = setInterval(() => {
    if (state.status !== 'running' && state.status !== 'opening') return;
    silentSeconds++;
    if (silentSeconds >= patience) fail('silent', '');
  }, 1000);

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  open();
  return {
    getState: () => state,
    subscribe,
    subscribeCalmly: (listener) => subscribe(calmed(listener, () => state.status)),
    play,
    pause,
    step,
    reset,
    restart: () => {
      if (state.status !== 'failed') return;
      silentSeconds = 0;
      change(freshState(state.seed, null, 'opening'));
      open();
    },
    dispose: () => {
      clearInterval(watch);
      listeners.clear();
      end();
    },
  };
}

function freshState(seed: number, facts: DemoFacts | null, status: DemoStatus): DemoState {
  const nothing = { untrained: null, writing: null, speed: null, fingerprint: null, reproduced: null, fault: null };
  return { status, seed, facts, losses: new Float64Array(0), ruleShares: [], ...nothing };
}

function writingChange(state: DemoState, writing: Writing): Partial<DemoState> {
  const { step, keeping, sampled } = writing;
  const ruleShares = [...state.ruleShares.filter((share) => share.step < step), { step, keeping, sampled }];
  return { writing, ruleShares, ...(step === 0 ? { untrained: writing } : {}) };
}

/** Passes on at once what changes the status, and everything else at most once a second. */
function calmed(listener: () => void, status: () => DemoStatus): () => void {
  let told = status();
  let toldAt = -Infinity;
  return () => {
    const now = performance.now();
    if (status() === told && status() === 'running' && now - toldAt < calmIntervalMs) return;
    told = status();
    toldAt = now;
    listener();
  };
}

function faultOf(error: unknown): [DemoFault['kind'], string] {
  const name = error instanceof Error ? error.name : '';
  if (name === 'RangeError') return ['noMemory', messageOf(error)];
  if (name === 'CompileError') return ['noSimd', messageOf(error)];
  return ['engine', messageOf(error)];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
