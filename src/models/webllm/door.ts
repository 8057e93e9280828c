// The page's side of WebLLM's worker: calls with checked answers, and an end to waiting for a worker that will never answer.
import { toWebLlmError, WebLlmError } from './errors.ts';
import { checked, reportSchema, resultOf } from './protocol.ts';
import type { CallName, Report, RequestOf, ResultOf } from './protocol.ts';

/** A worker that was started, whatever it is. */
export interface WorkerLink {
  call(name: string, request: unknown): Promise<unknown>;
  /** Rejects when the worker breaks off or could not be loaded; never resolves. */
  readonly failure: Promise<never>;
  stop(): void;
}

/** Starts a worker; `report` is given all that it tells unasked. */
export type StartWorker = (report: (report: unknown) => void) => WorkerLink;

/** Milliseconds without any sign of life, after which a worker that is being waited for counts as silent. */
export interface Patience {
  /** Before its first sign. */
  readonly start: number;
  /** Afterwards. A software GPU takes 11 s a token, and the event loop may stand still for as long. */
  readonly silence: number;
}

export const usualPatience: Patience = { start: 60_000, silence: 120_000 };

export class WorkerDoor {
  readonly #link: WorkerLink;
  readonly #patience: Patience;
  readonly #waiting = new Set<(reason: WebLlmError) => void>();
  #hasSpoken = false;
  #end: WebLlmError | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(start: StartWorker, patience: Patience, onReport: (report: Report) => void) {
    this.#patience = patience;
    this.#link = start((input) => {
      this.#heard();
      try {
        onReport(checked(reportSchema, 'report', input));
      } catch (error) {
        this.#finish(error instanceof WebLlmError ? error : new WebLlmError('other', String(error)));
      }
    });
    this.#link.failure.catch((error: unknown) => {
      this.#finish(new WebLlmError('workerDead', error instanceof Error ? error.message : String(error)));
    });
  }

  /** Throws WebLlmError: what the call said, or that the worker is gone. */
  call<Name extends CallName>(name: Name, request: RequestOf<Name>): Promise<ResultOf<Name>> {
    return new Promise((resolve, reject) => {
      if (this.#end) {
        reject(this.#end);
        return;
      }
      this.#waiting.add(reject);
      this.#watch();
      this.#link
        .call(name, request)
        .finally(() => {
          this.#waiting.delete(reject);
          this.#heard();
        })
        .then((answer) => {
          resolve(resultOf(name, answer));
        })
        .catch((error: unknown) => {
          reject(toWebLlmError(error));
        });
    });
  }

  /** Ends the worker; whoever still waits is told why. */
  close(reason = new WebLlmError('cancelled', 'the model was closed')): void {
    this.#finish(reason);
  }

  #heard(): void {
    this.#hasSpoken = true;
    this.#watch();
  }

  /** Begins to wait anew, where anybody waits. */
  #watch(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.size === 0 || this.#end) return;
    const time = this.#hasSpoken ? this.#patience.silence : this.#patience.start;
    this.#timer = setTimeout(() => {
      this.#finish(new WebLlmError('workerSilent', `no sign of life from the worker for ${String(time / 1000)} s`));
    }, time);
  }

  #finish(reason: WebLlmError): void {
    if (this.#end) return;
    this.#end = reason;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#link.stop();
    for (const reject of this.#waiting) reject(reason);
    this.#waiting.clear();
  }
}
