// What the worker that holds stored policies answers is checked before anything is drawn from it.
import * as v from 'valibot';
import type { Measured, Measurement } from '../policies/index.ts';
import { checked, refusal } from './reports.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const nats = v.pipe(v.number(), v.finite());
const label = v.nullable(v.picklist(['desirable', 'undesirable']));

const logRatios = v.pipe(
  v.object({
    ...{ policy: v.array(nats), reference: v.array(nats), logRatios: v.array(nats), sum: nats },
    implicitReward: v.nullable(nats),
  }),
  v.check(
    ({ policy, reference, logRatios: each }) => policy.length === each.length && reference.length === each.length,
    'lists of different length',
  ),
);

const text = v.pipe(
  v.object({
    ...{ turn: count, writes: v.picklist(['reply', 'plan']), words: v.array(v.string()), ended: v.boolean() },
    ...{ drift: v.pipe(nats, v.minValue(0)), untrained: logRatios, update: v.nullable(logRatios) },
  }),
  v.check(
    ({ words, untrained, update }) =>
      [untrained, update ?? untrained].every(({ policy }) => policy.length === words.length),
    'not as many numbers as words',
  ),
);

const measured = v.object({
  ...{ kind: v.literal('measured'), unit: v.picklist(['token', 'act']), policy: count, beta: v.nullable(nats) },
  update: v.nullable(v.object({ policy: count, reference: count })),
  trainedAs: label,
  texts: v.array(text),
}) satisfies v.GenericSchema<unknown, Measured>;

const measurement: v.GenericSchema<unknown, Measurement> = v.variant('kind', [
  measured,
  v.object({
    ...{
      kind: v.literal('unmeasured'),
      reason: v.picklist(['otherModel', 'missing', 'damaged', 'notKept']),
      refusal,
    },
  }),
]);

/** Throws ReportError, which names the part at fault. */
export const parseMeasurement = (input: unknown): Measurement => checked(measurement, input);
