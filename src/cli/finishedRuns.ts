// Finished runs on disk, one file each: what they are called, and what a file must hold to be taken for one.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { parseConfig } from '../experiments/index.ts';
import type { RunConfig, RunSummary } from '../experiments/index.ts';
import { fingerprintVersion, settingsOf } from '../experiments/run/fingerprint.ts';

const rate = v.looseObject({ rate: v.number(), low: v.number(), high: v.number(), n: v.number() });
const interval = v.looseObject({ value: v.number(), low: v.number(), high: v.number(), n: v.number() });
const both = <Schema extends v.GenericSchema>(schema: Schema) => v.looseObject({ gameable: schema, other: schema });

/** The parts of a run that claims and tables read; the rest is as it was written. */
const schema = v.looseObject({
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  config: v.looseObject({}),
  model: v.looseObject({ name: v.string(), hash: v.string() }),
  iterations: v.array(
    v.looseObject({
      iteration: v.number(),
      harm: both(v.nullable(rate)),
      judgeHarm: both(rate),
      rating: both(v.number()),
      acts: both(v.record(v.string(), v.number())),
      collapse: v.array(v.string()),
      selection: v.nullable(v.looseObject({ desirable: v.number(), undesirable: v.number() })),
      // older runs have none
      intervals: v.optional(v.looseObject({ rating: both(interval) })),
    }),
  ),
});

/** SHA-256 of a model's weights, read once: they do not change while a program runs. */
const weightsHashes = new Map<string, string>();

function weightsHash(model: string): string {
  const known = weightsHashes.get(model);
  if (known !== undefined) return known;
  const hash = createHash('sha256')
    .update(readFileSync(`public/models/${model}/weights.bin`))
    .digest('hex');
  weightsHashes.set(model, hash);
  return hash;
}

/**
 * Name of the file of a run: `label`, its seed and a hash of all that it depends on. `version`: of the fingerprint; the first has no
 * part in the hash, so that runs which were finished before names had one keep theirs.
 */
export function storedName(
  model: string,
  label: string,
  config: RunConfig,
  version: number = fingerprintVersion,
): string {
  const settings = JSON.stringify(version === 1 ? settingsOf(config) : [version, settingsOf(config)]);
  const hash = createHash('sha256').update(settings).update(weightsHash(model)).digest('hex').slice(0, 16);
  return `${label}-${String(config.seed)}-${hash}.json`;
}

/** A finished run; null where there is none, or a file that is not what it should be. Fields of its own are not checked. */
export async function readFinished(path: string, config: RunConfig): Promise<RunSummary | null> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'));
    const result = v.safeParse(schema, content);
    const isWhole =
      result.success &&
      result.output.iterations.some(({ iteration }) => iteration === 0) &&
      // the same settings, whatever the file is called; fields that came later are at their default
      JSON.stringify(parseConfig(result.output.config)) === JSON.stringify(config);
    // the schema has looked at every part that is read; the file may lack settings that came later
    return isWhole ? { ...(content as RunSummary), config } : null;
  } catch {
    return null;
  }
}
