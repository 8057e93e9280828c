import { expose } from 'comlink';
import type { RunEvent } from '../../src/experiments/index.ts';
import { emptyMemory, factOf } from '../../src/facts/index.ts';
import type { PageFact } from '../../src/facts/index.ts';
import type { ModelOutcome, Outcome, Pace, ReceiveReport, RunPlace, SimulationWorker } from '../../workers/protocol.ts';

const nothing = (): Promise<void> => Promise.resolve();
const notStored = (): Promise<Outcome<never>> =>
  Promise.resolve({ fault: { kind: 'missing', detail: 'nothing is stored' }, value: null });

const noModels = (): Promise<ModelOutcome<never>> =>
  Promise.resolve({ fault: { engine: 'webllm', kind: 'noWebGpu', detail: 'a fake has none' }, value: null });

/** A simulation worker in this thread, with nothing stored. `starts`: what each run was started with. */
export class FakeSimulation implements SimulationWorker {
  tell: ReceiveReport = nothing;
  readonly starts: {
    readonly run: number;
    readonly config: unknown;
    readonly from: unknown;
    readonly place: RunPlace | null;
  }[] = [];
  cancel = nothing;
  ping = nothing;
  pause = nothing;
  resume = nothing;
  slowDown = nothing;
  cancelTransfer = nothing;
  setPlaces = nothing;
  cancelModels = nothing;
  modelOffers = noModels;
  modelFit = noModels;
  modelSize = noModels;
  cachedModels = noModels;
  removeModel = noModels;
  serverModels = noModels;
  tryModels = noModels;
  readRun: SimulationWorker['readRun'] = notStored;
  renameRun = notStored;
  pinRun = notStored;
  deleteRun: SimulationWorker['deleteRun'] = notStored;
  deleteOldest = notStored;
  restore = notStored;
  exportRun: SimulationWorker['exportRun'] = notStored;
  importRun = notStored;

  open(receive: ReceiveReport): Promise<{ workers: number }> {
    this.tell = receive;
    return Promise.resolve({ workers: 1 });
  }

  start(run: number, config: unknown, from: unknown, _pace: Pace, place: RunPlace | null): Promise<void> {
    this.starts.push({ run, config, from, place });
    return Promise.resolve();
  }

  async fact(fact: PageFact): Promise<void> {
    await this.tell({ kind: 'fact', run: this.starts.at(-1)?.run ?? 0, fact });
  }

  async event(event: RunEvent): Promise<void> {
    await this.fact(factOf(emptyMemory, event).fact);
    const run = this.starts.at(-1)?.run ?? 0;
    if (event.kind === 'complete') await this.tell({ kind: 'checkpoint', run, checkpoint: event.checkpoint });
  }
}

/** What a page takes for a worker. */
export function workerOf(simulation: SimulationWorker): Worker {
  const { port1, port2 } = new MessageChannel();
  expose(simulation, port2);
  port1.start();
  const worker: unknown = Object.assign(port1, {
    terminate: () => {
      port1.close();
    },
  });
  // of a Worker the session uses what a port has, `terminate` and `onerror`
  return worker as Worker;
}
