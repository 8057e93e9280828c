// The page's door: what a simulation worker reports is checked before anything is drawn from it.
import * as v from 'valibot';
import type { ReadRun, Report } from '../../workers/protocol.ts';
import { faultCodes, refusalMessage } from '../core/fault/index.ts';
import type { Refusal } from '../core/fault/index.ts';
import type { ModelFault } from '../models/shelf/modelFault.ts';
import {
  byGroup,
  config,
  count,
  factSchema,
  fingerprint,
  interval,
  model,
  nullable,
  phase,
  share,
} from '../facts/schema.ts';
import type { Loading } from './state.ts';

/** A worker said something that the page can't make sense of. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

// which faults there are, the page's part for models checks
const modelFault = v.custom<ModelFault>((input) =>
  v.is(v.object({ engine: v.string(), kind: v.string(), detail: v.string() }), input),
);

/** One that can be said: a code is there, and what its sentence is made of. */
export const refusal = v.custom<Refusal>((input) => {
  try {
    return v.is(place, input) && refusalMessage(input as Refusal) !== '';
  } catch {
    return false;
  }
});
const place = v.looseObject({
  ...{ file: v.exactOptional(v.string()), row: v.exactOptional(v.string()) },
  ...{ line: v.exactOptional(count), entry: v.exactOptional(count) },
  ...{ field: v.exactOptional(v.string()), where: v.exactOptional(v.string()) },
  fault: v.looseObject({ code: v.picklist(faultCodes) }),
});

const modelLoading: v.GenericSchema<unknown, NonNullable<Loading>> = v.object({
  ...{ index: count, count, id: v.string() },
  progress: v.object({
    ...{ phase: v.picklist(['start', 'download', 'load', 'compile', 'done']), share: v.number() },
    bytes: nullable(v.object({ done: v.number(), total: v.number() })),
    ...{ speed: share, secondsLeft: share },
  }),
});

const checkpoint = v.object({
  iteration: count,
  fingerprint,
  learner: v.object({
    bytes: v.instance(Uint8Array),
    optimizer: nullable(
      v.object({
        steps: count,
        power1: v.number(),
        power2: v.number(),
        firstMoment: v.instance(Float32Array),
        secondMoment: v.instance(Float32Array),
      }),
    ),
  }),
  collapsed: v.exactOptional(v.literal(true)),
});

const runEntry = v.object({
  ...{ run: v.string(), name: v.string(), pinned: v.boolean(), config, model, fingerprint, completed: nullable(count) },
  status: v.picklist(['running', 'interrupted', 'finished', 'collapsed', 'cancelled']),
  ...{ trajectories: count, sizeBytes: count, createdAt: v.number(), updatedAt: v.number() },
  ...{ harm: byGroup(nullable(interval)), isElsewhere: v.boolean() },
});

const mode = v.variant('kind', [
  v.object({ kind: v.literal('indexedDb') }),
  v.object({
    kind: v.literal('memory'),
    reason: v.picklist([
      ...(['absent', 'denied', 'newer', 'blocked', 'migration'] as const),
      ...(['quota', 'replaced', 'closed', 'failed'] as const),
    ]),
    detail: v.string(),
  }),
]);

const report: v.GenericSchema<unknown, Report> = v.variant('kind', [
  v.object({ kind: v.literal('loading'), done: count, total: count }),
  v.object({ kind: v.literal('fact'), run: count, fact: factSchema }),
  v.object({ kind: v.literal('phase'), run: count, iteration: count, phase, isWaiting: v.boolean() }),
  v.object({ kind: v.literal('checkpoint'), run: count, checkpoint }),
  v.object({
    kind: v.literal('failed'),
    run: count,
    name: v.string(),
    message: v.string(),
    model: v.exactOptional(modelFault),
    refusal: v.exactOptional(refusal),
  }),
  v.object({ kind: v.literal('modelLoading'), loading: nullable(modelLoading) }),
  v.object({ kind: v.literal('modelLost'), id: v.string(), fault: modelFault }),
  v.object({ kind: v.literal('busy'), run: count }),
  v.object({ kind: v.literal('unstored'), run: count, detail: v.string() }),
  v.object({
    kind: v.literal('runs'),
    runs: v.array(runEntry),
    damaged: v.array(v.object({ id: v.string(), refusal })),
    mode,
  }),
  v.object({ kind: v.literal('transfer'), done: count, total: count }),
]);

const readRun: v.GenericSchema<unknown, ReadRun> = v.object({
  facts: v.array(factSchema),
  checkpoint: nullable(checkpoint),
});

/** All throw ReportError, which names the part at fault. */
export const parseReport = (input: unknown): Report => checked(report, input);
/** A stored run, as the worker has read it. */
export const parseReadRun = (input: unknown): ReadRun => checked(readRun, input);

export function checked<Output>(schema: v.GenericSchema<unknown, Output>, input: unknown): Output {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new ReportError(`${v.getDotPath(issue) ?? 'report'}: ${issue.message}`);
}
