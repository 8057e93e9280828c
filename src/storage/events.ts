// A stored run as the events that it was written from: what shows it again, and what a file of it is made of.
import type { RunConfig, RunEvent } from '../experiments/index.ts';
import { collapsedPart } from '../experiments/run/collapse.ts';
import { StorageError } from './errors.ts';
import { missing } from './records/check.ts';
import { checkOptimizer } from './records/checkpoint.ts';
import type { StoredIteration } from './records/iteration.ts';
import { checkWholeChunk } from './records/trajectory.ts';
import type { TrajectoryPart } from './records/trajectory.ts';
import { RunReader } from './reader.ts';
import { scan } from './rows/types.ts';
import type { Rows } from './rows/types.ts';

type StoredEvent = Exclude<RunEvent, { kind: 'progress' }>;
type CheckpointOf = Extract<RunEvent, { kind: 'complete' }>['checkpoint'];

/**
 * All events up to the last iteration that is complete when this begins. The optimizer's moments are in the last checkpoint
 * alone, because they are stored of no other. Throws StorageError `missing`, `damaged`.
 */
export async function* storedEvents(rows: Rows, run: string): AsyncGenerator<StoredEvent, void> {
  const reader = new RunReader(rows);
  const { config, model, status, completed, fingerprint } = await reader.run(run);
  const start = { kind: 'start', config, model, resumedAt: 0 } as const;
  if (completed === null) yield { ...start, fingerprint };
  let due = 0;
  for await (const stored of reader.iterations(run)) {
    if (stored instanceof StorageError) throw stored;
    if (completed === null || stored.iteration > completed) break;
    if (stored.iteration !== due++) throw missing('iterations', [run, due - 1]);
    // nothing is trained before the untrained policy is complete, so that has the fingerprint of the start
    if (stored.iteration === 0) yield { ...start, fingerprint: stored.fingerprint };
    yield* iterationEvents(rows, reader, config, stored, stored.iteration === completed);
  }
  if (completed !== null && due <= completed) throw missing('iterations', [run, due]);
  if (status !== 'running' && status !== 'interrupted') yield { kind: 'end', reason: status, fingerprint };
}

async function* iterationEvents(
  rows: Rows,
  reader: RunReader,
  config: RunConfig,
  { run, iteration, metrics, selection, interference, update, collapse, fingerprint }: StoredIteration,
  isLast: boolean,
): AsyncGenerator<StoredEvent, void> {
  if (selection && update) {
    const before = iteration - 1;
    const trajectories = await allOf(rows, run, 'training', before);
    yield { kind: 'trajectories', iteration: before, trajectories, selection, interference };
    yield { kind: 'update', iteration: before, report: update };
  }
  yield { kind: 'evaluation', iteration, metrics, panel: await allOf(rows, run, 'panel', iteration) };
  if (collapse.length > 0) yield { kind: 'collapse', iteration, reasons: collapse };
  const bytes = await reader.policy(run, iteration);
  const optimizer = isLast ? await optimizerOf(rows, run, iteration) : null;
  yield {
    kind: 'complete',
    checkpoint: { iteration, fingerprint, learner: { bytes, optimizer }, ...collapsedPart(config, collapse) },
  };
}

/** Null: there is none, or the run has gone on meanwhile and it belongs to a later policy. */
async function optimizerOf(rows: Rows, run: string, iteration: number): Promise<CheckpointOf['learner']['optimizer']> {
  const row = await rows.get('optimizers', [run]);
  const stored = row === undefined ? null : checkOptimizer([run], row);
  return stored?.iteration === iteration ? stored.optimizer : null;
}

type Played<Part extends TrajectoryPart> = Part extends 'training'
  ? Extract<RunEvent, { kind: 'trajectories' }>['trajectories'][number]
  : Extract<RunEvent, { kind: 'evaluation' }>['panel'][number];

async function allOf<Part extends TrajectoryPart>(
  rows: Rows,
  run: string,
  part: Part,
  iteration: number,
): Promise<Played<Part>[]> {
  const found: Played<Part>[] = [];
  for await (const { key, row } of scan(rows, 'trajectories', { prefix: [run, part, iteration] }, 8)) {
    // a chunk is checked by the schema of its own part, which is the one asked for
    found.push(...(checkWholeChunk(key, row).trajectories as readonly Played<Part>[]));
  }
  return found;
}
