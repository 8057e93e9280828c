import * as v from 'valibot';
import { ConfigError, parsePlayedConfig } from '../../experiments/index.ts';
import type { ModelName, RunConfig } from '../../experiments/index.ts';
import { refusing } from '../../experiments/fault.ts';
import { checkRow, count, hash } from './check.ts';

const runStatuses = ['running', 'interrupted', 'finished', 'collapsed', 'cancelled'] as const;

/** `running` is what a run stays at when its tab is closed: it is interrupted if nobody holds its lock. */
export type RunStatus = (typeof runStatuses)[number];

/** Times are milliseconds since 1970 as the caller's clock has them. */
export interface StoredRun {
  readonly run: string;
  readonly name: string;
  readonly pinned: boolean;
  readonly status: RunStatus;
  readonly config: RunConfig;
  readonly model: ModelName;
  /** Of the last complete iteration, or of the start. */
  readonly fingerprint: string;
  /** The last complete iteration; null: there is none yet. */
  readonly completed: number | null;
  /** Stored trajectories, those of the panels too. */
  readonly trajectories: number;
  /** About as many bytes as its rows take. */
  readonly sizeBytes: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const config = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }): RunConfig => {
    try {
      return parsePlayedConfig(dataset.value);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const { field, refusal } = error;
      const [first, ...rest] = field.split('.').map(keyOf);
      addIssue({ message: refusing(() => refusal.fault), ...(first && { path: [first, ...rest] }) });
      return NEVER;
    }
  }),
);

/** A part of a config’s path; what lies there is of no use. */
const keyOf = (key: string): v.UnknownPathItem => ({
  ...{ type: 'unknown', origin: 'value', input: null, key, value: null },
});

const time = v.pipe(v.number(), v.finite());

const schema = v.object({
  run: v.pipe(v.string(), v.minLength(1)),
  name: v.string(),
  pinned: v.boolean(),
  status: v.picklist(runStatuses),
  config,
  model: v.object({ name: v.string(), hash, builtin: v.exactOptional(hash) }),
  fingerprint: hash,
  completed: v.nullable(count),
  trajectories: count,
  sizeBytes: count,
  createdAt: time,
  updatedAt: time,
}) satisfies v.GenericSchema<unknown, StoredRun>;

/** Throws StorageError `damaged`. */
export const checkRun = (key: string, row: unknown): StoredRun => checkRow(schema, 'runs', [key], row);
