// Runs experiments off the page's thread and reports to it. Engine replicas live in workers below this one.
import { expose } from 'comlink';
import { parseConfig, runExperiment } from '../src/experiments/index.ts';
import type { Checkpoint, RunConfig, RunDeps, RunEvent } from '../src/experiments/index.ts';
import { emptyMemory, factOf } from '../src/facts/index.ts';
import { LoraLearner } from '../src/learners/loraKto.ts';
import { TabularKto } from '../src/learners/tabular/tabularKto.ts';
import { openBuiltinPool } from '../src/models/builtin/index.ts';
import { Gate } from './gate.ts';
import { fetchModel } from './modelFiles.ts';
import type { ModelFiles } from './modelFiles.ts';
import type { OpenFacts, Pace, ReceiveReport, Report, SimulationWorker } from './protocol.ts';
import { replicaCount, startReplicaWorkers } from './replicaWorkers.ts';
import type { ReplicaWorkers } from './replicaWorkers.ts';

/** A reader of the run's events: the page is one, a store of trajectories another. The run waits for each of them. */
type EventConsumer = (event: RunEvent) => Promise<void>;

/** A page draws at most ten times a second. */
const progressIntervalMs = 100;

interface LiveRun {
  readonly number: number;
  readonly gate: Gate;
  readonly abort: AbortController;
}

class Simulation implements SimulationWorker {
  #receive: ReceiveReport = () => Promise.resolve();
  #files: ModelFiles | null = null;
  /** Started before a run needs them; null: the last ones have been used up. */
  #workers: ReplicaWorkers | null = null;
  #live: LiveRun | null = null;
  #pauseMs = 0;

  async open(receive: ReceiveReport, base: string): Promise<OpenFacts> {
    this.#receive = receive;
    this.#workers = startReplicaWorkers(replicaCount());
    this.#files = await fetchModel(base, (done, total) => {
      this.#tell({ kind: 'loading', done, total });
    });
    return { workers: replicaCount() };
  }

  async start(number: number, input: unknown, from: unknown, pace: Pace): Promise<void> {
    await this.cancel();
    const config = parseConfig(input);
    const run: LiveRun = {
      number,
      gate: new Gate(pace, {
        onPhase: (iteration, phase, isWaiting) => {
          this.#tell({ kind: 'phase', run: number, iteration, phase, isWaiting });
        },
      }),
      abort: new AbortController(),
    };
    run.gate.pauseMs = this.#pauseMs;
    this.#live = run;
    this.#run(run, config, from as Checkpoint | null).catch((error: unknown) => {
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

  cancel(): Promise<void> {
    const run = this.#live;
    this.#live = null;
    run?.abort.abort();
    run?.gate.open();
    if (run) this.#endWorkers();
    return Promise.resolve();
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  async #run(run: LiveRun, config: RunConfig, from: Checkpoint | null): Promise<void> {
    const consumers: readonly EventConsumer[] = [this.#page(run.number)];
    const deps = await this.#deps(config);
    const events = runExperiment(config, deps, {
      gate: (iteration, phase) => run.gate.pass(iteration, phase),
      signal: run.abort.signal,
      ...(from ? { from } : {}),
    });
    for await (const event of events) {
      for (const consume of consumers) await consume(event);
    }
    if (this.#live === run) {
      this.#live = null;
      this.#endWorkers();
    }
  }

  /** The page as a reader of events. */
  #page(run: number): EventConsumer {
    let memory = emptyMemory;
    let toldAt = 0;
    return (event) => {
      if (event.kind === 'progress') {
        const now = performance.now();
        if (now - toldAt < progressIntervalMs && event.done < event.total) return Promise.resolve();
        toldAt = now;
      }
      const next = factOf(memory, event);
      memory = next.memory;
      this.#tell({ kind: 'fact', run, fact: next.fact });
      if (event.kind === 'complete') this.#tell({ kind: 'checkpoint', run, checkpoint: event.checkpoint });
      return Promise.resolve();
    };
  }

  async #deps(config: RunConfig): Promise<RunDeps> {
    if (!this.#files) throw new Error('The simulation worker was used before it was opened.');
    const { weights, tokenizer } = this.#files;
    const { replicas } = (this.#workers ??= startReplicaWorkers(replicaCount()));
    const { loraRank: rank, loraAlpha: alpha, rankStabilised, learner } = config;
    const training = { rank, alpha, rankStabilised };
    const { model, pool, hash } = await openBuiltinPool(replicas, weights, tokenizer, { training });
    const rule = learner === 'expertIteration' ? 'expertIteration' : 'kto';
    return {
      ...{ model: { name: 'builtin', hash }, spectators: model },
      createLearner: (stream, stateOf) =>
        learner === 'tabularKto'
          ? Promise.resolve(new TabularKto(stateOf))
          : LoraLearner.create(model, pool, rule, stream),
    };
  }

  /** Replicas hold a run's policy, so the next run has others, which start while nobody waits. */
  #endWorkers(): void {
    this.#workers?.stop();
    this.#workers = startReplicaWorkers(replicaCount());
  }

  #fail(run: number, error: unknown): void {
    if (this.#live?.number !== run) return;
    this.#live = null;
    this.#endWorkers();
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    this.#tell({ kind: 'failed', run, name, message });
  }

  #tell(report: Report): void {
    this.#receive(report).catch((error: unknown) => {
      // the page is gone, and this worker with it
      reportError(error);
    });
  }
}

expose(new Simulation());
