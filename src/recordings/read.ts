// Reads a recording line by line and checks every line.
import type { Fault } from '../core/fault/index.ts';
import { checked, checkPreface, LineError } from '../runFile/index.ts';
import type { Refuse } from '../runFile/index.ts';
import { factLine, format, header, version } from './lines.ts';
import type { RecordedFact } from './lines.ts';

/** A line that no recording has. */
export class RecordingError extends LineError {
  override readonly name = 'RecordingError';
}

/** Recordings are the site's own, so what is wrong with one is told to whoever makes them. */
const said = (text: string): Fault => ({ code: 'said', text });

type Kind = RecordedFact['kind'];

/** What may stand behind a fact: see RunEvent. */
const followers: Readonly<Record<Kind, readonly Kind[]>> = {
  start: ['policy'],
  policy: ['collapse', 'complete'],
  collapse: ['complete'],
  complete: ['round', 'end'],
  round: ['update'],
  update: ['policy'],
  end: [],
};

/** Reads one recording: `read` each of its lines in their order, then `end`. A recording is of a whole run, or it is none. */
export class RecordingReader {
  #line = 0;
  #before: Kind | null = null;
  /** Of the newest policy that is complete. */
  #complete = { iteration: -1, fingerprint: '' };
  #iterations = 0;

  /** The fact of the next line. Throws RecordingError. */
  read(line: string): RecordedFact {
    this.#line++;
    let content: unknown;
    try {
      content = JSON.parse(line);
    } catch {
      this.#refuse(null, { code: 'notJson' });
    }
    const fact = this.#before === null ? this.#start(content) : checked(factLine, content, this.#refuse);
    if (fact.kind === 'progress') this.#refuse('kind', said('"progress" is not recorded'));
    if (this.#before !== null) this.#follow(this.#before, fact);
    this.#before = fact.kind;
    return fact;
  }

  /** To be called behind the last line. Throws RecordingError for a run that is not whole. */
  end(): void {
    this.#line++;
    if (this.#before !== 'end') this.#refuse(null, said('the recording ends before its run does'));
  }

  #start(content: unknown): RecordedFact {
    checkPreface(format, version, content, this.#refuse);
    const { config, model, fingerprint } = checked(header, content, this.#refuse);
    this.#iterations = config.iterations;
    return { kind: 'start', config, model, fingerprint, resumedAt: 0 };
  }

  #follow(before: Kind, fact: RecordedFact): void {
    if (!followers[before].includes(fact.kind)) this.#refuse('kind', { code: 'wrongPlace', found: fact.kind, before });
    const { iteration, fingerprint } = this.#complete;
    switch (fact.kind) {
      case 'round':
      case 'update':
        this.#expect(fact.iteration, iteration);
        return;
      case 'policy':
      case 'collapse':
      case 'complete':
        this.#expect(fact.iteration, iteration + 1);
        if (fact.kind === 'complete') this.#complete = fact;
        return;
      case 'end':
        if (fact.reason === 'cancelled') this.#refuse('reason', said('the run was cancelled'));
        if (fact.reason === 'finished' && iteration !== this.#iterations) {
          this.#refuse('reason', { code: 'endsEarly', iteration, iterations: this.#iterations });
        }
        if (fact.fingerprint !== fingerprint) this.#refuse('fingerprint', { code: 'notOfLast' });
        return;
      default:
    }
  }

  #expect(found: number, due: number): void {
    if (found !== due) this.#refuse('iteration', { code: 'outOfOrder', found, due });
    if (found > this.#iterations) this.#refuse('iteration', said(`the run has ${String(this.#iterations)}`));
  }

  readonly #refuse: Refuse = (field, fault) => {
    throw new RecordingError(this.#line, field, fault);
  };
}
