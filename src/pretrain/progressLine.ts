import type { ProgressEvent } from './run.ts';

/** Where progress is written: standard error, or a test's record of it. */
export interface Screen {
  readonly isTTY: boolean;
  write(text: string): void;
}

const terminalMs = 1000;
const fileMs = 30_000;
const startOfLine = '\r\u001b[K';

/** One line that is rewritten every second on a terminal; elsewhere a line every half minute. Other lines in between. */
export class ProgressLine {
  readonly #screen: Screen;
  readonly #steps: number;
  readonly #now: () => number;
  #shownAt = -Infinity;
  #open = false;

  /** `now` gives milliseconds. */
  constructor(screen: Screen, steps: number, now: () => number) {
    this.#screen = screen;
    this.#steps = steps;
    this.#now = now;
  }

  show(event: ProgressEvent): void {
    const { isTTY } = this.#screen;
    const now = this.#now();
    const isLast = event.step === this.#steps;
    if (!isLast && now - this.#shownAt < (isTTY ? terminalMs : fileMs)) return;
    this.#shownAt = now;
    const text = progressText(event, this.#steps);
    this.#screen.write(isTTY ? `${startOfLine}${text}` : `${text}\n`);
    this.#open = isTTY;
  }

  /** A line that stays. */
  say(text: string): void {
    this.#screen.write(`${this.#open ? '\n' : ''}${text}\n`);
    this.#open = false;
  }
}

function progressText(event: ProgressEvent, steps: number): string {
  const { step, loss, tokens, tokensPerSecond, secondsLeft } = event;
  return [
    `step ${String(step)} of ${String(steps)}`,
    `loss ${loss.toFixed(3)}`,
    `${(tokens / 1e6).toFixed(2)} M tokens`,
    `${String(Math.round(tokensPerSecond))} tokens/s`,
    `${durationText(secondsLeft)} left`,
  ].join(', ');
}

/** Seconds below two minutes, minutes below two hours, then hours and minutes. */
export function durationText(seconds: number): string {
  if (seconds < 120) return `${String(Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${String(minutes)} min` : `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}
