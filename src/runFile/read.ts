// Reads a run file line by line, as long as it may be, and checks every line.
import { ConfigError, parsePlayedConfig } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import { checked, checkPreface, LineError } from './lineCheck.ts';
import type { Refuse } from './lineCheck.ts';
import { eventSchema, format, header, version } from './lines.ts';
import type { StoredEvent } from './lines.ts';

/** A line that no run file has. */
export class RunFileError extends LineError {
  override readonly name = 'RunFileError';
  readonly code = 'badRunFile';
}

/** How far a file goes. */
export interface RunFileEnd {
  /** Number of the last policy that is complete; null: not even the untrained one is. */
  readonly iteration: number | null;
  /** `interrupted`: the file ends where whoever wrote it was stopped. */
  readonly reason: 'finished' | 'collapsed' | 'cancelled' | 'interrupted';
}

type Kind = StoredEvent['kind'];

/** What may stand behind an event: see RunEvent. A run may be cancelled anywhere. */
const followers: Readonly<Record<Kind, readonly Kind[]>> = {
  start: ['evaluation'],
  evaluation: ['collapse', 'complete'],
  collapse: ['complete'],
  complete: ['trajectories', 'end'],
  trajectories: ['update'],
  update: ['evaluation'],
  end: [],
};

/** Reads one file: `read` each of its lines in their order, then `end`. */
export class RunReader {
  #line = 0;
  #before: Kind | null = null;
  #iterations = 0;
  /** The last policy that is complete; null: there is none yet. */
  #complete: { readonly iteration: number; readonly fingerprint: string } | null = null;
  #reason: RunFileEnd['reason'] | null = null;
  /** What is wrong with the line before: forgiven where it is the last one, written by halves. */
  #fault: RunFileError | null = null;

  /** The event of the next line; null: an empty line, or one that is cut off. Throws RunFileError. */
  read(line: string): StoredEvent | null {
    this.#line++;
    if (line === '') return null;
    if (this.#fault) throw this.#fault;
    if (this.#reason !== null) this.#refuse(null, { code: 'behindEnd' });
    let content: unknown;
    try {
      content = JSON.parse(line);
    } catch {
      this.#fault = new RunFileError(this.#line, null, { code: 'notJson' });
      return null;
    }
    if (this.#before === null) return this.#start(content);
    const event = checked(eventSchema, content, this.#refuse);
    this.#follow(this.#before, event);
    this.#before = event.kind;
    return event;
  }

  /** To be called behind the last line. Throws RunFileError for a file without a header. */
  end(): RunFileEnd {
    if (this.#before === null) throw this.#fault ?? new RunFileError(1, null, { code: 'emptyFile' });
    return { iteration: this.#complete?.iteration ?? null, reason: this.#reason ?? 'interrupted' };
  }

  #start(content: unknown): StoredEvent {
    checkPreface(format, version, content, this.#refuse);
    const { config, model, fingerprint } = checked(header, content, this.#refuse);
    const event = { kind: 'start', config: this.#config(config), model, fingerprint, resumedAt: 0 } as const;
    [this.#before, this.#iterations] = [event.kind, event.config.iterations];
    return event;
  }

  #config(given: Readonly<Record<string, unknown>>): RunConfig {
    try {
      return parsePlayedConfig(given);
    } catch (error) {
      if (error instanceof ConfigError) this.#refuse(`config.${error.field}`, error.refusal.fault);
      throw error;
    }
  }

  /** Iterations come in their order, each of them whole: see RunEvent. */
  #follow(before: Kind, event: StoredEvent): void {
    const { kind } = event;
    const last = this.#complete?.iteration ?? -1;
    switch (kind) {
      case 'trajectories':
      case 'update':
        this.#expect('iteration', event.iteration, last);
        break;
      case 'evaluation':
      case 'collapse':
        this.#expect('iteration', event.iteration, last + 1);
        break;
      case 'complete':
        this.#expect('checkpoint.iteration', event.checkpoint.iteration, last + 1);
        break;
      default:
    }
    const isCancelled = kind === 'end' && event.reason === 'cancelled';
    if (!isCancelled && !followers[before].includes(kind)) {
      this.#refuse(null, kind === 'complete' ? { code: 'noEvaluation' } : { code: 'wrongPlace', found: kind, before });
    }
    if (kind === 'complete') this.#complete = event.checkpoint;
    if (kind === 'end') this.#end(event);
  }

  /** What was cancelled may have been trained further than it was evaluated. */
  #end({ reason, fingerprint }: Extract<StoredEvent, { kind: 'end' }>): void {
    this.#reason = reason;
    if (reason === 'cancelled' || this.#complete === null) return;
    const { iteration, fingerprint: last } = this.#complete;
    const iterations = this.#iterations;
    if (reason === 'finished' && iteration !== iterations) {
      this.#refuse('reason', { code: 'endsEarly', iteration, iterations });
    }
    if (fingerprint !== last) this.#refuse('fingerprint', { code: 'notOfLast' });
  }

  #expect(field: string, found: number, due: number): void {
    if (found !== due) this.#refuse(field, { code: 'outOfOrder', found, due: due < 0 ? null : due });
    if (found > this.#iterations) this.#refuse(field, { code: 'beyondLast', iterations: this.#iterations });
  }

  readonly #refuse: Refuse = (field, fault) => {
    throw new RunFileError(this.#line, field, fault);
  };
}
