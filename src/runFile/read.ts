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

/** Reads one file: `read` each of its lines in their order, then `end`. */
export class RunReader {
  #line = 0;
  #hasStarted = false;
  #complete: number | null = null;
  #evaluated: number | null = null;
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
    if (!this.#hasStarted) return this.#start(content);
    const event = checked(eventSchema, content, this.#refuse);
    this.#follow(event);
    return event;
  }

  /** To be called behind the last line. Throws RunFileError for a file without a header. */
  end(): RunFileEnd {
    if (!this.#hasStarted) throw this.#fault ?? new RunFileError(1, null, { code: 'emptyFile' });
    return { iteration: this.#complete, reason: this.#reason ?? 'interrupted' };
  }

  #start(content: unknown): StoredEvent {
    checkPreface(format, version, content, this.#refuse);
    const { config, model, fingerprint } = checked(header, content, this.#refuse);
    this.#hasStarted = true;
    return { kind: 'start', config: this.#config(config), model, fingerprint, resumedAt: 0 };
  }

  #config(given: Readonly<Record<string, unknown>>): RunConfig {
    try {
      return parsePlayedConfig(given);
    } catch (error) {
      if (error instanceof ConfigError) this.#refuse(`config.${error.field}`, error.refusal.fault);
      throw error;
    }
  }

  /** Iterations come in their order: see RunEvent. */
  #follow(event: StoredEvent): void {
    switch (event.kind) {
      case 'trajectories':
      case 'update':
        this.#expect('iteration', event.iteration, this.#complete ?? -1);
        return;
      case 'evaluation':
      case 'collapse':
        this.#expect('iteration', event.iteration, (this.#complete ?? -1) + 1);
        if (event.kind === 'evaluation') this.#evaluated = event.iteration;
        return;
      case 'complete':
        this.#expect('checkpoint.iteration', event.checkpoint.iteration, (this.#complete ?? -1) + 1);
        if (this.#evaluated !== event.checkpoint.iteration) this.#refuse(null, { code: 'noEvaluation' });
        this.#complete = event.checkpoint.iteration;
        return;
      case 'end':
        this.#reason = event.reason;
        return;
      default:
    }
  }

  #expect(field: string, found: number, due: number): void {
    if (found !== due) this.#refuse(field, { code: 'outOfOrder', found, due: due < 0 ? null : due });
  }

  readonly #refuse: Refuse = (field, fault) => {
    throw new RunFileError(this.#line, field, fault);
  };
}
