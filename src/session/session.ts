// The page's store: what is set up, how the run stands, what is looked at; and the commands that change it.
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Pace, Report, RunPlace } from '../../workers/protocol.ts';
import type { PageFact } from '../facts/index.ts';
import { presetNamed } from '../experiments/index.ts';
import type { Checkpoint } from '../experiments/index.ts';
import { readAddress } from './address.ts';
import type { AskedModels } from './askedModels.ts';
import { askedModels, noModels } from './askedModels.ts';
import { addressPart, looksCommands } from './addressPart.ts';
import type { Commands } from './commands.ts';
import { watchPace } from './estimate.ts';
import { forkOf } from './forks.ts';
import { keptWorkers } from './keptWorkers.ts';
import type { KeptWorkers, WorkerDoors } from './keptWorkers.ts';
import { freshPlace, libraryPart, noLibrary } from './library.ts';
import type { LibraryCommands } from './library.ts';
import { openingCommands } from './openingCommands.ts';
import { openPort, reportedFault } from './port.ts';
import type { AskedPort } from './port.ts';
import { recordedFirst } from './recordedCommands.ts';
import { openRecordingReader } from './recordingReader.ts';
import { isRecorded, noRecording, recordingPart } from './recordings.ts';
import { restingStatus } from './runView.ts';
import type { RunView } from './runView.ts';
import { setupCommands } from './setupCommands.ts';
import { idle, isLive, noBets } from './state.ts';
import type { SessionState, Speed, Status } from './state.ts';
import { storedRunPart, unopened } from './storedRun.ts';
import type { Held } from './storedRun.ts';
import { sweepDoor } from './sweep/door.ts';
import type { SweepDoor } from './sweep/door.ts';
import { noTiming, timeLeft, timingAfter } from './timeLeft.ts';

export interface Session extends Commands, KeptWorkers, SweepDoor {
  readonly store: StoreApi<SessionState>;
  readonly library: LibraryCommands;
  readonly models: AskedModels['port'];
  /** Kills the worker and leaves the address alone from now on. */
  readonly dispose: () => void;
}

/** Mostly given by tests: how workers are started, and how many seconds one may leave a question unanswered. */
interface SessionOptions extends Partial<WorkerDoors> {
  readonly startWorker?: () => Worker;
  readonly patience?: number;
  /** In a frame: see RecordingParts. */
  readonly showsWhole?: boolean;
}

const pauseMs: Readonly<Record<Speed, number>> = { 0: 2000, 1: 1000, 2: 0 };
/** A cancelled worker that has not let go by then is killed. */
const cancelPatienceMs = 150;

const startSimulation = (): Worker =>
  new Worker(new URL('../../workers/simulation.worker.ts', import.meta.url), { type: 'module', name: 'simulation' });

export function createSession({
  startWorker = startSimulation,
  patience = 20,
  openReader = openRecordingReader,
  showsWhole = false,
  ...doors
}: SessionOptions = {}): Session {
  const store = createStore<SessionState>(() => ({
    ...readAddress(location.hash),
    ...{ status: 'opening', refusal: null, loading: null, workers: null, view: null, speed: 2, fault: null },
    ...{ ...idle, ...noModels, library: noLibrary, recording: noRecording, recorded: null },
    ...{ pace: null, bets: noBets, prediction: null },
  }));
  const stopWatching = watchPace(store);
  const get = store.getState;
  const kept = keptWorkers({ ...doors, openReader });
  const held: Held = { run: 0, checkpoint: null, isCurrent: false };
  let playsWhenOpen = false;
  /** While a worker is waited for that is to let a run go. */
  let lettingGo: ReturnType<typeof setTimeout> | undefined;
  let timing = noTiming;
  const call: AskedPort['call'] = (command) => {
    port.call(command);
  };
  const library = libraryPart({
    ...{ store, call },
    open: (...asked) => {
      stored.open(...asked);
    },
  });
  const models = askedModels(store, () => port);
  const sweeps = sweepDoor(store, (options) => openPort({ startWorker, patience, ...options }), models.give);
  const recording = recordingPart({ store, openReader, isWhole: showsWhole, reset });
  const stored = storedRunPart({
    ...{ store, held, call, library, recording, cancel },
    onOpen: (plays) => {
      commands.show('run');
      playsWhenOpen = plays && get().status === 'opening';
      if (plays && !playsWhenOpen) go('play');
    },
  });
  let port: AskedPort = open();
  recording.load();

  /** How the run on show stands while nobody computes it; a recorded one is none of the worker's. */
  function resting(): ReturnType<typeof restingStatus> {
    const { view, recording: shown } = get();
    return restingStatus(isRecorded(shown) ? null : view);
  }

  function open(thenPlay = false): AskedPort {
    held.isCurrent = false;
    library.breakOff();
    return openPort({
      ...{ startWorker, patience, onReport: take },
      onOpen: ({ workers }) => {
        store.setState({ workers, loading: null, status: resting() });
        port.call((worker) => worker.slowDown(pauseMs[get().speed]));
        if (thenPlay || playsWhenOpen) start('play');
        playsWhenOpen = false;
      },
      onFault: (fault) => {
        library.breakOff();
        store.setState({ status: 'failed', fault, ...idle, ...noModels });
      },
    });
  }

  function take(report: Report): void {
    if (report.kind === 'modelLoading' || report.kind === 'modelLost') models.take(report);
    else if (report.kind === 'loading') {
      if (get().status === 'opening') store.setState({ loading: { done: report.done, total: report.total } });
    } else if (report.kind === 'runs' || report.kind === 'transfer') {
      library.take(report);
      if (report.kind === 'runs') stored.follow();
    } else if (report.run === held.run) {
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
          held.checkpoint = report.checkpoint;
          return;
        case 'busy':
          held.run++;
          held.isCurrent = false;
          store.setState({ status: resting(), ...idle });
          library.change({ notice: { kind: 'otherTab', detail: '' } });
          return;
        case 'unstored':
          library.change({ notice: { kind: 'unstored', detail: report.detail }, shown: null });
          return;
        case 'failed':
          port.end();
          library.breakOff();
          store.setState({ status: 'failed', fault: reportedFault(report), ...idle, ...noModels });
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
    store.setState({ view: recording.viewAfter(fact) });
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
    const { setup, view, library: listed } = get();
    const { checkpoint, isCurrent } = held;
    const isOver = view?.end === 'finished' || view?.end === 'collapsed';
    if (!view || isOver || !checkpoint) {
      begin(pace, null, freshPlace(presetNamed(setup.preset).title));
      return;
    }
    const { shown } = listed;
    if (shown === null || isCurrent) {
      begin(pace, checkpoint, shown === null ? null : { id: shown, name: '', at: Date.now() });
      return;
    }
    store.setState({ status: pace === 'play' ? 'playing' : 'stepping' });
    stored.readAgain(shown, () => {
      if (restingStatus(get().view) === 'finished') store.setState({ status: 'finished' });
      else start(pace);
    });
  }

  /** `from` null: a new run, of what is set up. `forkOf`: of which stored run it is a fork. */
  function begin(pace: Pace, from: Checkpoint | null, place: RunPlace | null, forkOf: string | null = null): void {
    const { setup, view, lookedAt } = get();
    // a run that goes on keeps its own config, whatever has been set up since
    const config = from && view ? view.config : setup.config;
    if (!from) {
      held.checkpoint = null;
      recording.leaveUnlessFresh();
    }
    const isChecked = get().recording.stage === 'checked';
    const number = ++held.run;
    // its worker is this run's, too
    clearTimeout(lettingGo);
    timing = noTiming;
    held.isCurrent = true;
    library.begin(place);
    store.setState({
      ...{ status: pace === 'play' ? 'playing' : 'stepping', fault: null, ...idle },
      // what a link says to look at stays, for the run that the link is for
      ...(from ? {} : { view: isChecked ? view : null, lookedAt: view ? null : lookedAt }),
    });
    port.call(async (worker) => {
      await models.give(config, worker);
      // it may have been given up meanwhile, or paused
      if (number !== held.run) return;
      await worker.start(number, config, from, pace, place, from ? (view?.model ?? null) : null, forkOf);
      if (number === held.run && get().status === 'paused') await worker.pause();
    });
  }

  function changeNext(settings: Readonly<Record<string, unknown>>): void {
    const { checkpoint } = held;
    const fork = checkpoint && forkOf(get(), checkpoint.iteration, settings);
    if (!fork) return;
    if (fork.place) recording.leave();
    const { shown } = get().library;
    store.setState(fork.changes);
    if (!fork.place) return;
    // before anything is trained there is nothing to take over, and what is not stored can't be copied
    if (checkpoint.iteration === 0) begin('play', null, fork.place);
    else begin('play', checkpoint, shown === null ? null : fork.place, shown);
  }

  function go(pace: Pace): void {
    const { status } = get();
    if (['ready', 'finished', 'cancelled', 'interrupted'].includes(status)) start(pace);
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
    held.run++;
    timing = noTiming;
    store.setState({ status, view, ...idle, ...noModels });
    let isDone = false;
    const asked = port;
    asked.call(async (worker) => {
      await models.giveUp(worker.cancel());
      isDone = true;
    });
    lettingGo = setTimeout(() => {
      if (isDone || asked !== port || get().status === 'failed') return;
      port.end();
      store.setState({ status: 'opening' });
      port = open();
      stored.openAgain();
    }, cancelPatienceMs);
  }

  function cancel(): void {
    const { status, view } = get();
    if (isLive(status)) stop('cancelled', view && { ...view, end: 'cancelled' });
  }

  function reset(): void {
    const { status } = get();
    held.run++;
    held.checkpoint = null;
    playsWhenOpen = false;
    store.setState({ lookedAt: null, refusal: null });
    library.change({ shown: null, notice: null });
    recording.leave();
    if (isLive(status)) stop('ready', null);
    else store.setState({ ...idle, view: null, status: unopened(status) });
  }

  const address = addressPart(store, reset);

  const commands: Commands = {
    play: () => {
      go('play');
    },
    pause,
    step: (of) => {
      // what is in progress becomes the step
      if (get().status === 'playing' && of === 'phase') pause();
      else go(of);
    },
    openRecording: recording.open,
    runLive: () => {
      const { status } = get();
      if (!recording.isShown() || status === 'failed') return;
      recording.check();
      if (status === 'opening') playsWhenOpen = true;
      else start('play');
    },
    cancel,
    reset,
    restart: (plays = true) => {
      const { status, fault, view } = get();
      if (status !== 'failed') return;
      store.setState({ status: 'opening', fault: null });
      port = open(plays && fault?.kind !== 'cantGoOn' && view !== null && held.checkpoint !== null);
    },
    ...setupCommands(store, recording.openIfIdle),
    changeNext,
    setSpeed: (speed) => {
      store.setState({ speed });
      recording.changePace();
      port.call((worker) => worker.slowDown(pauseMs[speed]));
    },
    ...looksCommands(store, address),
    ...openingCommands(store, { reset, openRecording: recording.open, ...address }),
  };

  return {
    ...{ ...commands, ...recordedFirst(commands, recording, store), ...kept, ...sweeps },
    ...{ store, library: library.commands, models: models.port },
    dispose: () => {
      clearTimeout(lettingGo);
      address.stop();
      stopWatching();
      recording.dispose();
      sweeps.closeSweep();
      kept.closeArchive();
      kept.closePolicies();
      port.end();
    },
  };
}
