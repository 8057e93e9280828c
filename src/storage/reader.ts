// Reads stored runs, and checks every row before it lets it out.
import type { Checkpoint } from '../experiments/index.ts';
import { collapsedPart } from '../experiments/run/collapse.ts';
import { StorageError } from './errors.ts';
import { missing } from './records/check.ts';
import { checkOptimizer, checkPolicy } from './records/checkpoint.ts';
import { checkColumns } from './records/columns.ts';
import { checkIteration } from './records/iteration.ts';
import type { StoredIteration } from './records/iteration.ts';
import { checkRun } from './records/run.ts';
import type { StoredRun } from './records/run.ts';
import { checkChunk, checkTrajectory, chunkSize, trajectoryParts } from './records/trajectory.ts';
import type { StoredTrajectory, TrajectoryPart } from './records/trajectory.ts';
import { textsOf } from './records/texts.ts';
import type { ChunkTexts } from './records/texts.ts';
import { shownKey } from './rows/keys.ts';
import { scan } from './rows/types.ts';
import type { Key, Rows } from './rows/types.ts';
import { TrajectoryIndex } from './trajectoryIndex.ts';

/** Rows that could be read, and the faults of those that could not. */
export interface Found<Value> {
  readonly found: readonly Value[];
  readonly damaged: readonly StorageError[];
}

/** All throw StorageError `missing` for what is not there, and `damaged` for what is not as it was written. */
export class RunReader {
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** With the status as it is stored. */
  async run(run: string): Promise<StoredRun> {
    const row = await this.#rows.get('runs', [run]);
    if (row === undefined) throw missing('runs', [run]);
    return checkRun(run, row);
  }

  /** In their order; a damaged one comes as its fault, and the others after it. */
  async *iterations(run: string): AsyncGenerator<StoredIteration | StorageError, void> {
    for await (const { key, row } of scan(this.#rows, 'iterations', { prefix: [run] })) {
      yield valueOrFault(() => checkIteration(key, row));
    }
  }

  async iteration(run: string, iteration: number): Promise<StoredIteration> {
    const row = await this.#rows.get('iterations', [run, iteration]);
    if (row === undefined) throw missing('iterations', [run, iteration]);
    return checkIteration([run, iteration], row);
  }

  /** What all trajectories of a run are listed, sorted and filtered by; an iteration whose columns are damaged is left out. */
  async index(run: string): Promise<{ readonly index: TrajectoryIndex; readonly damaged: readonly StorageError[] }> {
    const columns = [];
    const damaged: StorageError[] = [];
    for await (const { key, row } of scan(this.#rows, 'columns', { prefix: [run] })) {
      const read = valueOrFault(() => checkColumns(key, row));
      if (read instanceof StorageError) damaged.push(read);
      else columns.push(read);
    }
    return { index: new TrajectoryIndex(columns), damaged };
  }

  async trajectory(run: string, part: TrajectoryPart, iteration: number, index: number): Promise<StoredTrajectory> {
    const at = index % chunkSize;
    const key: Key = [run, part, iteration, (index - at) / chunkSize];
    const row = await this.#rows.get('trajectories', key);
    const chunk = row === undefined ? null : checkChunk(key, row);
    if (!chunk || at >= chunk.trajectories.length) throw missing('trajectories', [run, part, iteration, index]);
    return checkTrajectory(key, chunk, at);
  }

  /** All that was said in a run, chunk by chunk; null: a damaged chunk. */
  async *texts(run: string): AsyncGenerator<ChunkTexts | null, void> {
    for await (const { key, row } of scan(this.#rows, 'trajectories', { prefix: [run] }, 8)) {
      const chunk = valueOrFault(() => checkChunk(key, row));
      yield chunk instanceof StorageError ? null : textsOf(chunk);
    }
  }

  /** All trajectories of a run one by one; a damaged one comes as its fault. */
  async *trajectories(run: string): AsyncGenerator<StoredTrajectory | StorageError, void> {
    for (const part of trajectoryParts) yield* this.#chunks([run, part]);
  }

  /** What the panels were told by the policy of an iteration, users before twins; a damaged one comes as its fault. */
  panel(run: string, iteration: number): AsyncGenerator<StoredTrajectory | StorageError, void> {
    return this.#chunks([run, 'panel', iteration]);
  }

  async *#chunks(prefix: Key): AsyncGenerator<StoredTrajectory | StorageError, void> {
    for await (const { key, row } of scan(this.#rows, 'trajectories', { prefix }, 8)) {
      const chunk = valueOrFault(() => checkChunk(key, row));
      if (chunk instanceof StorageError) {
        yield chunk;
        continue;
      }
      for (const at of chunk.trajectories.keys()) yield valueOrFault(() => checkTrajectory(key, chunk, at));
    }
  }

  /** What a run goes on from; null: no iteration of it is complete, so it begins anew. */
  async checkpoint(run: string): Promise<Checkpoint | null> {
    const { completed, fingerprint, config } = await this.run(run);
    if (completed === null) return null;
    const bytes = await this.policy(run, completed);
    const row = await this.#rows.get('optimizers', [run]);
    const stored = row === undefined ? null : checkOptimizer([run], row);
    if (stored && stored.iteration !== completed) {
      const fault = { code: 'otherIteration', found: stored.iteration, due: completed } as const;
      throw new StorageError('damaged', { store: 'optimizers', key: shownKey([run]), field: 'iteration', fault });
    }
    const { collapse } = await this.iteration(run, completed);
    const learner = { bytes, optimizer: stored?.optimizer ?? null };
    return { iteration: completed, fingerprint, learner, ...collapsedPart(config, collapse) };
  }

  /** The policy of an iteration as the learner saved it. */
  async policy(run: string, iteration: number): Promise<Uint8Array> {
    const key: Key = [run, iteration];
    const row = await this.#rows.get('checkpoints', key);
    if (row === undefined) throw missing('checkpoints', key);
    return checkPolicy(key, row).bytes;
  }
}

export function valueOrFault<Value>(read: () => Value): Value | StorageError {
  try {
    return read();
  } catch (error) {
    if (error instanceof StorageError) return error;
    throw error;
  }
}
