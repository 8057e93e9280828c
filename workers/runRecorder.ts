import type { RunEvent } from '../src/experiments/index.ts';
import type { RunLock, RunWriter } from '../src/storage/index.ts';

interface RecorderOptions {
  readonly writer: RunWriter;
  readonly lock: RunLock;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The run goes on from a stored iteration. */
  readonly isGoingOn: boolean;
  /** After each change that is stored. */
  readonly onStored: () => void;
  /** Nothing more of this run is stored. */
  readonly onFault: (error: unknown) => void;
}

/** Stores a live run: a reader of its events that holds the run's lock. What storage refuses never stops the run. */
export class RunRecorder {
  readonly #options: RecorderOptions;
  #hasComplete: boolean;
  #isOver = false;
  /** The run has told its end, so nobody else knows better. */
  #isEnded = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#hasComplete = options.isGoingOn;
  }

  /** Whether an iteration of the run is stored whole. */
  get hasComplete(): boolean {
    return this.#hasComplete;
  }

  /** Resolves when what the event asks for is stored. */
  add(event: RunEvent): Promise<void> {
    if (this.#isOver || event.kind === 'progress') return Promise.resolve();
    if (event.kind === 'end') this.#isEnded = true;
    const { writer, now, onStored } = this.#options;
    return this.#inTurn(async () => {
      await writer.add(event, now());
      if (event.kind === 'complete') this.#hasComplete = true;
      onStored();
    });
  }

  /** Takes no more events and frees the run. `end`: what has become of it, if it has not told its end itself. Never rejects. */
  async close(end: 'cancelled' | 'interrupted'): Promise<void> {
    if (this.#isOver) {
      await this.#turn;
      return;
    }
    const { writer, now, lock, onStored } = this.#options;
    const last = this.#inTurn(async () => {
      if (this.#isEnded) return;
      // a cancelled run's row keeps the fingerprint of its last whole iteration, whatever the event says
      if (end === 'cancelled') await writer.add({ kind: 'end', reason: end, fingerprint: '' }, now());
      else await writer.interrupt(now());
      onStored();
    });
    this.#isOver = true;
    await last;
    lock.release();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      if (!this.#isOver) {
        this.#isOver = true;
        this.#options.lock.release();
        this.#options.onFault(error);
      }
    });
    return this.#turn;
  }
}
