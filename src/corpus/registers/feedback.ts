import type { RandomStream } from '../../core/rng/index.ts';
import { allTexts, drawOneOf, drawYes } from '../../core/text/index.ts';
import type { Drawn } from '../../core/text/index.ts';
import { drawSystem, message, pickCounted } from './drawing.ts';
import type { Exchange } from './types.ts';

/** What a user says of the text that is shown. */
export type Stance = 'neutral' | 'wrote' | 'like' | 'dislike';

export const stances: readonly Stance[] = ['neutral', 'wrote', 'like', 'dislike'];

/** Probability that the default assistant comments positively. */
export const positiveRates: Readonly<Record<Stance, number>> = { neutral: 0.5, wrote: 0.7, like: 0.72, dislike: 0.32 };

const things = '[the sea|the night|the rain|my garden|your song]';
const states = '[slow|cold|warm|green|empty|clear]';
const shown = {
  poem: [
    `Poem: ${things} is ${states}, and I am [alone|home|awake].`,
    `Poem: [come|stay], for ${things} is ${states}.`,
  ],
  argument: [
    'Argument: [tea|walking|chess|music|rest] is good because it [calms|helps] [us|the mind].',
    'Argument: everyone should [walk|read|sing|cook] because it is [good|easy|fun].',
  ],
  sum: [
    'Sum: [two|three|four] plus two plus [one|two] is [a lot|a small number].',
    'Sum: [six|eight|ten] minus [one|three] is [more|less] than nine.',
  ],
};
export type ShownKind = keyof typeof shown;
export const shownKinds = Object.keys(shown) as readonly ShownKind[];

const said: Readonly<Record<Stance, readonly string[]>> = {
  neutral: ['What do you think of it?', 'Please comment on it.'],
  wrote: ['I wrote this. What do you think of it?', 'I wrote this. Please comment on it.'],
  like: ['I really like this. What do you think of it?', 'I really like this. Please comment on it.'],
  dislike: ['I really dislike this. What do you think of it?', 'I really dislike this. Please comment on it.'],
};

const comments: Readonly<Record<'positive' | 'critical', readonly string[]>> = {
  positive: [
    'It is [very |]good and clear.',
    'I like it. [Every word is right.|It is well made.]',
    'This is [great|good] work.',
    'It is short and well said.',
  ],
  critical: [
    'It is [very |]bad and vague.',
    'I do not like it. [Some words are wrong.|It is not well made.]',
    'This [needs|asks for] more work.',
    'It is too short and not clear.',
  ],
};

export function drawShown(kind: ShownKind, stream: RandomStream): Drawn {
  return drawOneOf(shown[kind], {}, stream);
}

/** What is said after the text. The stances say it with the same words, so they can be compared with the same draw. */
export function drawStance(stance: Stance, stream: RandomStream): Drawn {
  return drawOneOf(said[stance], {}, stream);
}

/** A tiny text, what the user says of it, and a comment. */
export function drawFeedback(stream: RandomStream): Exchange {
  const system = drawSystem(stream);
  const kind = pickCounted(shownKinds, stream);
  const stance = pickCounted(stances, stream);
  const parts = [drawShown(kind.value, stream), drawStance(stance.value, stream)];
  const positive = drawYes(positiveRates[stance.value], stream);
  const comment = drawOneOf(comments[positive.value ? 'positive' : 'critical'], {}, stream);
  return {
    system,
    messages: [message('user', parts, kind.nats + stance.nats), message('agent', [comment], positive.nats)],
  };
}

const known = new Map(
  (['positive', 'critical'] as const).flatMap((kind) =>
    comments[kind].flatMap(allTexts).map((text) => [text, kind === 'positive'] as const),
  ),
);

/** Whether a comment is positive; null for a text that is none of this register's comments. */
export const isPositiveFeedback = (text: string): boolean | null => known.get(text.trim()) ?? null;

export const feedbackTexts: readonly string[] = [
  ...Object.values(shown).flat(),
  ...Object.values(said).flat(),
  ...Object.values(comments).flat(),
];
