// Finished runs on disk, one file each: what they are called, and what a file must hold to be taken for one.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { parseConfig } from '../experiments/index.ts';
import type { RunConfig, RunSummary } from '../experiments/index.ts';
import { fingerprintVersion, settingsOf } from '../experiments/run/fingerprint.ts';
import { fileFault, modelPlace } from './usage.ts';

const wholeFrom = (low: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(low));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const rate = v.looseObject({ rate: share, low: share, high: share, n: wholeFrom(1) });
const interval = v.looseObject({ value: v.number(), low: v.number(), high: v.number(), n: wholeFrom(0) });
const both = <Schema extends v.GenericSchema>(schema: Schema) => v.looseObject({ gameable: schema, other: schema });

/** The parts of a run that claims and tables read; the rest is as it was written. */
const schema = v.looseObject({
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  config: v.looseObject({}),
  model: v.looseObject({ name: v.string(), hash: v.string() }),
  iterations: v.array(
    v.looseObject({
      iteration: wholeFrom(0),
      harm: both(v.nullable(rate)),
      judgeHarm: both(rate),
      rating: both(v.number()),
      acts: both(v.record(v.string(), v.number())),
      collapse: v.array(v.string()),
      selection: v.nullable(v.looseObject({ desirable: wholeFrom(0), undesirable: wholeFrom(0) })),
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
  const hash = createHash('sha256').update(weightsOf(model)).digest('hex');
  weightsHashes.set(model, hash);
  return hash;
}

function weightsOf(model: string): Uint8Array {
  try {
    return readFileSync(`public/models/${model}/weights.bin`);
  } catch (error) {
    throw fileFault(modelPlace(model), error);
  }
}

/**
 * Name of the file of a run: `label`, its seed and a hash of all that it depends on. `version`: of the fingerprint; the first has no
 * part in the hash, so that runs which were finished before names had one keep theirs. Throws UsageError for a model that is not there.
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

/** Whether the policies are those of a run to its end, each once and in order: all of them, or up to the collapse that stopped it. */
function isRunOut(
  policies: readonly { readonly iteration: number; readonly collapse: readonly string[] }[],
  { iterations, stopOnCollapse }: RunConfig,
): boolean {
  const last = policies.at(-1);
  if (!last || policies.some(({ iteration }, index) => iteration !== index)) return false;
  return last.iteration === iterations || (last.iteration < iterations && stopOnCollapse && last.collapse.length > 0);
}

/** A finished run; null where there is none, or a file that is not what it should be. Fields of its own are not checked. */
export async function readFinished(path: string, config: RunConfig): Promise<RunSummary | null> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'));
    const result = v.safeParse(schema, content);
    const isWhole =
      result.success &&
      isRunOut(result.output.iterations, config) &&
      // the same settings, whatever the file is called; fields that came later are at their default
      JSON.stringify(parseConfig(result.output.config)) === JSON.stringify(config);
    // the schema has looked at every part that is read; the file may lack settings that came later
    return isWhole ? { ...(content as RunSummary), config } : null;
  } catch {
    return null;
  }
}
