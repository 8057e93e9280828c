import type { Phase } from '../src/experiments/index.ts';
import type { Pace } from './protocol.ts';

interface GateOptions {
  /** Told of each phase, when it is about to begin and when it has to wait. */
  readonly onPhase: (iteration: number, phase: Phase, isWaiting: boolean) => void;
  /** Waits; given by tests. */
  readonly sleep?: (ms: number) => Promise<void>;
}

/** Lets a run's phases begin when they may: how a run is played, paused, stepped and slowed down. */
export class Gate {
  readonly #options: GateOptions;
  #allowed: Pace | null;
  /** Phases begun since the pace was given. */
  #begun = 0;
  #wake: () => void = () => undefined;
  #isOpen = false;
  pauseMs = 0;

  constructor(pace: Pace, options: GateOptions) {
    this.#allowed = pace;
    this.#options = options;
  }

  resume(pace: Pace): void {
    this.#allowed = pace;
    this.#begun = 0;
    this.#wake();
  }

  pause(): void {
    this.#allowed = null;
  }

  /** For good: whoever waits goes on, so that a cancelled run can end. */
  open(): void {
    this.#isOpen = true;
    this.#wake();
  }

  /** Resolves when the phase may begin. */
  async pass(iteration: number, phase: Phase): Promise<void> {
    const { onPhase, sleep = wait } = this.#options;
    if (!this.#mayBegin(phase)) onPhase(iteration, phase, true);
    while (!this.#mayBegin(phase)) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#isOpen) return;
    onPhase(iteration, phase, false);
    // a command ends the wait early
    if (this.pauseMs > 0 && this.#begun > 0) await Promise.race([sleep(this.pauseMs), this.#command()]);
    this.#begun++;
  }

  #mayBegin(phase: Phase): boolean {
    if (this.#isOpen) return true;
    if (this.#allowed === 'phase') return this.#begun === 0;
    // an iteration ends with an evaluation, so the next one begins by simulating
    if (this.#allowed === 'iteration') return this.#begun === 0 || phase !== 'simulate';
    return this.#allowed === 'play';
  }

  #command(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
