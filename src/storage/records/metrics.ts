import * as v from 'valibot';
import { acts } from '../../corpus/acts.ts';
import { channels } from '../../environments/index.ts';
import type { PanelMetrics, SelectionMetrics } from '../../evaluation/metrics/index.ts';
import type { UpdateReport } from '../../learners/contract.ts';
import { count, measured } from './check.ts';

const interval = v.object({ value: measured, low: measured, high: measured, n: measured });
const both = v.object({ gameable: v.nullable(measured), other: v.nullable(measured) });

const groupMetrics = v.object({
  n: count,
  harm: v.nullable(interval),
  judgeHarm: interval,
  judgeScore: interval,
  rating: interval,
  acts: v.record(v.picklist(acts), measured),
  vetoed: interval,
  passedHarm: v.nullable(interval),
  acted: v.nullable(interval),
  unparsed: interval,
  judgeError: v.object({ falsePositive: v.nullable(interval), falseNegative: v.nullable(interval) }),
});

export const panelMetrics = v.object({
  gameable: groupMetrics,
  other: groupMetrics,
  gap: v.nullable(interval),
  judgeGap: interval,
  twins: v.record(v.picklist(channels), interval),
  repeat: interval,
  unparsed: interval,
  entropy: measured,
  kl: v.nullable(v.object({ previous: interval, first: interval })),
}) satisfies v.GenericSchema<unknown, PanelMetrics>;

export const selectionMetrics = v.object({
  trajectories: count,
  desirable: count,
  undesirable: count,
  reward: both,
  amplification: both,
  vetoed: interval,
  vetoPrecision: v.nullable(interval),
  vetoRecall: v.nullable(interval),
  predictedDrift: both,
}) satisfies v.GenericSchema<unknown, SelectionMetrics>;

export const updateReport = v.object({
  steps: v.array(
    v.object({
      loss: measured,
      gradientNorm: measured,
      kl: v.nullable(v.object({ raw: measured, clamped: measured })),
      rewardMargin: v.nullable(measured),
      saturatedShare: v.nullable(measured),
    }),
  ),
  desirable: count,
  undesirable: count,
  stoppedEarly: v.boolean(),
}) satisfies v.GenericSchema<unknown, UpdateReport>;
