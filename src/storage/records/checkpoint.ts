// What a run goes on from. A policy's own bytes are kept for each iteration, so that any of them can be talked to; the
// optimizer's moments, twice as large, only for the last.
import * as v from 'valibot';
import { refusing } from '../../experiments/fault.ts';
import type { LearnerState } from '../../learners/contract.ts';
import { checkRow, count, measured } from './check.ts';
import type { Key } from '../rows/types.ts';

type OptimizerState = NonNullable<LearnerState['optimizer']>;

export interface StoredPolicy {
  readonly run: string;
  readonly iteration: number;
  /** As the learner saved it. */
  readonly bytes: Uint8Array;
}

export interface StoredOptimizer {
  readonly run: string;
  /** The iteration that it is complete with. */
  readonly iteration: number;
  readonly optimizer: OptimizerState;
}

const policy = v.object({
  run: v.string(),
  iteration: count,
  bytes: v.instance(Uint8Array),
}) satisfies v.GenericSchema<unknown, StoredPolicy>;

const optimizer = v.object({
  run: v.string(),
  iteration: count,
  optimizer: v.pipe(
    v.object({
      steps: count,
      power1: measured,
      power2: measured,
      firstMoment: v.instance(Float32Array),
      secondMoment: v.instance(Float32Array),
    }),
    v.check(
      ({ firstMoment, secondMoment }) => firstMoment.length === secondMoment.length,
      refusing(() => ({ code: 'unequalMoments' })),
    ),
  ),
}) satisfies v.GenericSchema<unknown, StoredOptimizer>;

/** Both throw StorageError `damaged`. */
export const checkPolicy = (key: Key, row: unknown): StoredPolicy => checkRow(policy, 'checkpoints', key, row);
export const checkOptimizer = (key: Key, row: unknown): StoredOptimizer => checkRow(optimizer, 'optimizers', key, row);
