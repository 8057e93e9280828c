// The lines of a run file: a header, then one event a line, all JSON. `progress` depends on time and is not in it.
import * as v from 'valibot';
import type { RunEvent } from '../experiments/index.ts';
import { toBase64 } from './base64.ts';
import { count, hash, learnerState, maybeReal, panelMetrics, panelTrajectory } from './parts.ts';
import { selectionMetrics, trainingTrajectory, updateReport } from './parts.ts';

export const format = 'swayground run';
export const version = 1;

/** An event that stands on a line of its own. */
export type StoredEvent = Exclude<RunEvent, { kind: 'progress' }>;
type StartEvent = Extract<RunEvent, { kind: 'start' }>;

/**
 * An event as a line, without its end; the start is the header. Null: an event that is not kept. Bytes and lists of float32
 * are base64. Throws RangeError for the start of a run that goes on from a checkpoint: a file holds a run from its beginning.
 */
export function lineOf(event: RunEvent): string | null {
  if (event.kind === 'progress') return null;
  return event.kind === 'start' ? headerOf(event) : JSON.stringify(event, encoded);
}

function headerOf({ config, model, fingerprint, resumedAt }: StartEvent): string {
  if (resumedAt !== 0) throw new RangeError(`a run file can't begin at iteration ${String(resumedAt)}`);
  return JSON.stringify({ format, version, config, model, fingerprint });
}

function encoded(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64(value);
  if (!(value instanceof Float32Array)) return value;
  return toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
}

export const header = v.strictObject({
  format: v.literal(format),
  version: v.literal(version),
  config: v.record(v.string(), v.unknown()),
  model: v.strictObject({ name: v.pipe(v.string(), v.minLength(1)), hash, builtin: v.exactOptional(hash) }),
  fingerprint: hash,
});

export const eventSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('trajectories'),
    iteration: count,
    trajectories: v.array(trainingTrajectory),
    selection: selectionMetrics,
    interference: maybeReal,
  }),
  v.strictObject({ kind: v.literal('update'), iteration: count, report: updateReport }),
  v.strictObject({
    kind: v.literal('evaluation'),
    iteration: count,
    metrics: panelMetrics,
    panel: v.array(panelTrajectory),
  }),
  v.strictObject({
    kind: v.literal('collapse'),
    iteration: count,
    reasons: v.array(v.picklist(['kl', 'repeat', 'unparsed'])),
  }),
  v.strictObject({
    kind: v.literal('complete'),
    checkpoint: v.strictObject({
      ...{ iteration: count, fingerprint: hash, learner: learnerState },
      collapsed: v.exactOptional(v.literal(true)),
    }),
  }),
  v.strictObject({
    kind: v.literal('end'),
    reason: v.picklist(['finished', 'collapsed', 'cancelled']),
    fingerprint: hash,
  }),
]);
