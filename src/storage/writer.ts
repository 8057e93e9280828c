// Writes a run while its events go by: whole iterations, each in one transaction, so that a crash leaves the last complete one.
import { modelFault } from '../experiments/index.ts';
import type { PanelTrajectory, RunEvent, TrainingTrajectory } from '../experiments/index.ts';
import { StorageError } from './errors.ts';
import { missing } from './records/check.ts';
import { columnsOf } from './records/columns.ts';
import { checkIteration } from './records/iteration.ts';
import type { StoredIteration } from './records/iteration.ts';
import { checkRun } from './records/run.ts';
import type { RunStatus, StoredRun } from './records/run.ts';
import { sizeBytes } from './records/size.ts';
import { chunksOf } from './records/trajectory.ts';
import type { TrajectoryPart } from './records/trajectory.ts';
import { shownKey } from './rows/keys.ts';
import { scan } from './rows/types.ts';
import type { Change, Rows } from './rows/types.ts';

type EventOf<Kind extends RunEvent['kind']> = Extract<RunEvent, { kind: Kind }>;

export interface WriterOptions {
  readonly run: string;
  /** Of a new run; one that goes on keeps its own. */
  readonly name: string;
  /** Which iterations' policies stay, beside the last; by default all. */
  readonly keepsPolicy?: (iteration: number) => boolean;
  /** After every change that is stored. */
  readonly onChange?: () => void;
}

/** Whoever writes a run holds its lock. Await each call before the next. */
export class RunWriter {
  readonly #rows: Rows;
  readonly #options: WriterOptions;
  #training: EventOf<'trajectories'> | null = null;
  #update: EventOf<'update'> | null = null;
  #evaluation: EventOf<'evaluation'> | null = null;
  #collapse: EventOf<'collapse'>['reasons'] = [];

  constructor(rows: Rows, options: WriterOptions) {
    this.#rows = rows;
    this.#options = options;
  }

  /**
   * `at`: now, milliseconds since 1970. Writes at `start`, `complete` and `end`, and resolves when that is stored. A run
   * that goes on loses what lies behind the iteration that it goes on from.
   *
   * Throws StorageError: `mismatch` where a run goes on from something else than is stored, `missing` where its rows were
   * deleted, `damaged`. RangeError for a `complete` without an evaluation.
   */
  async add(event: RunEvent, at: number): Promise<void> {
    switch (event.kind) {
      case 'start':
        this.#forget();
        await this.#start(event, at);
        break;
      case 'trajectories':
        this.#training = event;
        return;
      case 'update':
        this.#update = event;
        return;
      case 'evaluation':
        this.#evaluation = event;
        return;
      case 'collapse':
        this.#collapse = event.reasons;
        return;
      case 'complete':
        await this.#complete(event, at);
        this.#forget();
        break;
      case 'end':
        this.#forget();
        await this.#setStatus(event.reason, at);
        break;
      case 'progress':
        return;
    }
    this.#options.onChange?.();
  }

  /** A run that has broken off without an `end`. */
  async interrupt(at: number): Promise<void> {
    this.#forget();
    await this.#setStatus('interrupted', at);
    this.#options.onChange?.();
  }

  #forget(): void {
    this.#training = null;
    this.#update = null;
    this.#evaluation = null;
    this.#collapse = [];
  }

  async #start({ config, model, fingerprint, resumedAt }: EventOf<'start'>, at: number): Promise<void> {
    const { run, name } = this.#options;
    const row = await this.#storedRun(resumedAt);
    if (row === undefined) {
      if (resumedAt > 0) throw missing('runs', [run]);
      const begun = {
        run,
        name,
        pinned: false,
        status: 'running',
        config,
        model,
        fingerprint,
        completed: null,
      } as const;
      const stored: StoredRun = { ...begun, trajectories: 0, sizeBytes: 0, createdAt: at, updatedAt: at };
      await this.#rows.commit([{ kind: 'put', store: 'runs', row: stored }]);
      return;
    }
    const { completed, ...stored } = checkRun(run, row);
    const otherModel = modelFault(stored.model, model);
    if (otherModel) {
      throw new StorageError('mismatch', { store: 'runs', key: shownKey([run]), field: 'model', fault: otherModel });
    }
    const kept = await this.#upTo(resumedAt);
    const last = kept.at(-1);
    if (completed !== null && last?.iteration !== resumedAt) throw missing('iterations', [run, resumedAt]);
    const wanted = last?.fingerprint ?? stored.fingerprint;
    if (wanted !== fingerprint) {
      const fault = { code: 'otherFingerprint', found: fingerprint, stored: wanted } as const;
      throw new StorageError('mismatch', { store: 'runs', key: shownKey([run]), field: 'fingerprint', fault });
    }
    const sum = (of: (iteration: StoredIteration) => number) => kept.reduce((total, each) => total + of(each), 0);
    await this.#rows.commit([
      this.#editRun({
        ...{ status: 'running', completed: last?.iteration ?? null, fingerprint, updatedAt: at },
        trajectories: sum((iteration) => iteration.trajectories),
        sizeBytes: sum((iteration) => iteration.sizeBytes),
      }),
      ...this.#deletesBehind(resumedAt, last?.iteration === completed),
    ]);
  }

  /** A new run begins even where a database that has been closed can't be read: it will be in memory. */
  async #storedRun(resumedAt: number): Promise<unknown> {
    try {
      return await this.#rows.get('runs', [this.#options.run]);
    } catch (error) {
      const isClosed = error instanceof StorageError && (error.code === 'replaced' || error.code === 'closed');
      if (isClosed && resumedAt === 0) return undefined;
      throw error;
    }
  }

  async #upTo(resumedAt: number): Promise<StoredIteration[]> {
    const found: StoredIteration[] = [];
    for await (const { key, row } of scan(this.#rows, 'iterations', { prefix: [this.#options.run] })) {
      if (Number(key[1]) <= resumedAt) found.push(checkIteration(key, row));
    }
    return found;
  }

  #deletesBehind(iteration: number, keepsOptimizer: boolean): Change[] {
    const { run } = this.#options;
    const next = iteration + 1;
    return [
      { kind: 'delete', store: 'iterations', range: { prefix: [run], from: next } },
      { kind: 'delete', store: 'checkpoints', range: { prefix: [run], from: next } },
      ...(['trajectories', 'columns'] as const).flatMap((store): Change[] => [
        { kind: 'delete', store, range: { prefix: [run, 'training'], from: iteration } },
        { kind: 'delete', store, range: { prefix: [run, 'panel'], from: next } },
      ]),
      ...(keepsOptimizer ? [] : [{ kind: 'delete', store: 'optimizers', range: { prefix: [run] } } as const]),
    ];
  }

  async #complete({ checkpoint }: EventOf<'complete'>, at: number): Promise<void> {
    const { run, keepsPolicy = () => true } = this.#options;
    const { iteration, fingerprint, learner } = checkpoint;
    const evaluation = this.#evaluation;
    if (evaluation?.iteration !== iteration) throw new RangeError(`iteration ${String(iteration)} was not evaluated`);
    const rows = [
      ...(this.#training ? trajectoryRows(run, 'training', iteration - 1, this.#training.trajectories) : []),
      ...trajectoryRows(run, 'panel', iteration, evaluation.panel),
    ];
    const policy = { store: 'checkpoints', row: { run, iteration, bytes: alone(learner.bytes) } } as const;
    const row: StoredIteration = {
      ...{ run, iteration, fingerprint, metrics: evaluation.metrics, collapse: this.#collapse },
      selection: this.#training?.selection ?? null,
      interference: this.#training?.interference ?? null,
      update: this.#update?.report ?? null,
      trajectories: (this.#training?.trajectories.length ?? 0) + evaluation.panel.length,
      sizeBytes: sizeBytes([...rows, ...(keepsPolicy(iteration) ? [policy] : [])]),
    };
    const optimizer = learner.optimizer && {
      ...learner.optimizer,
      firstMoment: alone(learner.optimizer.firstMoment),
      secondMoment: alone(learner.optimizer.secondMoment),
    };
    await this.#rows.commit([
      this.#editRun((before) => ({
        ...{ completed: iteration, fingerprint, updatedAt: at },
        trajectories: before.trajectories + row.trajectories,
        sizeBytes: before.sizeBytes + row.sizeBytes,
      })),
      ...(iteration > 0 && !keepsPolicy(iteration - 1)
        ? [{ kind: 'delete', store: 'checkpoints', range: { prefix: [run, iteration - 1] } } as const]
        : []),
      { kind: 'put', store: 'iterations', row },
      { kind: 'put', ...policy },
      optimizer
        ? { kind: 'put', store: 'optimizers', row: { run, iteration, optimizer } }
        : { kind: 'delete', store: 'optimizers', range: { prefix: [run] } },
      ...rows.map((each) => ({ kind: 'put', ...each }) as const),
    ]);
  }

  async #setStatus(status: RunStatus, at: number): Promise<void> {
    await this.#rows.commit([this.#editRun({ status, updatedAt: at })]);
  }

  /** Inside the transaction, because others may rename or pin the run meanwhile. */
  #editRun(changes: Partial<StoredRun> | ((before: StoredRun) => Partial<StoredRun>)): Change {
    const { run } = this.#options;
    const edit = (row: unknown): StoredRun => {
      if (row === undefined) throw missing('runs', [run]);
      const before = checkRun(run, row);
      return { ...before, ...(typeof changes === 'function' ? changes(before) : changes) };
    };
    return { kind: 'edit', store: 'runs', key: [run], edit };
  }
}

/** Storing a part of a buffer would store the whole buffer. */
const alone = <Part extends Uint8Array | Float32Array>(part: Part): Part =>
  part.byteLength === part.buffer.byteLength ? part : (part.slice() as Part);

function trajectoryRows(
  run: string,
  part: TrajectoryPart,
  iteration: number,
  trajectories: readonly (TrainingTrajectory | PanelTrajectory)[],
): { store: 'trajectories' | 'columns'; row: object }[] {
  const place = { run, part, iteration };
  return [
    { store: 'columns', row: columnsOf(place, trajectories) },
    ...chunksOf(place, trajectories).map((row) => ({ store: 'trajectories', row }) as const),
  ];
}
