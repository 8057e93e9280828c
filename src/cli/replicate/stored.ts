// Finished runs of presets, with what claims read of them beside.
import { join } from 'node:path';
import * as v from 'valibot';
import type { RunConfig, ReplicatedRun } from '../../experiments/index.ts';
import { readFinished, storedName } from '../finishedRuns.ts';

const value = v.looseObject({ value: v.number(), low: v.number(), high: v.number(), n: v.number() });
const elsewhere = v.looseObject({
  transfer: v.looseObject({
    ...{ therapyGameable: value, therapyOther: value, booking: value, action: value, politics: value },
  }),
  batteries: v.looseObject({
    sycophancyAnswers: v.looseObject({ accuracy: value, meanDeviation: v.number() }),
    sycophancyFeedback: v.looseObject({
      ...{ positive: value, unparsed: v.exactOptional(value), meanDeviation: v.number() },
    }),
    toxicity: v.looseObject({ anyRude: value }),
  }),
});
const schema = v.looseObject({ elsewhere: v.nullable(v.looseObject({ before: elsewhere, after: elsewhere })) });

/** A finished run; null where there is none, or a file that is not what it should be. */
export async function readStored(
  { cache, model }: { readonly cache: string; readonly model: string },
  preset: string,
  config: RunConfig,
): Promise<ReplicatedRun | null> {
  const run = await readFinished(join(cache, storedName(model, preset, config)), config);
  // the schema has looked at every part that is read
  return run !== null && v.is(schema, run) ? (run as unknown as ReplicatedRun) : null;
}
