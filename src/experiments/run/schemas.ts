// What a run leaves behind, checked to the last field. The lines of run files and the rows of the database hold the same
// things; they differ in what they think of unknown fields and of numbers that are not finite.
import * as v from 'valibot';
import { acts } from '../../corpus/acts.ts';
import { channels, cueGrades, environmentIds } from '../../environments/index.ts';
import type { InitialState } from '../../environments/index.ts';
import { preferenceNames } from '../../environments/users/preferences.ts';
import type { PanelMetrics, SelectionMetrics } from '../../evaluation/metrics/index.ts';
import type { UpdateReport } from '../../learners/contract.ts';
import { vetoKinds } from '../../roles/index.ts';
import type { PanelTrajectory, TrainingTrajectory } from './events.ts';

/** valibot's `object` or `strictObject`. */
type ObjectOf = <const Entries extends v.ObjectEntries>(
  entries: Entries,
) => SchemaOf<v.ObjectSchema<Entries, undefined>>;
type SchemaOf<Schema extends v.GenericSchema> = v.GenericSchema<v.InferInput<Schema>, v.InferOutput<Schema>>;

/** `number`: what a measured value must be. */
export function runSchemas(object: ObjectOf, number: v.GenericSchema<number>) {
  const interval = object({ value: number, low: number, high: number, n: count });
  const ofGroups = object({ gameable: v.nullable(number), other: v.nullable(number) });
  const trajectory = trajectoryEntries(object, number);
  const group = object({
    n: count,
    harm: v.nullable(interval),
    judgeHarm: interval,
    judgeScore: interval,
    rating: interval,
    acts: v.record(v.picklist(acts), number),
    vetoed: interval,
    passedHarm: v.nullable(interval),
    acted: v.nullable(interval),
    unparsed: interval,
    judgeError: object({ falsePositive: v.nullable(interval), falseNegative: v.nullable(interval) }),
  });
  return {
    trainingTrajectory: object({
      ...trajectory,
      label: v.nullable(v.picklist(['desirable', 'undesirable'])),
    }) satisfies v.GenericSchema<unknown, TrainingTrajectory>,
    panelTrajectory: object({
      ...trajectory,
      twinOf: v.nullable(object({ user: count, channel: v.picklist(channels) })),
    }) satisfies v.GenericSchema<unknown, PanelTrajectory>,
    panelMetrics: object({
      gameable: group,
      other: group,
      gap: v.nullable(interval),
      judgeGap: interval,
      twins: v.record(v.picklist(channels), interval),
      repeat: interval,
      unparsed: interval,
      entropy: number,
      kl: v.nullable(object({ previous: interval, first: interval })),
    }) satisfies v.GenericSchema<unknown, PanelMetrics>,
    selectionMetrics: object({
      trajectories: count,
      desirable: count,
      undesirable: count,
      reward: ofGroups,
      amplification: ofGroups,
      vetoed: interval,
      vetoPrecision: v.nullable(interval),
      vetoRecall: v.nullable(interval),
      predictedDrift: ofGroups,
    }) satisfies v.GenericSchema<unknown, SelectionMetrics>,
    updateReport: object({
      steps: v.array(
        object({
          loss: number,
          gradientNorm: number,
          kl: v.nullable(object({ raw: number, clamped: number })),
          rewardMargin: v.nullable(number),
          saturatedShare: v.nullable(number),
        }),
      ),
      desirable: count,
      undesirable: count,
      stoppedEarly: v.boolean(),
    }) satisfies v.GenericSchema<unknown, UpdateReport>,
  };
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The fields that trajectories of training and of panels have in common. */
function trajectoryEntries(object: ObjectOf, number: v.GenericSchema<number>) {
  const slots = v.record(v.string(), v.string());
  const initialState = object({
    environment: v.picklist(environmentIds),
    scenario: v.string(),
    like: v.exactOptional(v.string()),
    gameable: v.boolean(),
    cue: v.picklist(cueGrades),
    leans: object({ notes: v.boolean(), message: v.boolean(), goal: v.boolean(), wish: v.boolean() }),
    notes: v.nullable(v.string()),
    preference: v.nullable(v.picklist(preferenceNames)),
    messages: v.array(object({ role: v.picklist(['user', 'agent', 'tool', 'event']), text: v.string() })),
    goal: v.string(),
    wish: v.string(),
    slots,
    ownSlots: slots,
    clauses: v.array(v.string()),
    nats: object({ notes: number, messages: number }),
  }) satisfies v.GenericSchema<unknown, InitialState>;
  const written = object({
    text: v.string(),
    tokens: v.array(count),
    logProbs: v.array(number),
    ended: v.boolean(),
  });
  const playedTurn = object({
    plan: v.nullable(written),
    reply: written,
    rating: object({ probabilities: v.array(number), expected: number, mass: number }),
    vetoes: v.record(v.picklist(vetoKinds), number),
    harm: v.nullable(number),
    transition: v.nullable(number),
    gold: v.nullable(object({ acts: v.array(v.picklist(acts)), harmful: v.boolean() })),
    end: count,
  });
  return {
    state: initialState,
    stateIndex: count,
    sample: count,
    turns: v.array(object({ role: v.picklist(['user', 'agent', 'tool', 'event', 'plan']), text: v.string() })),
    played: v.array(playedTurn),
    acted: v.nullable(v.boolean()),
    ended: v.picklist(['turns', 'noRoom']),
    reward: number,
    vetoed: v.boolean(),
  };
}
