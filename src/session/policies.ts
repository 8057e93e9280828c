// The worker that holds stored policies, as the page calls it.
import * as v from 'valibot';
import type { Place } from '../archive/index.ts';
import type { Measured, Measurement, PoliciesWorker } from '../policies/index.ts';
import { askedWorker } from './askedWorker.ts';
import { checked } from './reports.ts';

export interface PoliciesPort {
  readonly measure: (place: Place) => Promise<Measurement>;
  readonly end: () => void;
}

const startHolder = (): Worker =>
  new Worker(new URL('../../workers/policies.worker.ts', import.meta.url), { type: 'module', name: 'policies' });

/** Whatever is asked is refused once the worker has broken off, or says what makes no sense. */
export function openPolicies(startWorker: () => Worker = startHolder): PoliciesPort {
  const { remote, ask, end } = askedWorker<PoliciesWorker>(startWorker());
  // what goes wrong here goes wrong with the first question, too, and is told there
  ask(remote.begin(document.baseURI)).catch(() => undefined);
  return {
    measure: async (place) => checked(measurement, await ask<Measurement>(remote.measure(place))),
    end,
  };
}

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
  update: v.nullable(v.object({ policy: count, reference: count, trainedAs: label })),
  texts: v.array(text),
}) satisfies v.GenericSchema<unknown, Measured>;

const measurement: v.GenericSchema<unknown, Measurement> = v.variant('kind', [
  measured,
  v.object({
    ...{ kind: v.literal('unmeasured'), reason: v.picklist(['otherModel', 'missing', 'damaged']), detail: v.string() },
  }),
]);
