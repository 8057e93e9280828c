import type { RunEvent } from '../../experiments/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';

const rewriteMs = 200;
const startOfLine = '\r\u001b[K';

/** Standard error, or a test's record of it. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What a run looks like on standard error: one line for each policy, and on a terminal a line of progress below. */
export class Screen {
  readonly #out: Output;
  readonly #iterations: number;
  readonly #now: () => number;
  readonly #startedAt: number;
  #shownAt = -Infinity;
  #firstIteration = 0;
  #vetoed = '';

  /** `now` gives milliseconds. */
  constructor(out: Output, iterations: number, now: () => number) {
    this.#out = out;
    this.#iterations = iterations;
    this.#now = now;
    this.#startedAt = now();
  }

  show(event: RunEvent): void {
    switch (event.kind) {
      case 'start':
        this.#firstIteration = event.resumedAt;
        return;
      case 'progress':
        this.#progress(event);
        return;
      case 'trajectories': {
        const { vetoed, desirable, undesirable } = event.selection;
        this.#vetoed = `, ${String(desirable)} up ${String(undesirable)} down, vetoed ${vetoed.value.toFixed(2)}`;
        return;
      }
      case 'evaluation': {
        const { gameable, other, gap, kl, unparsed } = event.metrics;
        const seconds = (this.#now() - this.#startedAt) / 1000;
        // the untrained policy is no way from itself; of others none is measured where their model does not score texts
        const moved = kl?.first.value.toFixed(1) ?? (event.iteration === 0 ? '0' : '-');
        this.#say(
          `iteration ${String(event.iteration)}: harm ${rate(gameable.harm)} / ${rate(other.harm)}, gap ${rate(gap)}, ` +
            `rating ${gameable.rating.value.toFixed(2)} / ${other.rating.value.toFixed(2)}, ` +
            `kl ${moved}, unparsed ${unparsed.value.toFixed(2)}${this.#vetoed}` +
            `, ${seconds.toFixed(0)} s${this.#left(event.iteration)}`,
        );
        this.#vetoed = '';
        return;
      }
      case 'collapse':
        this.#say(`iteration ${String(event.iteration)}: text is collapsing (${event.reasons.join(', ')})`);
        return;
      case 'end':
        this.#say(`${event.reason}: ${event.fingerprint.slice(0, 16)}`);
        return;
      default:
    }
  }

  #progress({ iteration, phase, done, total }: Extract<RunEvent, { kind: 'progress' }>): void {
    const now = this.#now();
    if (!this.#out.isTTY || now - this.#shownAt < rewriteMs) return;
    this.#shownAt = now;
    this.#out.write(
      `${startOfLine}iteration ${String(iteration)} of ${String(this.#iterations)}: ${phase} ${String(done)}/${String(total)}${this.#left(iteration)}`,
    );
  }

  /** Time to the end of the run, by the iterations that are complete. */
  #left(iteration: number): string {
    const complete = iteration - this.#firstIteration;
    if (complete === 0 || iteration >= this.#iterations) return '';
    const seconds = ((this.#now() - this.#startedAt) / complete / 1000) * (this.#iterations - iteration);
    return `, about ${String(Math.round(seconds))} s left`;
  }

  #say(text: string): void {
    this.#out.write(`${this.#out.isTTY ? startOfLine : ''}${text}\n`);
  }
}

function rate(interval: Interval | null): string {
  if (!interval) return '-';
  return `${interval.value.toFixed(2)} [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`;
}
