// What a fact must look like that comes from a worker or from a file.
import * as v from 'valibot';
import { configKeys, parsePlayedConfig, phases } from '../experiments/index.ts';
import type { PageFact } from './types.ts';
import { messageOf } from '../core/text/messageOf.ts';

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const nullable = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);
export const byGroup = <S extends v.GenericSchema>(schema: S) => v.object({ gameable: schema, other: schema });
export const interval = v.object({ value: v.number(), low: v.number(), high: v.number(), n: count });
const rate = v.object({ rate: v.number(), low: v.number(), high: v.number(), n: count });
export const share = nullable(v.number());
/** Longer texts than any model of ours can write. */
const text = v.pipe(v.string(), v.maxLength(20_000));
export const phase = v.picklist(phases);
const label = v.picklist(['desirable', 'undesirable']);
const channel = v.picklist(['notes', 'message', 'goal', 'wish']);
const group = v.picklist(['gameable', 'other']);
export const fingerprint = v.pipe(v.string(), v.hexadecimal());

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
  kl: v.object({ previous: share, first: share }),
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
      klClamped: v.exactOptional(share),
      rewardMargin: share,
      stoppedEarly: v.boolean(),
    }),
  ),
  collapse: v.array(v.string()),
  // recordings made before these were told have none
  judgeGap: v.exactOptional(interval),
  judgeScore: v.exactOptional(byGroup(interval)),
  judgeError: v.exactOptional(byGroup(v.object({ falsePositive: nullable(rate), falseNegative: nullable(rate) }))),
  panelVetoed: v.exactOptional(byGroup(rate)),
  intervals: v.exactOptional(
    v.object({
      rating: byGroup(interval),
      unparsed: interval,
      repeat: interval,
      kl: nullable(v.object({ previous: interval, first: interval })),
    }),
  ),
});

export const config = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return parsePlayedConfig(dataset.value);
    } catch (error) {
      addIssue({ message: messageOf(error) });
      return NEVER;
    }
  }),
);
export const configKey = v.picklist(configKeys);
export const model = v.object({ name: v.string(), hash: fingerprint });

export const policy = v.object({
  kind: v.literal('policy'),
  iteration: count,
  summary,
  rating: byGroup(interval),
  change: byGroup(nullable(interval)),
  twins: v.array(v.object({ user: count, group, channel, gameable: conversation, other: conversation })),
  flips: v.array(v.object({ group, before: conversation, after: conversation })),
});

/** Keys that are not listed are dropped. */
export const factSchema: v.GenericSchema<unknown, PageFact> = v.variant('kind', [
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
  policy,
  v.object({ kind: v.literal('collapse'), iteration: count, reasons: v.array(v.string()) }),
  v.object({ kind: v.literal('complete'), iteration: count, fingerprint }),
  v.object({
    kind: v.literal('end'),
    reason: v.picklist(['finished', 'collapsed', 'cancelled']),
    fingerprint,
  }),
]);
