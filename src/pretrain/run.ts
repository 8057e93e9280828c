// Training from the first step or a checkpoint to the last step, as a stream of events. The workers' number and where
// it was interrupted change no bit of the result.
import { RandomStream } from '../core/rng/index.ts';
import { encodeModelTensors } from '../engine/modelFile.ts';
import { EnginePool } from '../engine/parallel/pool.ts';
import type { SupervisedRow } from '../engine/training/steps.ts';
import { CheckpointError, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { TrainingState } from './checkpoint.ts';
import { adamAt, rowsOfStep } from './plan.ts';
import type { Course } from './plan.ts';
import { startReplicas } from '../threads/replicas.ts';
import type { TrainingCorpus } from './types.ts';

export interface RunOptions {
  readonly workers: number;
  /** The bundled replicaThread.ts. */
  readonly thread: URL;
  /** Folder of the checkpoints. */
  readonly cache: string;
  readonly checkpointSeconds: number;
  /** Aborted: writes a checkpoint after the step that is being made, and ends. */
  readonly signal: AbortSignal;
}

export type PretrainEvent =
  /** There was a checkpoint, but training can't go on from it and starts over. */
  | { readonly kind: 'refused'; readonly message: string }
  /** `step` steps have been made already. */
  | { readonly kind: 'start'; readonly step: number }
  | ProgressEvent
  | { readonly kind: 'checkpoint'; readonly step: number; readonly path: string }
  /** The signal ended training; a checkpoint has been written. */
  | { readonly kind: 'stopped'; readonly step: number }
  | { readonly kind: 'done'; readonly state: TrainingState };

/** After every step. */
export interface ProgressEvent {
  readonly kind: 'progress';
  /** Steps made. */
  readonly step: number;
  /** Running mean, nats a token. */
  readonly loss: number;
  readonly tokens: number;
  /** Of this session. */
  readonly tokensPerSecond: number;
  readonly secondsLeft: number;
}

/** Part of the arithmetic: see EngineOptions. */
export const shards = 4;

/** Newest loss' share in the running mean, once there are enough. */
const lossShare = 0.02;

/** Trains along the course. The last event is `stopped` or `done`. Throws what the engine refuses and a dead worker. */
export async function* pretrain(
  corpus: TrainingCorpus,
  course: Course,
  options: RunOptions,
): AsyncGenerator<PretrainEvent, void> {
  const { replicas, stop } = startReplicas(options.workers, options.thread);
  try {
    const training = { shape: course.shape, training: 'full', shards, maxTokens: 1024, slots: 2 } as const;
    const pool = await EnginePool.create(replicas, training);
    const { found, refused } = await findCheckpoint(options.cache, course);
    if (refused !== null) yield { kind: 'refused', message: refused };
    if (found) {
      await pool.load(encodeModelTensors(course.shape, found.tensors, 'float32'));
      await pool.loadOptimizerState(found.optimizer);
    } else {
      await pool.initialise(RandomStream.root(course.plan.seed).child('weights'));
    }
    yield { kind: 'start', step: found?.step ?? 0 };
    yield* steps(pool, corpus, course, options, found);
  } finally {
    await stop();
  }
}

async function* steps(
  pool: EnginePool,
  corpus: TrainingCorpus,
  course: Course,
  { signal, cache, checkpointSeconds }: RunOptions,
  found: TrainingState | null,
): AsyncGenerator<PretrainEvent, void> {
  let { step, tokens, loss } = found ?? { step: 0, tokens: 0, loss: 0 };
  const firstStep = step;
  const firstTokens = tokens;
  const startedAt = performance.now();
  const elapsed = (): number => (performance.now() - startedAt) / 1000;
  const state = async (): Promise<TrainingState> => ({
    step,
    tokens,
    seconds: (found?.seconds ?? 0) + elapsed(),
    loss,
    tensors: await pool.baseTensors(),
    optimizer: await pool.optimizerState(),
  });
  const checkpoint = async (): Promise<PretrainEvent> => ({
    kind: 'checkpoint',
    step,
    path: await writeCheckpoint(cache, course, await state()),
  });

  let savedAt = 0;
  let rows = await prepare(corpus, course, step);
  while (step < course.steps && !signal.aborted) {
    // the step's messages leave at once, so the next rows are made while the workers compute
    const [report, next] = await Promise.all([
      pool.supervisedStep(rows, adamAt(course, step)),
      prepare(corpus, course, step + 1),
    ]);
    for (const row of rows) tokens += row.tokens.length;
    rows = next;
    step++;
    loss += (report.loss - loss) * Math.max(lossShare, 1 / step);
    const tokensPerSecond = (tokens - firstTokens) / elapsed();
    const secondsLeft = (elapsed() / (step - firstStep)) * (course.steps - step);
    yield { kind: 'progress', step, loss, tokens, tokensPerSecond, secondsLeft };
    if (step < course.steps && elapsed() - savedAt >= checkpointSeconds) {
      yield await checkpoint();
      savedAt = elapsed();
    }
  }
  if (step === course.steps) {
    yield { kind: 'done', state: await state() };
  } else {
    if (step > firstStep) yield await checkpoint();
    yield { kind: 'stopped', step };
  }
}

/** The rows of a step, none after the last. Async only so that a fault of the corpus is a rejection. */
function prepare(corpus: TrainingCorpus, course: Course, step: number): Promise<SupervisedRow[]> {
  return new Promise((done) => {
    done(step < course.steps ? rowsOfStep(course, corpus, step) : []);
  });
}

async function findCheckpoint(
  cache: string,
  course: Course,
): Promise<{ found: TrainingState | null; refused: string | null }> {
  try {
    return { found: await readCheckpoint(cache, course), refused: null };
  } catch (error) {
    if (error instanceof CheckpointError) return { found: null, refused: error.message };
    throw error;
  }
}
