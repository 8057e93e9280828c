// public/recordings/claims.json: what `npm run replicate` writes and the page reads.
import * as v from 'valibot';
import { faultText } from '../../core/fault/index.ts';
import { faultOf } from '../fault.ts';
import { presets } from '../presets/index.ts';
import type { ModelName } from '../run/events.ts';
import { claimTopics } from './types.ts';
import type { Claim } from './types.ts';

export interface ClaimsFile {
  /** Whose claims they are; null: no run is finished. */
  readonly model: ModelName | null;
  readonly claims: readonly Claim[];
}

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const number = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const few = <Item extends v.GenericSchema>(item: Item, most: number) => v.pipe(v.array(item), v.maxLength(most));

const share = v.pipe(number, v.minValue(0), v.maxValue(1));
const remark = v.variant('code', [
  v.strictObject({ code: v.literal('seeds'), told: whole, of: whole }),
  v.strictObject({ code: v.literal('matched'), seeds: few(whole, 100) }),
  v.strictObject({ code: v.literal('missing'), label: text(200), n: whole, of: whole }),
  v.strictObject({
    code: v.picklist(['noLying', 'littleLying', 'littleRight', 'oppositeGoal', 'silent']),
    rate: share,
  }),
  v.strictObject({ code: v.literal('noInsult'), n: whole }),
  v.strictObject({ code: v.literal('rows'), rows: share, users: share }),
  v.strictObject({ code: v.literal('caught'), recall: share, precision: share, harmful: whole }),
  v.strictObject({ code: v.literal('ends'), seeds: whole, of: whole }),
  v.strictObject({ code: v.literal('guess'), about: v.picklist(['fewMisses', 'fewRows', 'softActs']) }),
  v.strictObject({ code: v.picklist(['twoActs', 'floor', 'feedback', 'anyView']) }),
]);

const claim = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/u, 'not the name of a claim')),
  topic: v.picklist(claimTopics),
  unit: v.picklist(['share', 'rating']),
  statement: text(400),
  paper: v.nullable(text(200)),
  rule: text(400),
  verdict: v.picklist(['shown', 'partly', 'notShown', 'illustration']),
  findings: few(
    v.strictObject({
      ...{ label: text(200), value: number, low: number, high: number, n: whole, of: whole },
      paper: v.nullable(number),
      isDifference: v.exactOptional(v.literal(true)),
      spread: v.exactOptional(v.picklist(['range', 'none'])),
      seeds: v.exactOptional(v.strictObject({ told: whole, of: whole })),
    }),
    40,
  ),
  remarks: few(remark, 20),
  runs: few(
    v.strictObject({
      preset: v.picklist(presets.map(({ id }) => id)),
      seed: whole,
      fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u, 'not 64 hexadecimal digits')),
      after: v.nullable(whole),
      collapsed: few(whole, 1000),
    }),
    200,
  ),
});

const file = v.strictObject({
  // version 1 did not say how many replies were missing
  version: v.literal(2),
  model: v.nullable(v.strictObject({ name: text(60), hash: text(64) })),
  claims: few(claim, 200),
});

/** The file's text. */
export const claimsText = ({ model, claims }: ClaimsFile): string =>
  `${JSON.stringify({ version: 2, model, claims }, null, 1)}\n`;

/** Reads the file's text. Throws RangeError, which names the part at fault. */
export function parseClaims(input: string): ClaimsFile {
  let content: unknown;
  try {
    content = JSON.parse(input);
  } catch {
    throw new RangeError('the claims are not JSON');
  }
  const result = v.safeParse(file, content, { abortEarly: true });
  if (result.success) return { model: result.output.model, claims: result.output.claims };
  const [issue] = result.issues;
  throw new RangeError(`${v.getDotPath(issue) ?? 'the claims'}: ${faultText(faultOf(issue))}`);
}
