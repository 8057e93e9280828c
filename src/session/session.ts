// The page's store: what is set up, how the run stands, what is looked at; and the commands that change it.
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Pace, Report } from '../../workers/protocol.ts';
import { emptyMemory, factOf } from '../facts/index.ts';
import type { PageFact } from '../facts/index.ts';
import type { Checkpoint, RunEvent } from '../experiments/index.ts';
import { addressOf, readAddress } from './address.ts';
import { openArchive } from './archive.ts';
import type { ArchivePort } from './archive.ts';
import { faultOf, openPort } from './port.ts';
import type { Port } from './port.ts';
import { viewAfter } from './runView.ts';
import type { RunView } from './runView.ts';
import { changedSetup, engineChanges, setupOf } from './setup.ts';
import type { EngineId, Setup } from './setup.ts';
import { isLive } from './state.ts';
import type { ScreenId, SessionState, Speed, Status } from './state.ts';
import { noTiming, timeLeft, timingAfter } from './timeLeft.ts';

export interface Commands {
  /** Goes on; from the beginning, or the last complete iteration of a cancelled run, where there is none in progress. */
  readonly play: () => void;
  /** The phase in progress is the last one for now. */
  readonly pause: () => void;
  readonly step: (of: 'phase' | 'iteration') => void;
  /** Ends the run and keeps what it has shown. */
  readonly cancel: () => void;
  /** Ends the run and goes back to the setup. */
  readonly reset: () => void;
  /** After a fault: a new worker, and the run from its last complete iteration. */
  readonly restart: () => void;
  readonly choosePreset: (id: string) => void;
  readonly chooseEngine: (engine: EngineId) => void;
  /** Values of fields; a refusal is told and changes nothing. */
  readonly change: (changes: Readonly<Record<string, unknown>>) => void;
  readonly setSpeed: (speed: Speed) => void;
  /** Null: follow the newest. */
  readonly lookAt: (iteration: number | null) => void;
  readonly show: (screen: ScreenId) => void;
  /** Which two policies stand beside each other. */
  readonly compare: (a: number, b: number) => void;
  /** Shows a run from its events, as if it had just finished. */
  readonly showRecording: (events: Iterable<RunEvent>) => void;
  /** After a broken link: the preset that comes closest. */
  readonly openNearest: () => void;
}

export interface Session extends Commands {
  readonly store: StoreApi<SessionState>;
  /** The stored runs; opened when it is first asked for. */
  readonly archive: () => ArchivePort;
  /** After a fault: the next `archive()` is another one. */
  readonly closeArchive: () => void;
  /** Kills the worker and leaves the address alone from now on. */
  readonly dispose: () => void;
}

interface SessionOptions {
  /** Starts the worker; given by tests. */
  readonly startWorker?: () => Worker;
  /** How long a worker may leave a question unanswered, in seconds. */
  readonly patience?: number;
  /** Opens the stored runs; given by tests. */
  readonly openStored?: () => ArchivePort;
}

const pauseMs: Readonly<Record<Speed, number>> = { 0: 2000, 1: 1000, 2: 0 };
/** A cancelled worker that has not let go by then is killed. */
const cancelPatienceMs = 150;
/** The address is written when a control has rested for so long. */
const addressRestMs = 300;

const startSimulation = (): Worker =>
  new Worker(new URL('../../workers/simulation.worker.ts', import.meta.url), { type: 'module', name: 'simulation' });

export function createSession({
  startWorker = startSimulation,
  patience = 20,
  openStored = openArchive,
}: SessionOptions = {}): Session {
  const idle = { position: null, msLeft: null };
  const store = createStore<SessionState>(() => ({
    ...readAddress(location.hash),
    ...{ status: 'opening', refusal: null, loading: null, workers: null, view: null, speed: 2, fault: null },
    ...idle,
  }));
  const get = store.getState;
  let run = 0;
  let checkpoint: Checkpoint | null = null;
  let timing = noTiming;
  let port: Port = open();
  let archive: ArchivePort | null = null;

  function open(thenPlay = false): Port {
    return openPort({
      ...{ startWorker, patience, onReport: take },
      onOpen: ({ workers }) => {
        store.setState({ workers, loading: null, status: get().view?.end === 'cancelled' ? 'cancelled' : 'ready' });
        port.call((worker) => worker.slowDown(pauseMs[get().speed]));
        if (thenPlay) start('play');
      },
      onFault: (fault) => {
        store.setState({ status: 'failed', fault, ...idle });
      },
    });
  }

  function take(report: Report): void {
    if (report.kind === 'loading') {
      if (get().status === 'opening') store.setState({ loading: { done: report.done, total: report.total } });
    } else if (report.run === run) {
      switch (report.kind) {
        case 'fact':
          takeFact(report.fact);
          return;
        case 'phase': {
          const { iteration, phase, isWaiting } = report;
          timing = timingAfter(timing, phase, isWaiting, performance.now());
          store.setState({ position: { iteration, phase, isWaiting, done: 0, total: 0 } });
          if (isWaiting) store.setState({ status: 'paused' });
          tellTimeLeft();
          return;
        }
        case 'checkpoint':
          checkpoint = report.checkpoint;
          return;
        case 'failed':
          port.end();
          store.setState({
            status: 'failed',
            fault: faultOf(Object.assign(new Error(report.message), report)),
            ...idle,
          });
      }
    }
  }

  function takeFact(fact: PageFact): void {
    if (fact.kind === 'progress') {
      const { iteration, phase, done, total } = fact;
      store.setState({ position: { iteration, phase, isWaiting: false, done, total } });
      tellTimeLeft();
      return;
    }
    store.setState(({ view }) => ({ view: viewAfter(view, fact) }));
    if (fact.kind !== 'end') return;
    timing = noTiming;
    store.setState({ status: fact.reason === 'cancelled' ? 'cancelled' : 'finished', ...idle });
  }

  function tellTimeLeft(): void {
    const { position, view } = get();
    if (!position || !view) return;
    const share = position.total > 0 ? position.done / position.total : 0;
    store.setState({ msLeft: timeLeft(timing, { ...position, share }, view.config.iterations) });
  }

  function start(pace: Pace): void {
    const { setup, view, lookedAt } = get();
    const isOver = view?.end === 'finished' || view?.end === 'collapsed';
    const from = view && !isOver ? checkpoint : null;
    // a run that goes on keeps its own config, whatever has been set up since
    const config = from && view ? view.config : setup.config;
    if (!from) checkpoint = null;
    const number = ++run;
    timing = noTiming;
    store.setState({
      ...{ status: pace === 'play' ? 'playing' : 'stepping', fault: null, ...idle },
      // what a link says to look at stays, for the run that the link is for
      ...(from ? {} : { view: null, lookedAt: view ? null : lookedAt }),
    });
    port.call((worker) => worker.start(number, config, from, pace));
  }

  function go(pace: Pace): void {
    const { status } = get();
    if (status === 'ready' || status === 'finished' || status === 'cancelled') start(pace);
    else if (isLive(status)) {
      store.setState({ status: pace === 'play' ? 'playing' : 'stepping', lookedAt: null });
      port.call((worker) => worker.resume(pace));
    }
  }

  function pause(): void {
    const { status } = get();
    if (status !== 'playing' && status !== 'stepping') return;
    store.setState({ status: 'paused' });
    port.call((worker) => worker.pause());
  }

  /** Nothing more is heard of the run in progress, whatever its worker does. */
  function stop(status: Status, view: RunView | null): void {
    run++;
    timing = noTiming;
    store.setState({ status, view, ...idle });
    let isDone = false;
    const asked = port;
    asked.call(async (worker) => {
      await worker.cancel();
      isDone = true;
    });
    setTimeout(() => {
      if (isDone || asked !== port || get().status === 'failed') return;
      port.end();
      store.setState({ status: 'opening' });
      port = open();
    }, cancelPatienceMs);
  }

  function reset(): void {
    const { status } = get();
    checkpoint = null;
    store.setState({ lookedAt: null, refusal: null });
    if (isLive(status)) stop('ready', null);
    else if (status !== 'failed') store.setState({ view: null, status: status === 'opening' ? status : 'ready' });
  }

  function setUp(setup: Setup): void {
    store.setState({ setup, refusal: null, expected: null });
  }

  function change(changes: Readonly<Record<string, unknown>>): void {
    const next = changedSetup(get().setup, changes);
    if ('message' in next) store.setState({ refusal: next });
    else setUp(next);
  }

  // the address follows what is set up and looked at, and the page follows an address that is gone to
  let resting: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    if (!get().linkFault) history.replaceState(null, '', addressOf(get()));
  };
  const stopFollowing = store.subscribe((state, before) => {
    const isAsBefore = (['setup', 'lookedAt', 'compared'] as const).every((key) => state[key] === before[key]);
    if (isAsBefore) return;
    clearTimeout(resting);
    resting = setTimeout(write, addressRestMs);
  });
  const onMove = (): void => {
    clearTimeout(resting);
    const address = readAddress(location.hash);
    const isSame = JSON.stringify(address.setup.config) === JSON.stringify(get().setup.config);
    if (!isSame || address.linkFault) reset();
    store.setState(isSame ? { ...address, setup: get().setup } : address);
    clearTimeout(resting);
  };
  addEventListener('popstate', onMove);

  const closeArchive = (): void => {
    archive?.end();
    archive = null;
  };

  return {
    store,
    archive: () => (archive ??= openStored()),
    closeArchive,
    play: () => {
      go('play');
    },
    pause,
    step: (of) => {
      // what is in progress becomes the step
      if (get().status === 'playing' && of === 'phase') pause();
      else go(of);
    },
    cancel: () => {
      const { status, view } = get();
      if (isLive(status)) stop('cancelled', view && { ...view, end: 'cancelled' });
    },
    reset,
    restart: () => {
      if (get().status !== 'failed') return;
      store.setState({ status: 'opening', fault: null });
      port = open(get().view !== null && checkpoint !== null);
    },
    choosePreset: (id) => {
      setUp(setupOf(id));
    },
    chooseEngine: (engine) => {
      change(engineChanges(engine));
    },
    change,
    setSpeed: (speed) => {
      store.setState({ speed });
      port.call((worker) => worker.slowDown(pauseMs[speed]));
    },
    lookAt: (iteration) => {
      const head = get().view?.policies.at(-1)?.iteration ?? 0;
      const isHead = iteration === null || (iteration >= head && isLive(get().status));
      store.setState({ lookedAt: isHead ? null : Math.min(head, Math.max(0, iteration)) });
    },
    show: (screen) => {
      if (screen === get().screen) return;
      store.setState({ screen });
      history.pushState(null, '', addressOf(get()));
    },
    compare: (a, b) => {
      store.setState({ compared: { a, b } });
    },
    showRecording: (events) => {
      let view: RunView | null = null;
      let memory = emptyMemory;
      for (const event of events) {
        const next = factOf(memory, event);
        memory = next.memory;
        view = viewAfter(view, next.fact);
        // so that playing goes on from where the recording ends
        if (event.kind === 'complete') checkpoint = event.checkpoint;
      }
      store.setState({ view, lookedAt: null });
    },
    openNearest: () => {
      const { linkFault } = get();
      if (!linkFault) return;
      store.setState({ linkFault: null, setup: setupOf(linkFault.preset) });
      history.replaceState(null, '', addressOf(get()));
    },
    dispose: () => {
      stopFollowing();
      clearTimeout(resting);
      removeEventListener('popstate', onMove);
      closeArchive();
      port.end();
    },
  };
}
