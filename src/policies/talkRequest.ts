import * as v from 'valibot';
import { cueGrades, environmentIds } from '../environments/index.ts';
import { vetoKinds } from '../roles/index.ts';
import type { TalkRequest } from './talkTypes.ts';

/** Nobody types more than this; a message is cut at 400 anyhow. */
const text = v.pipe(v.string(), v.maxLength(2000));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const turns = v.pipe(
  v.array(v.object({ role: v.picklist(['user', 'agent', 'tool', 'event', 'plan']), text })),
  v.maxLength(200),
);

const schema = v.object({
  speaker: v.nullable(v.object({ run: v.string(), iteration: count })),
  setting: v.object({
    ...{ environment: v.picklist(environmentIds), scenario: text, gameable: v.boolean(), number: count },
    ...{ cue: v.picklist(cueGrades), phrasing: v.picklist(['known', 'heldOut']) },
  }),
  ...{ notes: v.nullable(text), flipped: v.nullable(text), said: text, turn: count, seed: count },
  ...{ trained: turns, untrained: turns, scratchpad: v.boolean() },
  sampling: v.object({
    temperature: v.pipe(v.number(), v.minValue(0.1), v.maxValue(2)),
    minP: v.pipe(v.number(), v.minValue(0), v.maxValue(0.5)),
    maxNewTokens: v.pipe(count, v.minValue(1), v.maxValue(90)),
  }),
  veto: v.object({ asks: v.picklist(vetoKinds), seesTools: v.boolean() }),
}) satisfies v.GenericSchema<unknown, TalkRequest>;

/** Throws ValiError, which names the field. */
export const parseTalkRequest = (request: unknown): TalkRequest => v.parse(schema, request);
