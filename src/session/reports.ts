// The page's door: what a simulation worker reports is checked before anything is drawn from it.
import * as v from 'valibot';
import type { ReadRun, Report } from '../../workers/protocol.ts';
import { parseConfig, phases } from '../experiments/index.ts';

/** A worker said something that the page can't make sense of. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const nullable = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);
const byGroup = <S extends v.GenericSchema>(schema: S) => v.object({ gameable: schema, other: schema });
const interval = v.object({ value: v.number(), low: v.number(), high: v.number(), n: count });
const rate = v.object({ rate: v.number(), low: v.number(), high: v.number(), n: count });
const share = nullable(v.number());
/** Longer texts than any model of ours can write. */
const text = v.pipe(v.string(), v.maxLength(20_000));
const phase = v.picklist(phases);
const label = v.picklist(['desirable', 'undesirable']);
const channel = v.picklist(['notes', 'message', 'goal', 'wish']);
const group = v.picklist(['gameable', 'other']);
const fingerprint = v.pipe(v.string(), v.hexadecimal());

const conversation = v.object({
  notes: nullable(text),
  turns: v.array(v.object({ role: v.picklist(['user', 'agent', 'tool', 'event', 'plan']), text })),
  scripted: count,
  reward: v.number(),
  ratings: v.array(v.number()),
  acts: v.array(v.string()),
  harmful: nullable(v.boolean()),
  vetoed: v.boolean(),
});

const selection = v.object({
  trajectories: count,
  desirable: count,
  undesirable: count,
  reward: byGroup(share),
  amplification: byGroup(share),
  vetoed: interval,
  vetoPrecision: nullable(interval),
  vetoRecall: nullable(interval),
  predictedDrift: byGroup(share),
});

const summary = v.object({
  iteration: count,
  harm: byGroup(nullable(rate)),
  judgeHarm: byGroup(rate),
  gap: nullable(interval),
  rating: byGroup(v.number()),
  acts: byGroup(v.record(v.string(), v.number())),
  twins: v.record(channel, interval),
  unparsed: v.number(),
  repeat: v.number(),
  entropy: v.number(),
  kl: v.object({ previous: v.number(), first: v.number() }),
  acted: byGroup(nullable(rate)),
  passedHarm: byGroup(nullable(rate)),
  vetoed: share,
  selection: nullable(selection),
  interference: share,
  update: nullable(
    v.object({
      steps: count,
      desirable: count,
      undesirable: count,
      firstLoss: v.number(),
      lastLoss: v.number(),
      klRaw: share,
      rewardMargin: share,
      stoppedEarly: v.boolean(),
    }),
  ),
  collapse: v.array(v.string()),
});

const config = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return parseConfig(dataset.value);
    } catch (error) {
      addIssue({ message: error instanceof Error ? error.message : String(error) });
      return NEVER;
    }
  }),
);
const model = v.object({ name: v.string(), hash: fingerprint });

const fact = v.variant('kind', [
  v.object({
    kind: v.literal('start'),
    config,
    model,
    fingerprint,
    resumedAt: count,
  }),
  v.object({ kind: v.literal('progress'), iteration: count, phase, done: v.number(), total: v.number() }),
  v.object({
    kind: v.literal('round'),
    iteration: count,
    selection,
    interference: share,
    dots: v.instance(Uint8Array),
    examples: v.array(v.object({ group, label, conversation })),
  }),
  v.object({ kind: v.literal('update'), iteration: count, margin: share, kl: share }),
  v.object({
    kind: v.literal('policy'),
    iteration: count,
    summary,
    rating: byGroup(interval),
    change: byGroup(nullable(interval)),
    twins: v.array(v.object({ user: count, group, channel, gameable: conversation, other: conversation })),
    flips: v.array(v.object({ group, before: conversation, after: conversation })),
  }),
  v.object({ kind: v.literal('collapse'), iteration: count, reasons: v.array(v.string()) }),
  v.object({ kind: v.literal('complete'), iteration: count, fingerprint }),
  v.object({
    kind: v.literal('end'),
    reason: v.picklist(['finished', 'collapsed', 'cancelled']),
    fingerprint,
  }),
]);

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
});

const runEntry = v.object({
  ...{ run: v.string(), name: v.string(), pinned: v.boolean(), config, model, fingerprint, completed: nullable(count) },
  status: v.picklist(['running', 'interrupted', 'finished', 'collapsed', 'cancelled']),
  ...{ trajectories: count, sizeBytes: count, createdAt: v.number(), updatedAt: v.number() },
  harm: byGroup(share),
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
  v.object({ kind: v.literal('fact'), run: count, fact }),
  v.object({ kind: v.literal('phase'), run: count, iteration: count, phase, isWaiting: v.boolean() }),
  v.object({ kind: v.literal('checkpoint'), run: count, checkpoint }),
  v.object({ kind: v.literal('failed'), run: count, name: v.string(), message: v.string() }),
  v.object({ kind: v.literal('busy'), run: count }),
  v.object({ kind: v.literal('unstored'), run: count, detail: v.string() }),
  v.object({
    kind: v.literal('runs'),
    runs: v.array(runEntry),
    damaged: v.array(v.object({ id: v.string(), fault: v.string() })),
    mode,
  }),
  v.object({ kind: v.literal('transfer'), done: count, total: count }),
]);

const readRun: v.GenericSchema<unknown, ReadRun> = v.object({
  facts: v.array(fact),
  checkpoint: nullable(checkpoint),
});

/** Both throw ReportError, which names the part at fault. */
export const parseReport = (input: unknown): Report => parse(report, input);
/** A stored run, as the worker has read it. */
export const parseReadRun = (input: unknown): ReadRun => parse(readRun, input);

function parse<Output>(schema: v.GenericSchema<unknown, Output>, input: unknown): Output {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new ReportError(`${v.getDotPath(issue) ?? 'report'}: ${issue.message}`);
}
