// Training that can be interrupted: a weights file with both moments as tensors more and the count of what was done.
// Its hash refuses what is cut or changed, the course's hash what belongs to another training.
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { OptimizerState } from '../engine/types.ts';
import { tensorSpecs } from '../engine/transformer/shape.ts';
import type { NamedTensor } from '../engine/transformer/tensors.ts';
import { decodeWeights, encodeWeights, WeightsFileError } from '../engine/weights/index.ts';
import { writeWhole } from '../disk/writeWhole.ts';
import type { Course } from './plan.ts';

/** Training after `step` steps. */
export interface TrainingState {
  readonly step: number;
  /** Of all rows so far. */
  readonly tokens: number;
  /** Working time, summed over interruptions. */
  readonly seconds: number;
  /** Running mean, nats a token. */
  readonly loss: number;
  readonly tensors: readonly NamedTensor[];
  readonly optimizer: OptimizerState;
}

/** A checkpoint that training cannot go on from; the message says why. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const metadataSchema = v.strictObject({
  course: v.string(),
  step: whole,
  tokens: whole,
  seconds: v.pipe(v.number(), v.minValue(0)),
  loss: v.number(),
  power1: v.number(),
  power2: v.number(),
});

const momentNames = ['optimizer.firstMoment', 'optimizer.secondMoment'] as const;

export function encodeCheckpoint(course: Course, state: TrainingState): Uint8Array {
  const { step, tokens, seconds, loss, optimizer } = state;
  const { power1, power2, firstMoment, secondMoment } = optimizer;
  const moments = [firstMoment, secondMoment].map((data, i) => ({
    name: momentNames[i] ?? '',
    shape: [data.length],
    data,
  }));
  const metadata = { course: course.hash, step, tokens, seconds, loss, power1, power2 };
  return encodeWeights({ kind: 'model', metadata, tensors: [...state.tensors, ...moments] }, 'float32');
}

/** Throws CheckpointError for a file that is damaged, of another course, or no checkpoint at all. */
export function decodeCheckpoint(course: Course, file: Uint8Array): TrainingState {
  const { metadata, tensors } = intact(file);
  const parsed = v.safeParse(metadataSchema, metadata);
  if (!parsed.success) throw new CheckpointError('it is a weights file, but not a checkpoint');
  const { course: hash, power1, power2, ...counts } = parsed.output;
  if (hash !== course.hash) {
    const own = course.hash.slice(0, 12);
    throw new CheckpointError(`it belongs to another plan or corpus (${hash.slice(0, 12)}, this one is ${own})`);
  }
  const expected = [...tensorSpecs(course.shape).map(({ name }) => name), ...momentNames];
  const [firstMoment, secondMoment] = tensors.slice(-2);
  if (tensors.map(({ name }) => name).join() !== expected.join() || !firstMoment || !secondMoment) {
    throw new CheckpointError('its tensors are not those of the model');
  }
  const moments = { firstMoment: firstMoment.data, secondMoment: secondMoment.data };
  return { ...counts, tensors: tensors.slice(0, -2), optimizer: { steps: counts.step, power1, power2, ...moments } };
}

/** Where a course keeps its checkpoint below the cache folder. */
export function checkpointPath(cache: string, course: Course): string {
  return join(cache, course.hash, 'checkpoint.bin');
}

/** Writes the checkpoint in place of the one before; gives its path. */
export async function writeCheckpoint(cache: string, course: Course, state: TrainingState): Promise<string> {
  const path = checkpointPath(cache, course);
  await writeWhole(path, encodeCheckpoint(course, state));
  return path;
}

/** The course's checkpoint, null where there is none. Throws CheckpointError where it is of no use. */
export async function readCheckpoint(cache: string, course: Course): Promise<TrainingState | null> {
  let file: Uint8Array;
  try {
    file = await readFile(checkpointPath(cache, course));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return decodeCheckpoint(course, Uint8Array.from(file));
}

/** Call when the model has been written: the next training with this plan starts anew. */
export async function removeCheckpoint(cache: string, course: Course): Promise<void> {
  await rm(dirname(checkpointPath(cache, course)), { recursive: true, force: true });
}

function intact(file: Uint8Array): ReturnType<typeof decodeWeights> {
  try {
    return decodeWeights(file);
  } catch (error) {
    if (error instanceof WeightsFileError) throw new CheckpointError(error.message);
    throw error;
  }
}
