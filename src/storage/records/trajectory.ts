// Trajectories are stored by the chunk, because a database takes one row of fifty eighteen times as fast as fifty rows
// (measured in Chromium: 10,000 trajectories in 0.07 s and 1.2 s).
import * as v from 'valibot';
import type { PanelTrajectory, TrainingTrajectory } from '../../experiments/index.ts';
import { checkRow, count, panelTrajectory, trainingTrajectory } from './check.ts';
import type { Key } from '../rows/types.ts';

/** Played for the update, or for the evaluation, of the policy of an iteration. */
export type TrajectoryPart = 'training' | 'panel';

export const trajectoryParts: readonly TrajectoryPart[] = ['training', 'panel'];

/** `iteration`: the policy that played it; `index`: its place among that policy's of the same part. */
export type StoredTrajectory = { readonly run: string; readonly iteration: number; readonly index: number } & (
  | { readonly part: 'training'; readonly trajectory: TrainingTrajectory }
  | { readonly part: 'panel'; readonly trajectory: PanelTrajectory }
);

/** So many in each but the last of an iteration's part. */
export const chunkSize = 50;

/** `chunk` counts from 0. */
export interface TrajectoryChunk {
  readonly run: string;
  readonly part: TrajectoryPart;
  readonly iteration: number;
  readonly chunk: number;
  /** Not checked yet. */
  readonly trajectories: readonly unknown[];
}

export function chunksOf(
  place: Pick<TrajectoryChunk, 'run' | 'part' | 'iteration'>,
  trajectories: readonly (TrainingTrajectory | PanelTrajectory)[],
): TrajectoryChunk[] {
  return Array.from({ length: Math.ceil(trajectories.length / chunkSize) }, (_, chunk) => ({
    ...{ ...place, chunk },
    trajectories: trajectories.slice(chunk * chunkSize, (chunk + 1) * chunkSize),
  }));
}

const chunkSchema = v.object({
  run: v.string(),
  part: v.picklist(['training', 'panel']),
  iteration: count,
  chunk: count,
  trajectories: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(chunkSize)),
}) satisfies v.GenericSchema<unknown, TrajectoryChunk>;

/** All of these throw StorageError `damaged`; this one for the row as such, whatever its trajectories are. */
export const checkChunk = (key: Key, row: unknown): TrajectoryChunk => checkRow(chunkSchema, 'trajectories', key, row);

/** The trajectory at a place inside a chunk, which must have one there. */
export function checkTrajectory(key: Key, chunk: TrajectoryChunk, at: number): StoredTrajectory {
  const { run, part, iteration, trajectories } = chunk;
  const place = { run, iteration, index: chunk.chunk * chunkSize + at };
  const path = `trajectories.${String(at)}`;
  return part === 'training'
    ? { ...place, part, trajectory: checkRow(trainingTrajectory, 'trajectories', key, trajectories[at], path) }
    : { ...place, part, trajectory: checkRow(panelTrajectory, 'trajectories', key, trajectories[at], path) };
}

/** A chunk whose trajectories are all as they should be. */
export function checkWholeChunk(
  key: Key,
  row: unknown,
): TrajectoryChunk & { readonly trajectories: readonly (TrainingTrajectory | PanelTrajectory)[] } {
  const chunk = checkChunk(key, row);
  return { ...chunk, trajectories: chunk.trajectories.map((_, at) => checkTrajectory(key, chunk, at).trajectory) };
}
