// What a handout holds of a run, and how it is read back: the file may have been through any hands.
import * as v from 'valibot';
import { samePair, tellingScores } from '../facts/index.ts';
import type { ShownConversation } from '../facts/index.ts';
import { config, configKey, count, fingerprint, model, nullable, policy } from '../facts/schema.ts';
import type { Handout, HandoutRun } from './types.ts';

/** Of a handout's data: what a mail takes, and a browser opens at once. */
const mostCharacters = 3_000_000;

const format = 'swayground handout';
const version = 1;

interface Source {
  readonly madeBy: string;
  readonly link: string;
}

/**
 * A run as a handout: its figures at every iteration, and of its twin pairs the most telling, as many as there is room for; the
 * same ones at each iteration. Nothing of its training conversations, its policies, or who was harmed in training.
 */
export function handoutOf(run: HandoutRun, { madeBy, link }: Source, most = mostCharacters): Handout {
  const { policies } = run;
  const newest = policies.at(-1);
  const scores = newest ? tellingScores(newest, policies[0] ?? null) : [];
  const ranked = [...(newest?.twins.entries() ?? [])].sort(([a], [b]) => (scores[b] ?? 0) - (scores[a] ?? 0));
  for (let kept = ranked.length; ; kept = Math.floor(kept / 2)) {
    const pairs = ranked.slice(0, kept).map(([, pair]) => pair);
    const handout: Handout = {
      ...{ format, version, madeBy, link, name: run.name, config: run.config, model: run.model },
      ...{ fingerprint: run.fingerprint, end: run.end, hidden: run.hidden, pairs: { kept, of: ranked.length } },
      policies: policies.map((each) => ({
        ...each,
        flips: [],
        twins: each.twins
          .filter((twin) => pairs.some((pair) => samePair(pair, twin)))
          .map((twin) => ({ ...twin, gameable: shortened(twin.gameable), other: shortened(twin.other) })),
      })),
    };
    if (kept === 0 || JSON.stringify(handout).length <= most) return handout;
  }
}

/** Half of a handout would be digits of small bars. */
const shortened = (shown: ShownConversation): ShownConversation => ({
  ...shown,
  ratings: shown.ratings.map((probability) => Math.round(probability * 1e4) / 1e4),
});

const schema = v.strictObject({
  format: v.literal(format),
  version: v.literal(version),
  madeBy: v.pipe(v.string(), v.maxLength(100)),
  link: v.pipe(v.string(), v.maxLength(10_000), v.regex(/^https?:\/\//u, 'no address of the web')),
  name: v.pipe(v.string(), v.maxLength(500)),
  ...{ config, model, fingerprint },
  end: nullable(v.picklist(['finished', 'collapsed', 'cancelled'])),
  hidden: v.array(configKey),
  pairs: v.strictObject({ kept: count, of: count }),
  policies: v.pipe(
    v.array(policy),
    v.minLength(1),
    v.check((policies) => policies.every(({ iteration }, i) => iteration === i), 'not in order'),
  ),
});

/** What is written in a handout, checked. Throws RangeError, which names the part at fault. */
export function parseHandout(text: string): Handout {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new RangeError('the file: is not whole');
  }
  const result = v.safeParse(schema, content, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RangeError(`${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}
