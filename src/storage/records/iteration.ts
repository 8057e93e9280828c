import * as v from 'valibot';
import type { PanelMetrics, SelectionMetrics } from '../../evaluation/metrics/index.ts';
import type { CollapseReason } from '../../experiments/index.ts';
import type { UpdateReport } from '../../learners/contract.ts';
import { checkRow, count, hash, measured, panelMetrics, selectionMetrics, updateReport } from './check.ts';
import type { Key } from '../rows/types.ts';

/** A policy: what it did to the panels, and what the update that made it was like. */
export interface StoredIteration {
  readonly run: string;
  readonly iteration: number;
  readonly metrics: PanelMetrics;
  /** Of the trajectories that the update used, so made with the policy before; null for the untrained policy. */
  readonly selection: SelectionMetrics | null;
  readonly interference: number | null;
  readonly update: UpdateReport | null;
  readonly collapse: readonly CollapseReason[];
  readonly fingerprint: string;
  /** Trajectories stored with it: its panels', and those that the update used. */
  readonly trajectories: number;
  /** About as many bytes as were stored with it. */
  readonly sizeBytes: number;
}

const schema = v.object({
  run: v.string(),
  iteration: count,
  metrics: panelMetrics,
  selection: v.nullable(selectionMetrics),
  interference: v.nullable(measured),
  update: v.nullable(updateReport),
  collapse: v.array(v.picklist(['kl', 'repeat', 'unparsed'])),
  fingerprint: hash,
  trajectories: count,
  sizeBytes: count,
}) satisfies v.GenericSchema<unknown, StoredIteration>;

/** Throws StorageError `damaged`. */
export const checkIteration = (key: Key, row: unknown): StoredIteration => checkRow(schema, 'iterations', key, row);
