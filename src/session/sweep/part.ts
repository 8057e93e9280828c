// Plays the runs of a sweep one after the other in a simulation worker of its own. What a run came to is stored, and nowhere else: the
// next run is always the first that is not stored yet.
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Report, RunEntry } from '../../../workers/protocol.ts';
import { cellText, chosenModels, isOver, phases, planSweep, resumeFault, roleFields } from '../../experiments/index.ts';
import type { ModelName, RunConfig, SweepPlan } from '../../experiments/index.ts';
import type { PageFact } from '../../facts/index.ts';
import { freshPlace } from '../library.ts';
import type { AskedModels } from '../askedModels.ts';
import { reportedFault } from '../port.ts';
import type { Fault, Port, PortOptions } from '../port.ts';
import { parseReadRun } from '../reports.ts';
import { runNameOf } from '../runNames.ts';
import type { Loading, SessionState } from '../state.ts';
import { nextJob } from './jobs.ts';
import { noSpeed, probeOf, workOf } from './speed.ts';
import type { Speed } from './speed.ts';
import { sweepInput } from './sweeping.ts';
import type { Sweeping } from './sweeping.ts';

/**
 * `waiting`: for the run on the Run screen, or for runs of this sweep that are computed elsewhere. `over`: every run is
 * stored or known to fail.
 */
export type SweepStage = 'idle' | 'playing' | 'waiting' | 'paused' | 'over' | 'failed';

export interface SweepProgress {
  readonly stage: SweepStage;
  /** What is played, and as it was set up; null: nothing has been yet. */
  readonly plan: SweepPlan | null;
  readonly sweeping: Sweeping | null;
  /** Set while the stage is `waiting`. */
  readonly waitsFor: 'run' | 'elsewhere' | null;
  /** Which of the plan's jobs is being computed, and how much of it is done, 0 to 1. */
  readonly job: number | null;
  readonly share: number;
  /** By job: why its run could not be computed. */
  readonly failures: ReadonlyMap<number, Fault>;
  /** Stored runs that can't be gone on with. */
  readonly spoilt: ReadonlySet<string>;
  /** What runs are made with here; null: not known yet. */
  readonly model: ModelName | null;
  readonly speed: Speed;
  readonly isMeasuring: boolean;
  /** Which model is being loaded for the run in progress; null: none is. */
  readonly loading: Loading;
  /** Set while the stage is `failed`. `notStored`: this browser keeps no runs, or has no more room. */
  readonly fault: (Omit<Fault, 'kind'> & { readonly kind: Fault['kind'] | 'notStored' }) | null;
}

export interface SweepPart {
  readonly store: StoreApi<SweepProgress>;
  /**
   * Measures, on a tiny run like these, how fast runs go here; unless that is known, or something is playing. Models that would have
   * to be loaded, or a server's, are left alone: nobody has asked for them before `start`.
   */
  readonly measure: (like: RunConfig) => void;
  /** Goes on with whatever is not stored yet. Throws ConfigError for what is no sweep. */
  readonly start: (sweeping: Sweeping) => void;
  /** The phase in progress is the last one for now. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Whether a sweep is in progress now. */
  readonly isActive: () => boolean;
  /** Ends the run in progress, which keeps its whole iterations. */
  readonly cancel: () => void;
  /** Nobody looks any more: the worker goes, unless it is needed. */
  readonly rest: () => void;
  readonly dispose: () => void;
}

interface SweepPartOptions {
  readonly page: StoreApi<SessionState>;
  readonly open: (options: Pick<PortOptions, 'onReport' | 'onOpen' | 'onFault'>) => Port;
  readonly give: AskedModels['give'];
  /** Milliseconds. */
  readonly now?: () => number;
}

interface Current {
  /** Null: the probe, which is no job and is not stored. */
  readonly job: number | null;
  readonly run: string | null;
  readonly config: RunConfig;
}

const nothing: SweepProgress = {
  ...{ stage: 'idle', plan: null, sweeping: null, waitsFor: null, job: null, share: 0 },
  ...{ failures: new Map(), spoilt: new Set(), model: null, speed: noSpeed, isMeasuring: false },
  ...{ loading: null, fault: null },
};

/** Whether a sweep is in progress. */
export const isActive = (stage: SweepStage): boolean => ['playing', 'waiting', 'paused'].includes(stage);

const isBuiltinOnly = (config: RunConfig): boolean => chosenModels(config).length === 0;
const rolesOf = (config: RunConfig): string => JSON.stringify(roleFields.map((field) => config[field]));

const playsOnRunScreen = ({ status }: SessionState): boolean => status === 'playing' || status === 'stepping';

export function sweepPart({ page, open, give, now = () => performance.now() }: SweepPartOptions): SweepPart {
  const store = createStore<SweepProgress>(() => nothing);
  const { getState: get, setState: set } = store;
  let port: Port | null = null;
  let isOpen = false;
  let stored: readonly RunEntry[] | null = null;
  let current: Current | null = null;
  let number = 0;
  /** Runs like this one are to be measured when nothing else plays. */
  let probeFor: RunConfig | null = null;
  let hasProbed = false;
  /** What is to be played has models that are not all there yet. */
  let isLoading = false;
  /** Whose model and speed are known. */
  let roles: string | null = null;
  /** When the iteration in progress began; null: it has waited, so its time tells nothing. */
  let begun: number | null = null;

  const isBusy = (): boolean => playsOnRunScreen(page.getState());

  function opened(): Port {
    port ??= open({
      onReport: take,
      onOpen: () => {
        isOpen = true;
        advance();
      },
      onFault: fail,
    });
    return port;
  }

  function close(): void {
    port?.end();
    [port, isOpen, stored] = [null, false, null];
    drop();
  }

  /** Nothing more is heard of what is being computed. */
  function drop(): void {
    number++;
    [current, probeFor, isLoading] = [null, null, false];
    hasProbed = get().speed.work > 0;
    set({ loading: null });
  }

  /** Of other models than before, nothing is known yet. */
  function turnTo(config: RunConfig): void {
    if (rolesOf(config) === roles) return;
    roles = rolesOf(config);
    set({ model: null, speed: noSpeed, isMeasuring: false });
    if (current) call((worker) => worker.cancel());
    drop();
  }

  function fail(fault: NonNullable<SweepProgress['fault']>): void {
    close();
    set({ stage: get().plan ? 'failed' : 'idle', fault, job: null, waitsFor: null, isMeasuring: false });
  }

  /** The worker is asked; what it refuses is the port's to tell. */
  const call = (command: Parameters<Port['call']>[0]): void => {
    opened().call(command);
  };

  function advance(): void {
    const { stage, plan, model, failures, spoilt } = get();
    if (current || !isOpen) return;
    const isPlaying = stage === 'playing' && plan !== null;
    if (isBusy()) {
      if (isPlaying) set({ stage: 'waiting', waitsFor: 'run' });
      return;
    }
    // which stored runs count is known by the model that runs are made with here
    const like = probeFor ?? (isPlaying && model === null ? plan.jobs[0]?.config : null);
    if (like && !hasProbed) probe(like);
    else if (isPlaying && stored !== null) {
      const next = nextJob(plan, stored, { model, failures, spoilt });
      if (next.kind === 'over') set({ stage: 'over', job: null });
      else if (next.kind === 'wait') set({ stage: 'waiting', waitsFor: 'elsewhere', job: null });
      else begin(plan, next.job, next.from);
    }
  }

  function begin(plan: SweepPlan, job: number, from: RunEntry | null): void {
    const found = plan.jobs[job];
    if (!found) return;
    const { config, cell } = found;
    const name = runNameOf(`Sweep: ${cellText(plan.cells[cell] ?? {})}, seed ${String(config.seed)}`);
    const place = { ...freshPlace(name), ...(from && { id: from.run }) };
    const own = ++number;
    current = { job, run: place.id, config };
    [begun, isLoading] = [null, !isBuiltinOnly(config)];
    set({ job, share: 0 });
    call(async (worker) => {
      let checkpoint = null;
      if (from) {
        const { value } = await worker.readRun(from.run);
        if (own !== number) return;
        checkpoint = value && parseReadRun(value).checkpoint;
        if (!value || (checkpoint && resumeFault(config, checkpoint))) {
          spoil(from.run);
          return;
        }
      }
      if (!isBuiltinOnly(config)) await give(config, worker);
      await worker.start(own, config, checkpoint, 'play', place, from?.model ?? null, null);
      // what was asked for while the worker still closed the run before has not reached this one
      if (own !== number) await worker.cancel(own);
      else if (get().stage !== 'playing') await worker.pause();
    });
  }

  function probe(like: RunConfig): void {
    const config = probeOf(like);
    const own = ++number;
    hasProbed = true;
    current = { job: null, run: null, config };
    [begun, isLoading] = [null, !isBuiltinOnly(config)];
    set({ isMeasuring: !isLoading });
    call(async (worker) => {
      if (!isBuiltinOnly(config)) await give(config, worker);
      await worker.start(own, config, null, 'play', null, null, null);
    });
  }

  function spoil(run: string): void {
    current = null;
    set(({ spoilt }) => ({ spoilt: new Set(spoilt).add(run), job: null }));
    advance();
  }

  function take(report: Report): void {
    if (report.kind === 'runs') takeRuns(report);
    else if (report.kind === 'modelLoading') set({ loading: current && report.loading });
    else if ('run' in report && report.run === number && current) {
      switch (report.kind) {
        case 'fact':
          takeFact(current, report.fact);
          return;
        case 'phase':
          if (report.isWaiting) begun = null;
          return;
        case 'busy':
          if (current.run !== null) spoil(current.run);
          return;
        case 'unstored':
          fail({ kind: 'notStored', detail: report.detail });
          return;
        case 'failed':
          takeFailure(current, reportedFault(report));
          return;
        case 'checkpoint':
      }
    }
  }

  function takeRuns({ runs, mode }: Extract<Report, { kind: 'runs' }>): void {
    stored = runs;
    const { stage, waitsFor } = get();
    if (mode.kind === 'memory' && isActive(stage)) {
      fail({ kind: 'notStored', detail: mode.reason });
      return;
    }
    // a run is over when it is stored as such: its last event is told before
    const entry = runs.find(({ run }) => run === current?.run);
    if (entry && isOver(entry)) {
      current = null;
      set({ job: null });
    }
    if (stage === 'waiting' && waitsFor === 'elsewhere') set({ stage: 'playing', waitsFor: null });
    advance();
  }

  function takeFact({ job, config }: Current, fact: PageFact): void {
    switch (fact.kind) {
      case 'start':
        [begun, isLoading] = [now(), false];
        set({ model: fact.model });
        // loaded models are slow: the sweep's own iterations tell how slow
        if (job === null && !isBuiltinOnly(config)) endProbe();
        return;
      case 'progress': {
        const { iteration, phase, done, total } = fact;
        // an evaluation carries the number of the policy that the iteration has made
        const before = phase === 'evaluate' ? iteration - 1 : iteration;
        const part = (phases.indexOf(phase) + (total > 0 ? done / total : 0)) / phases.length;
        if (job !== null) set({ share: Math.max(0, (before + part) / config.iterations) });
        return;
      }
      case 'policy': {
        const at = now();
        const [took, work] = [begun === null ? 0 : at - begun, workOf(config, fact.iteration)];
        if (took > 0) {
          set(({ speed }) => ({ speed: { ms: speed.ms + took, work: speed.work + work } }));
        }
        begun = at;
        return;
      }
      case 'end':
        if (job !== null) return;
        current = null;
        set({ isMeasuring: false });
        advance();
        return;
      case 'round':
      case 'update':
      case 'collapse':
      case 'complete':
    }
  }

  function endProbe(): void {
    number++;
    current = null;
    call((worker) => worker.cancel());
    advance();
  }

  function takeFailure({ job }: Current, fault: Fault): void {
    current = null;
    set({ isMeasuring: false, job: null, loading: null });
    // what is refused is this run's own doing; anything else would befall the next one, too
    if (!['engine', 'cantGoOn', 'refused'].includes(fault.kind)) fail(fault);
    else {
      if (job !== null) set(({ failures }) => ({ failures: new Map(failures).set(job, fault) }));
      advance();
    }
  }

  function goOn(): void {
    set({ stage: 'playing', waitsFor: null });
    if (isBusy()) hold({ stage: 'waiting', waitsFor: 'run' });
    else if (current) call((worker) => worker.resume('play'));
    else advance();
  }

  function hold(to: Pick<SweepProgress, 'stage' | 'waitsFor'>): void {
    set(to);
    if (current) call((worker) => worker.pause());
  }

  const stopFollowing = page.subscribe((state, before) => {
    const isPlaying = playsOnRunScreen(state);
    if (isPlaying === playsOnRunScreen(before)) return;
    const { stage, waitsFor } = get();
    if (isPlaying && stage === 'playing') hold({ stage: 'waiting', waitsFor: 'run' });
    else if (!isPlaying && stage === 'waiting' && waitsFor === 'run') goOn();
    else if (!isActive(stage) && current) call((worker) => (isPlaying ? worker.pause() : worker.resume('play')));
    else advance();
  });

  return {
    store,
    measure: (like) => {
      if (isActive(get().stage)) return;
      turnTo(like);
      const { speed, fault } = get();
      if (!isBuiltinOnly(like) || speed.work > 0 || fault || hasProbed || current) return;
      probeFor = like;
      opened();
      advance();
    },
    start: (sweeping) => {
      const plan = planSweep(sweepInput(sweeping));
      if (get().fault) close();
      turnTo(sweeping.base);
      set({ stage: 'playing', plan, sweeping, waitsFor: null, failures: new Map(), fault: null, job: null, share: 0 });
      opened();
      goOn();
    },
    pause: () => {
      const { stage } = get();
      if (stage === 'playing' || stage === 'waiting') hold({ stage: 'paused', waitsFor: null });
    },
    resume: () => {
      if (get().stage === 'paused') goOn();
    },
    isActive: () => isActive(get().stage),
    cancel: () => {
      if (!isActive(get().stage)) return;
      // loading ends with its worker, wherever it has got to
      if (isLoading) close();
      else if (current) call((worker) => worker.cancel());
      drop();
      set({ stage: 'idle', waitsFor: null, job: null, isMeasuring: false });
    },
    rest: () => {
      if (isActive(get().stage)) return;
      close();
      set({ isMeasuring: false });
    },
    dispose: () => {
      stopFollowing();
      close();
    },
  };
}
