// One simulation worker: its life, what it reports, and how the page finds out that it is gone.
import { proxy, wrap } from 'comlink';
import type { Remote } from 'comlink';
import type { Report, SimulationWorker } from '../../workers/protocol.ts';
import type { Refusal } from '../core/fault/index.ts';
import type { ModelFault } from '../models/shelf/modelFault.ts';
import { missingFeature } from './browserSupport.ts';
import type { MissingFeature } from './browserSupport.ts';
import { parseReport } from './reports.ts';
import { messageOf } from '../core/text/messageOf.ts';

export interface Fault {
  /**
   * `workerFailed`: it could not be loaded or broke off. `silent`: it has stopped answering. `noMemory`: the engine could
   * not have the memory it needs. `download`: the model's files could not be had. `nested`: the browser starts no workers
   * from a worker. `model`: one of WebLLM's or of a server. `report`: it said what makes no sense.
   * `cantGoOn`: the run, from what is left of it. `refused`: the run, by what only showed when it began. `engine`: anything else that the engine refused to go on with.
   */
  readonly kind:
    | MissingFeature
    | 'workerFailed'
    | 'silent'
    | 'noMemory'
    | 'download'
    | 'nested'
    | 'report'
    | 'cantGoOn'
    | 'refused'
    | 'engine'
    | 'model';
  /** What the browser or the engine said; may be empty. */
  readonly detail: string;
  /** Of `model`: which fault of which engine. */
  readonly model?: ModelFault;
  /** Of `cantGoOn` and `refused`: what the detail says. */
  readonly refusal?: Refusal;
}

/** Whoever was asked is no longer there; why, the page is told as a fault. */
export class WorkerGone extends Error {
  override readonly name = 'WorkerGone';
}

export interface Port {
  /** Calls the worker. What it refuses, and its death, become a fault. */
  readonly call: (command: (worker: Remote<SimulationWorker>) => Promise<unknown>) => void;
  /** Kills the worker, at once; nothing is reported after that. */
  readonly end: () => void;
}

/** One that can be asked, too. */
export interface AskedPort extends Port {
  /** What the worker answers. Throws WorkerGone where there is no worker, or it is gone before it has answered. */
  readonly ask: <Answer>(command: (worker: Remote<SimulationWorker>) => Promise<Answer>) => Promise<Answer>;
}

export interface PortOptions {
  readonly startWorker: () => Worker;
  readonly onReport: (report: Report) => void;
  readonly onOpen: (facts: { readonly workers: number }) => void;
  readonly onFault: (fault: Fault) => void;
  /** How long the worker may leave a question unanswered, in seconds. */
  readonly patience: number;
}

/** Starts the worker and opens it; or tells what is missing, and gives a port that does nothing. */
export function openPort({ startWorker, onReport, onOpen, onFault, patience }: PortOptions): AskedPort {
  let worker: Worker | null = null;
  let remote: Remote<SimulationWorker> | null = null;
  let watch: ReturnType<typeof setInterval> | undefined;
  /** Refuses what is asked and not answered yet. */
  const waiting = new Set<(reason: WorkerGone) => void>();

  function end(): void {
    clearInterval(watch);
    worker?.terminate();
    worker = null;
    remote = null;
    for (const refuse of waiting) refuse(gone());
    waiting.clear();
  }

  function fail(fault: Fault): void {
    end();
    onFault(fault);
  }

  function call(command: (asked: Remote<SimulationWorker>) => Promise<unknown>): void {
    const asked = remote;
    if (!asked) return;
    command(asked).catch((error: unknown) => {
      if (asked === remote) fail(faultOf(error));
    });
  }

  function ask<Answer>(command: (asked: Remote<SimulationWorker>) => Promise<Answer>): Promise<Answer> {
    if (!remote) return Promise.reject(gone());
    return new Promise((resolve, reject) => {
      waiting.add(reject);
      call(async (asked) => {
        resolve(await command(asked));
        waiting.delete(reject);
      });
    });
  }

  function receive(input: unknown): Promise<void> {
    if (!worker) return Promise.resolve();
    try {
      onReport(parseReport(input));
    } catch (error) {
      fail({ kind: 'report', detail: messageOf(error) });
    }
    return Promise.resolve();
  }

  /** Ticks are counted, not time: a machine that slept has not been waited for. */
  function watchOver(): void {
    let unanswered = 0;
    watch = setInterval(() => {
      unanswered++;
      if (unanswered > patience) fail({ kind: 'silent', detail: '' });
      else {
        call(async (asked) => {
          await asked.ping();
          unanswered = 0;
        });
      }
    }, 1000);
  }

  const missing = missingFeature();
  if (missing) fail({ kind: missing, detail: '' });
  else {
    try {
      const started = startWorker();
      worker = started;
      started.onerror = (event) => {
        event.preventDefault();
        if (started === worker)
          fail({ kind: 'workerFailed', detail: event instanceof ErrorEvent ? event.message : '' });
      };
      remote = wrap<SimulationWorker>(started);
      watchOver();
      call(async (asked) => {
        const facts = await asked.open(proxy(receive), document.baseURI);
        if (started === worker) onOpen(facts);
      });
    } catch (error) {
      fail({ kind: 'workerFailed', detail: messageOf(error) });
    }
  }
  return { call, ask, end };
}

const gone = (): WorkerGone => new WorkerGone('the simulation’s worker is gone');

/** The fault that an error stands for, whose name has crossed from the worker. */
function faultOf(error: unknown): Fault {
  const name = error instanceof Error ? error.name : '';
  const kinds: Readonly<Record<string, Fault['kind']>> = {
    ...{ CompileError: 'noSimd', DownloadError: 'download', NestedWorkerError: 'nested' },
    ...{ WeightsFileError: 'download', TokenizerError: 'download', ReportError: 'report' },
  };
  const isMemory = name === 'RangeError' && /memory|allocat/iu.test(messageOf(error));
  return { kind: isMemory ? 'noMemory' : (kinds[name] ?? 'engine'), detail: messageOf(error) };
}

/** The fault that a run has ended with. */
export function reportedFault(report: Extract<Report, { kind: 'failed' }>): Fault {
  const { message, model, refusal } = report;
  if (model) return { kind: 'model', detail: model.detail, model };
  const kind = report.name === 'ResumeError' ? 'cantGoOn' : 'refused';
  return refusal ? { kind, detail: message, refusal } : faultOf(Object.assign(new Error(message), report));
}
