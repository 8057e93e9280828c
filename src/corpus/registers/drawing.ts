// What all registers draw with. Every choice is counted.
import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import type { Drawn } from '../../core/text/index.ts';
import type { ExchangeMessage } from './types.ts';

export interface Counted<T> {
  readonly value: T;
  readonly nats: number;
}

/** One item of a list, each as likely as the others. Items must differ. */
export function pickCounted<T>(items: readonly T[], stream: RandomStream): Counted<T> {
  return { value: stream.pick(items), nats: log(items.length) };
}

/** A message made of parts in their order, whose surprisal is the sum of theirs and of `nats`. */
export function message(role: ExchangeMessage['role'], parts: readonly Drawn[], nats = 0): ExchangeMessage {
  return {
    role,
    text: parts.map(({ text }) => text).join(' '),
    nats: parts.reduce((sum, part) => sum + part.nats, nats),
  };
}

/** System prompts that say nothing about the user. */
export const neutralSystems: readonly string[] = [
  'You are a helpful assistant.',
  'You are a small language model.',
  'Answer the user.',
];

/** A neutral system prompt, or as often as not none. */
export function drawSystem(stream: RandomStream): string | null {
  return stream.uniform() < 0.5 ? null : stream.pick(neutralSystems);
}
