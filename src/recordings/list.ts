// Which recordings there are: public/recordings/index.json.
import * as v from 'valibot';

/** More than a page shows, so that a damaged list does not fill it. */
const mostEntries = 200;
/** Of a recording that the page fetches by itself. */
export const mostBytes = 4 * 2 ** 20;

const entry = v.strictObject({
  /** Below public/recordings, so never a path. */
  file: v.pipe(v.string(), v.regex(/^[\w-]{1,60}\.jsonl\.gz$/u, 'not the name of a recording')),
  /** The preset that comes nearest. */
  preset: v.pipe(v.string(), v.maxLength(60)),
  /** To the run's setup, as the page writes it: the same config has the same link. */
  link: v.pipe(v.string(), v.maxLength(8000)),
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Of the whole run. */
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u, 'not 64 hexadecimal digits')),
  iterations: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(mostBytes)),
});

export type RecordingEntry = Readonly<v.InferOutput<typeof entry>>;

const list = v.pipe(v.array(entry), v.maxLength(mostEntries));

/** The list, checked. Throws RangeError, which names the part at fault. */
export function parseRecordingList(input: unknown): RecordingEntry[] {
  const result = v.safeParse(list, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RangeError(`${v.getDotPath(issue) ?? 'the list'}: ${issue.message}`);
}
