// What WebLLM tells while it loads a model, in numbers.
import type { Report } from './protocol.ts';

export interface LoadProgress {
  /** `start`: nothing is known yet; `download`: files come in; `load`: from the browser's cache to the GPU; `compile`: shaders. */
  readonly phase: 'start' | 'download' | 'load' | 'compile' | 'done';
  /** Share of the phase, 0 to 1. */
  readonly share: number;
  /** Bytes so far and in all, nearly; null where the phase has none. */
  readonly bytes: { readonly done: number; readonly total: number } | null;
  /** Bytes a second over the last ten seconds, and seconds left at that; null before it can be told. */
  readonly speed: number | null;
  readonly secondsLeft: number | null;
}

type Loading = Extract<Report, { kind: 'loading' }>;

const MiB = 1024 * 1024;
const phases: readonly { readonly phase: LoadProgress['phase']; readonly pattern: RegExp }[] = [
  { phase: 'download', pattern: /^Fetching param cache\[\d+\/\d+\]: (\d+)MB fetched/u },
  { phase: 'load', pattern: /^Loading model from cache\[\d+\/\d+\]: (\d+)MB loaded/u },
  { phase: 'compile', pattern: /^Loading GPU shader modules\[\d+\/\d+\]/u },
  { phase: 'done', pattern: /^Finish loading on/u },
];
/** Seconds over which speed is measured. */
const span = 10;

/** Reads WebLLM's reports one after the other. Files that were there already count as done, and not as fast. */
export class LoadMeter {
  #phase: LoadProgress['phase'] = 'start';
  #seen: { readonly at: number; readonly bytes: number }[] = [];

  read({ text, progress, elapsed }: Loading): LoadProgress {
    const match = phases.map(({ phase, pattern }) => ({ phase, found: pattern.exec(text) })).find(({ found }) => found);
    const phase = match?.phase ?? 'start';
    if (phase !== this.#phase) this.#seen = [];
    this.#phase = phase;
    const share = Math.min(1, Math.max(0, Number.isFinite(progress) ? progress : 0));
    const words = match?.found?.[1];
    if (words === undefined) return { phase, share, bytes: null, speed: null, secondsLeft: null };
    const done = Number(words) * MiB;
    // the words round up to a MiB: where the share is tiny, the whole can't be told from it
    const total = share > 0.001 ? Math.max(done, done / share) : 0;
    this.#seen = [...this.#seen.filter(({ at }) => elapsed - at <= span), { at: elapsed, bytes: done }];
    const [first] = this.#seen;
    const time = elapsed - (first?.at ?? elapsed);
    const speed = time > 0 ? (done - (first?.bytes ?? done)) / time : null;
    const secondsLeft = speed !== null && speed > 0 && total > 0 ? Math.max(0, total - done) / speed : null;
    return { phase, share, bytes: { done, total }, speed, secondsLeft };
  }
}
