// Runs experiments off the page's thread and reports to it. Engine replicas live in workers below this one.
import { expose } from 'comlink';
import { checkResume, parsePlayedConfig, runExperiment } from '../src/experiments/index.ts';
import type { Checkpoint, ModelName, RunConfig, RunDeps, RunEvent } from '../src/experiments/index.ts';
import { factOf, memoryOf } from '../src/facts/index.ts';
import type { Memory } from '../src/facts/index.ts';
import { openRunDeps } from '../src/runDeps.ts';
import { ChatModels } from './chatModels.ts';
import { Gate } from './gate.ts';
import { Library } from './library.ts';
import type { Fork } from './library.ts';
import { fetchModel } from './modelFiles.ts';
import type { ModelFiles } from './modelFiles.ts';
import { modelFaultOf } from '../src/models/shelf/modelFault.ts';
import type { OpenFacts, Pace, ReceiveReport, Report, RunPlace, SimulationWorker } from './protocol.ts';
import { replicaCount, startReplicaWorkers } from './replicaWorkers.ts';
import type { ReplicaWorkers } from './replicaWorkers.ts';
import type { RunRecorder } from './runRecorder.ts';
import { RefusalError } from '../src/core/fault/index.ts';
import { messageOf } from '../src/core/text/messageOf.ts';

/** A reader of the run's events: the page is one, the store another. The run waits for each of them. */
type EventConsumer = (event: RunEvent) => Promise<void>;

/** A page draws at most ten times a second. */
const progressIntervalMs = 100;

interface LiveRun {
  readonly number: number;
  readonly gate: Gate;
  readonly abort: AbortController;
  /** Null: not stored, or not yet. */
  recorder: RunRecorder | null;
}

/** All null: a new run. */
interface GoingOn {
  readonly from: Checkpoint | null;
  readonly madeWith: ModelName | null;
  readonly forkOf: string | null;
}

class Simulation implements SimulationWorker {
  #receive: ReceiveReport = () => Promise.resolve();
  #files: ModelFiles | null = null;
  /** Started before a run needs them; null: the last ones have been used up. */
  #workers: ReplicaWorkers | null = null;
  #live: LiveRun | null = null;
  #pauseMs = 0;
  /** Of the run before: what it still has to store. */
  #closing: Promise<void> = Promise.resolve();
  readonly #library = new Library((report) => {
    this.#tell(report);
  });

  readonly #models = new ChatModels({
    tell: (loading) => {
      this.#tell({ kind: 'modelLoading', loading });
    },
    tellLoss: (loss) => {
      this.#tell({ kind: 'modelLost', ...loss });
    },
    isBusy: () => this.#live !== null,
    depsOf: (config, signal) => this.#deps(config, signal),
    // the replicas hold what was tried
    onTried: () => {
      this.#endWorkers();
    },
  });

  readonly setPlaces: ChatModels['setPlaces'] = (places) => this.#models.setPlaces(places);
  readonly modelOffers: ChatModels['modelOffers'] = () => this.#models.modelOffers();
  readonly modelFit: ChatModels['modelFit'] = (ids) => this.#models.modelFit(ids);
  readonly modelSize: ChatModels['modelSize'] = (id) => this.#models.modelSize(id);
  readonly cachedModels: ChatModels['cachedModels'] = () => this.#models.cachedModels();
  readonly removeModel: ChatModels['removeModel'] = (id) => this.#models.removeModel(id);
  readonly serverModels: ChatModels['serverModels'] = (place) => this.#models.serverModels(place);
  readonly tryModels: ChatModels['tryModels'] = (config) => this.#models.tryModels(config);
  readonly cancelModels: ChatModels['cancelModels'] = () => this.#models.cancelModels();
  readonly readRun: Library['readRun'] = (id) => this.#library.readRun(id);
  readonly renameRun: Library['renameRun'] = (id, name) => this.#library.renameRun(id, name);
  readonly pinRun: Library['pinRun'] = (id, pinned) => this.#library.pinRun(id, pinned);
  readonly deleteRun: Library['deleteRun'] = (id) => this.#library.deleteRun(id);
  readonly deleteOldest: Library['deleteOldest'] = (spared) => this.#library.deleteOldest(spared);
  readonly restore: Library['restore'] = () => this.#library.restore();
  readonly exportRun: Library['exportRun'] = (id) => this.#library.exportRun(id);
  readonly importRun: Library['importRun'] = (file, place) => this.#library.importRun(file, place);
  readonly cancelTransfer: Library['cancelTransfer'] = () => this.#library.cancelTransfer();

  async open(receive: ReceiveReport, base: string): Promise<OpenFacts> {
    this.#receive = receive;
    this.#library.open();
    this.#workers = startReplicaWorkers(replicaCount());
    this.#files = await fetchModel(base, (done, total) => {
      this.#tell({ kind: 'loading', done, total });
    });
    return { workers: replicaCount() };
  }

  async start(
    number: number,
    input: unknown,
    from: unknown,
    pace: Pace,
    place: RunPlace | null,
    madeWith: ModelName | null,
    forkOf: string | null,
  ): Promise<void> {
    await this.cancel();
    const config = parsePlayedConfig(input);
    const run: LiveRun = {
      number,
      gate: new Gate(pace, {
        onPhase: (iteration, phase, isWaiting) => {
          this.#tell({ kind: 'phase', run: number, iteration, phase, isWaiting });
        },
      }),
      abort: new AbortController(),
      recorder: null,
    };
    run.gate.pauseMs = this.#pauseMs;
    // from now on it can be cancelled and paused, whatever the run before still has to store
    this.#live = run;
    await this.#closing;
    if (this.#live !== run) return;
    this.#run(run, config, { from: from as Checkpoint | null, madeWith, forkOf }, place).catch((error: unknown) => {
      this.#fail(number, error);
    });
  }

  pause(): Promise<void> {
    this.#live?.gate.pause();
    return Promise.resolve();
  }

  resume(pace: Pace): Promise<void> {
    this.#live?.gate.resume(pace);
    return Promise.resolve();
  }

  slowDown(pauseMs: number): Promise<void> {
    this.#pauseMs = pauseMs;
    if (this.#live) this.#live.gate.pauseMs = pauseMs;
    return Promise.resolve();
  }

  cancel(number?: number): Promise<void> {
    const run = this.#live;
    if (number !== undefined && run?.number !== number) return Promise.resolve();
    this.#live = null;
    run?.abort.abort();
    run?.gate.open();
    if (run) this.#endWorkers();
    // what a cancelled run has stored is put in order meanwhile: nobody waits for it but the next run
    if (run?.recorder) this.#closing = run.recorder.close('cancelled');
    return Promise.resolve();
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  async #run(
    run: LiveRun,
    config: RunConfig,
    { from, madeWith, forkOf }: GoingOn,
    place: RunPlace | null,
  ): Promise<void> {
    const goingOn = { ...(from && { from }), ...(madeWith && { madeWith }) };
    const fork = from && forkOf !== null ? { of: forkOf, config, iteration: from.iteration } : null;
    // what a fork takes over is stored only where it can go on
    const forked = fork && (await this.#deps(config, run.abort.signal));
    if (this.#live !== run) return;
    if (forked) checkResume(config, forked.model, goingOn);
    const recorder = place && (await this.#record(run, place, from !== null, fork));
    if (this.#live !== run) return;
    const before = recorder && from ? await this.#library.panel(place.id, from.iteration) : [];
    if (this.#live !== run) return;
    const consumers: EventConsumer[] = [this.#page(run.number, memoryOf(before))];
    if (recorder) consumers.push((event) => recorder.add(event));
    const deps = forked ?? (await this.#deps(config, run.abort.signal));
    if (this.#live !== run) return;
    const events = runExperiment(config, deps, {
      gate: (iteration, phase) => run.gate.pass(iteration, phase),
      signal: run.abort.signal,
      ...goingOn,
    });
    for await (const event of events) {
      for (const consume of consumers) await consume(event);
    }
    await recorder?.close('interrupted');
    if (this.#live === run) {
      this.#live = null;
      this.#endWorkers();
    }
  }

  /** Null: the run is not stored, and the page has been told why; if another tab writes it, it ends here. */
  async #record(run: LiveRun, place: RunPlace, isGoingOn: boolean, fork: Fork | null): Promise<RunRecorder | null> {
    const { number } = run;
    try {
      if (fork) await this.#library.fork(fork, place);
      const recorder = await this.#library.record(place, number, isGoingOn);
      if (this.#live !== run) {
        await recorder?.close('cancelled');
        return null;
      }
      run.recorder = recorder;
      if (recorder) return recorder;
      this.#live = null;
      this.#tell({ kind: 'busy', run: number });
    } catch (error) {
      const detail = messageOf(error);
      this.#tell({ kind: 'unstored', run: number, detail });
    }
    return null;
  }

  /** The page as a reader of events. `before`: what the run goes on from. */
  #page(run: number, before: Memory): EventConsumer {
    let memory = before;
    let toldAt = 0;
    return (event) => {
      if (event.kind === 'progress') {
        const now = performance.now();
        if (now - toldAt < progressIntervalMs && event.done < event.total) return Promise.resolve();
        toldAt = now;
      }
      const next = factOf(memory, event);
      memory = event.kind === 'start' ? before : next.memory;
      this.#tell({ kind: 'fact', run, fact: next.fact });
      if (event.kind === 'complete') this.#tell({ kind: 'checkpoint', run, checkpoint: event.checkpoint });
      return Promise.resolve();
    };
  }

  async #deps(config: RunConfig, signal: AbortSignal): Promise<RunDeps> {
    if (!this.#files) throw new Error('The simulation worker was used before it was opened.');
    const others = await this.#models.open(config, signal);
    const { replicas } = (this.#workers ??= startReplicaWorkers(replicaCount()));
    return openRunDeps(config, replicas, { name: 'builtin', ...this.#files }, {}, others);
  }

  /** Replicas hold a run's policy, so the next run has others, which start while nobody waits. */
  #endWorkers(): void {
    this.#workers?.stop();
    this.#workers = startReplicaWorkers(replicaCount());
  }

  #fail(run: number, error: unknown): void {
    if (this.#live?.number !== run) return;
    const { recorder } = this.#live;
    this.#live = null;
    if (recorder) this.#closing = recorder.close('interrupted');
    this.#endWorkers();
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const model = modelFaultOf(error);
    const refusal = error instanceof RefusalError ? error.refusal : null;
    this.#tell({ kind: 'failed', run, name, message, ...(model && { model }), ...(refusal && { refusal }) });
  }

  #tell(report: Report): void {
    this.#receive(report).catch((error: unknown) => {
      // the page is gone, and this worker with it
      reportError(error);
    });
  }
}

expose(new Simulation());
