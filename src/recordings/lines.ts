// The lines of a recording: a header, then one fact a line, all JSON. It holds what the page shows of a run, and says so: no
// trajectories but those that are shown, and no policies. So it can be played and compared with, and not be gone on from.
import * as v from 'valibot';
import type { PageFact } from '../facts/index.ts';
import { config, factSchema, fingerprint, model } from '../facts/schema.ts';
import { fromBase64, toBase64 } from '../runFile/index.ts';

export const format = 'swayground recording';
export const version = 1;
const contents = 'what the page shows of a run, probabilities of ratings to four decimals';

/** A fact that stands on a line of its own: `progress` depends on time. */
export type RecordedFact = Exclude<PageFact, { kind: 'progress' }>;

/** A fact as a line, without its end; the start is the header. Null: a fact that is not kept. Bytes are base64. */
export function recordingLine(fact: PageFact): string | null {
  if (fact.kind === 'progress') return null;
  if (fact.kind !== 'start') return JSON.stringify(fact, shortened);
  if (fact.resumedAt !== 0) throw new RangeError(`a recording can't begin at iteration ${String(fact.resumedAt)}`);
  return JSON.stringify({
    format,
    version,
    contents,
    config: fact.config,
    model: fact.model,
    fingerprint: fact.fingerprint,
  });
}

/** Half of a recording would be digits of small bars. */
function shortened(key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64(value);
  if (key !== 'ratings' || !Array.isArray(value)) return value;
  return value.map((probability) => Math.round(Number(probability) * 1e4) / 1e4);
}

export const header = v.strictObject({
  format: v.literal(format),
  version: v.literal(version),
  contents: v.literal(contents),
  config,
  model,
  fingerprint,
});

/** A line behind the header, parsed. */
export const factLine = v.pipe(
  v.unknown(),
  v.transform((content) => {
    if (typeof content !== 'object' || content === null || !('dots' in content)) return content;
    // what is no base64 is left as it is, for the schema to refuse
    const dots = typeof content.dots === 'string' ? fromBase64(content.dots) : null;
    return { ...content, dots: dots ?? content.dots };
  }),
  factSchema,
);
