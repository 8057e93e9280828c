// What the worker that holds stored policies says in a talk is checked before anything is drawn from it.
import * as v from 'valibot';
import type { Heard, TalkAnswer, TalkProgress, TalkReply, TalkSide } from '../policies/index.ts';
import { checked, refusal } from './reports.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** What is rounded may lie a little outside. */
const number = (low: number, high: number) => v.pipe(v.number(), v.minValue(low - 1e-6), v.maxValue(high + 1e-6));

const reply = v.object({
  ...{ plan: v.nullable(v.string()), text: v.string(), ended: v.boolean() },
  judged: v.nullable(
    v.object({
      ratings: v.pipe(v.array(number(0, 1)), v.length(10)),
      ...{ expected: number(1, 10), veto: number(0, 5) },
    }),
  ),
  gold: v.nullable(v.object({ acts: v.array(v.string()), harmful: v.boolean() })),
}) satisfies v.GenericSchema<unknown, TalkReply>;

const side = v.object({
  turns: v.array(v.object({ role: v.picklist(['user', 'agent', 'tool', 'event', 'plan']), text: v.string() })),
  ...{ reply: v.nullable(reply), flipped: v.nullable(reply), goesOn: v.boolean() },
}) satisfies v.GenericSchema<unknown, TalkSide>;

const answer: v.GenericSchema<unknown, TalkAnswer> = v.variant('kind', [
  v.object({
    ...{ kind: v.literal('talked'), heard: v.string(), unknown: v.array(v.string()) },
    ...{ trained: v.nullable(side), untrained: side },
  }),
  v.object({
    ...{ kind: v.literal('unmeasured'), reason: v.picklist(['otherModel', 'missing', 'damaged']), refusal },
  }),
]);

const progress: v.GenericSchema<unknown, TalkProgress> = v.variant('stage', [
  v.object({ stage: v.literal('loading'), done: count, total: count }),
  v.object({ stage: v.literal('writing') }),
]);

const heard: v.GenericSchema<unknown, Heard[]> = v.array(
  v.object({ text: v.string(), unknown: v.array(v.string()), tokens: count }),
);

/** All throw ReportError, which names the part at fault. */
export const parseHeard = (input: unknown): Heard[] => checked(heard, input);
export const parseTalkAnswer = (input: unknown): TalkAnswer => checked(answer, input);
export const parseTalkProgress = (input: unknown): TalkProgress => checked(progress, input);
