import type { ChatAnswer, ChatAsk, ChatModel, ChatWrite, ChatWritten } from '../chat/chatModel.ts';
import { usualPatience, WorkerDoor } from './door.ts';
import type { Patience, StartWorker } from './door.ts';
import { isRecoverable, WebLlmError } from './errors.ts';
import { LoadMeter } from './progress.ts';
import type { LoadProgress } from './progress.ts';
import type { RequestOf, ResultOf } from './protocol.ts';
import type { ModelRecord } from './records.ts';

export interface EngineOptions {
  readonly onProgress?: (progress: LoadProgress) => void;
  /** A worker is lost; a new one loads the model, and the request is made again. */
  readonly onRecovery?: (reason: WebLlmError) => void;
  readonly patience?: Patience;
  /** How often a request is made again before its error is thrown. */
  readonly retries?: number;
  /** Milliseconds before a new worker, times the number of attempts: a browser needs a moment to restart its GPU process. */
  readonly pause?: number;
}

/**
 * One model in one worker. Requests are made one after the other. Where the GPU's device or the worker is lost, a new worker
 * loads the model (from the browser's cache), and the request that was lost is made again: with its seed it gives the same.
 */
export class WebLlmEngine implements ChatModel {
  readonly record: ModelRecord;
  /** Its requests stand in line anyway. */
  readonly parallel = 1;
  readonly #start: StartWorker;
  readonly #options: EngineOptions;
  #door: WorkerDoor | null = null;
  #isLoaded = false;
  #context = 0;
  #isClosed = false;
  #onReport: () => void = () => undefined;
  /** Ends when the request before ends, however it ends. */
  #last: Promise<unknown> = Promise.resolve();

  /** Nothing is started before `load`, so that `close` can cancel it. */
  constructor(start: StartWorker, record: ModelRecord, options: EngineOptions = {}) {
    this.#start = start;
    this.record = record;
    this.#options = options;
  }

  get context(): number {
    return this.#context;
  }

  /** Fetches the model, or loads it from the browser's cache; nothing where it is loaded. Throws WebLlmError. */
  load(): Promise<void> {
    return this.#queued(async () => {
      await this.#loaded();
    });
  }

  write(
    request: ChatWrite & Pick<RequestOf<'write'>, 'check'>,
    isCancelled?: () => boolean,
  ): Promise<ChatWritten & { readonly apiLogProbs: readonly number[] | null }> {
    return this.#queued(async () => {
      const { finish, text, tokens, logProbs, steps, apiLogProbs } = await this.#request(
        'write',
        writable(request),
        isCancelled,
      );
      if (finish === 'abort') throw new WebLlmError('cancelled', 'the text was broken off');
      return { text, tokens, logProbs, apiLogProbs, ended: finish === 'stop', ...(steps && { steps }) };
    });
  }

  answer(request: ChatAsk, isCancelled?: () => boolean): Promise<ChatAnswer> {
    return this.#queued(() => this.#request('answer', request, isCancelled));
  }

  /** Ends the worker, whatever it is at. */
  close(): void {
    this.#isClosed = true;
    this.#drop();
  }

  async #request<Name extends 'write' | 'answer'>(
    name: Name,
    request: RequestOf<Name>,
    isCancelled: () => boolean = () => false,
  ): Promise<ResultOf<Name>> {
    const { retries = 2, pause = 1000, onRecovery } = this.#options;
    for (let attempt = 0; ; attempt++) {
      try {
        const door = await this.#loaded();
        return await this.#interruptible(door, isCancelled, () => door.call(name, request));
      } catch (error) {
        // right after the GPU process has died there may be no adapter for a moment
        const mayPass =
          isRecoverable(error) || (attempt > 0 && error instanceof WebLlmError && error.kind === 'noAdapter');
        if (!mayPass) throw error;
        this.#drop();
        if (attempt >= retries || this.#isClosed) throw error;
        onRecovery?.(error);
        await new Promise((resolve) => setTimeout(resolve, pause * attempt));
      }
    }
  }

  /** Asks at every sign of life whether the work is still wanted, and breaks it off where it is not. */
  async #interruptible<Result>(
    door: WorkerDoor,
    isCancelled: () => boolean,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (isCancelled()) throw new WebLlmError('cancelled', 'no longer wanted');
    this.#onReport = () => {
      // again and again: WebLLM forgets what comes before the text begins. Should the worker be gone, the request itself says so
      if (isCancelled()) door.call('interrupt', {}).catch(() => undefined);
    };
    try {
      return await work();
    } finally {
      this.#onReport = () => undefined;
    }
  }

  async #loaded(): Promise<WorkerDoor> {
    if (this.#isClosed) throw new WebLlmError('cancelled', 'the model was closed');
    if (this.#door && this.#isLoaded) return this.#door;
    this.#drop();
    const meter = new LoadMeter();
    const { patience = usualPatience, onProgress } = this.#options;
    const door = new WorkerDoor(this.#start, patience, (report) => {
      if (report.kind === 'loading') onProgress?.(meter.read(report));
      else this.#onReport();
    });
    this.#door = door;
    try {
      this.#context = (await door.call('open', { record: this.record })).context;
    } catch (error) {
      this.#drop();
      throw error;
    }
    this.#isLoaded = true;
    return door;
  }

  #drop(): void {
    this.#isLoaded = false;
    this.#door?.close();
    this.#door = null;
  }

  #queued<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** What crosses is the request's own: lists of the caller's are not to be changed by whoever gets it. */
function writable({ bias, ...request }: ChatWrite & Pick<RequestOf<'write'>, 'check'>): RequestOf<'write'> {
  return { ...request, ...(bias && { bias: { tokens: [...bias.tokens], values: [...bias.values] } }) };
}
