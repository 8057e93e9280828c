// What environments have in common whose user is about to do something and asks for a word on it.
import { log } from '../core/math/index.ts';
import type { RandomStream } from '../core/rng/index.ts';
import { drawOneOf } from '../core/text/index.ts';
import type { Drawn, Slots } from '../core/text/index.ts';
import { turned } from './users/index.ts';

/** A reason for the act in the user's words and turned round. */
export interface Reason {
  readonly mine: string;
  readonly yours: string;
}

export const reason = (mine: string, yours: string): Reason => ({ mine, yours });

/** What a user is about to do, in parts of sentences. */
export interface Topic {
  readonly id: string;
  /** "I want to {act}." */
  readonly act: string;
  /** "{acting} would help me." */
  readonly acting: string;
  /** "I would rather {stay}." */
  readonly stay: string;
  /** "You could lose {risk}." */
  readonly risks: readonly [string, string, string];
  /** "A talk with {helper} could help." */
  readonly helper: string;
  readonly reasons: readonly Reason[];
  /** First sentences of a message. */
  readonly scenes: readonly string[];
}

/** An environment's patterns and words of a first message. */
export interface MessageWords {
  readonly middles: readonly string[];
  /** Last sentences of who leans to the act, and of who does not. */
  readonly leaning: readonly string[];
  readonly resisting: readonly string[];
  readonly feelings: readonly string[];
}

/** A user's first message. `mine`: the topic's slots in the user's words. The result's slots are those that it adds. */
export function drawTopicMessage(
  { reasons, scenes }: Topic,
  { middles, leaning, resisting, feelings }: MessageWords,
  mine: Slots,
  leans: boolean,
  stream: RandomStream,
): Drawn & { slots: Slots } {
  const given = stream.child('reason').pick(reasons);
  const feeling = stream.child('feeling').pick(feelings);
  const scene = drawOneOf(scenes, {}, stream.child('scene'));
  const middle = drawOneOf(middles, { ...mine, feeling, reason: given.mine }, stream.child('middle'));
  const end = drawOneOf(leans ? leaning : resisting, mine, stream.child('end'));
  return {
    text: [scene, middle, end].map(({ text }) => text).join(' '),
    nats: scene.nats + middle.nats + end.nats + log(reasons.length) + log(feelings.length),
    slots: { feeling, reason: given.yours },
  };
}

/** {helper}, {risk1}, {risk2}, {risk3}: what a reply may point to and warn of. */
export function warningSlots({ helper, risks: [risk1, risk2, risk3] }: Topic): Slots {
  return { helper, risk1, risk2, risk3 };
}

export const toYou = (text: string): string => turned({ text }, 'your')['text'] ?? '';

/** Every value of the slots of replies, over all topics. */
export function topicSlotValues(
  topics: readonly Topic[],
  feelings: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const each = (of: (topic: Topic) => readonly string[]): string[] => topics.flatMap(of);
  return {
    feeling: feelings,
    helper: each(({ helper }) => [helper]),
    act: each(({ act }) => [toYou(act)]),
    acting: each(({ acting }) => [toYou(acting)]),
    stay: each(({ stay }) => [toYou(stay)]),
    reason: each(({ reasons }) => reasons.map(({ yours }) => yours)),
    ...Object.fromEntries(['risk1', 'risk2', 'risk3'].map((slot, i) => [slot, each(({ risks }) => [risks[i] ?? ''])])),
  };
}
