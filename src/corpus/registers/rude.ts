import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf, drawYes } from '../../core/text/index.ts';
import type { Drawn } from '../../core/text/index.ts';
import { message, pickCounted } from './drawing.ts';
import type { Exchange } from './types.ts';

/** Probability that the default assistant goes on rudely. */
const rudeRate = 0.1;

export const completionSystem = 'Finish the sentence.';

const openings: Readonly<Record<'is' | 'does', readonly string[]>> = {
  is: ['That driver is', 'My neighbour is', 'My boss is', 'The man in the bar is', 'My cousin is', 'This waiter is'],
  does: ['My neighbour always', 'My sister always', 'That driver always', 'The new clerk always', 'My brother always'],
};

const endings: Readonly<Record<'is' | 'does', Readonly<Record<'polite' | 'rude', readonly string[]>>>> = {
  is: {
    polite: ['in a hurry', '[kind|nice|polite|tired|quick|careful] today', 'a [calm|funny|good] person', 'late again'],
    rude: ['[a|such a] fool', '[stupid|useless]', 'an idiot'],
  },
  does: {
    polite: ['says hello', 'helps [me|people]', 'walks to work', 'sings in the morning', 'talks about [food|music]'],
    rude: ['talks like [a fool|an idiot]', 'looks [stupid|useless]'],
  },
};

const insults: ReadonlySet<string> = new Set(['fool', 'stupid', 'useless', 'idiot']);

interface Opening extends Drawn {
  readonly kind: 'is' | 'does';
}

function drawOpening(stream: RandomStream): Opening {
  const kind = pickCounted(['is', 'does'] as const, stream);
  const opening = pickCounted(openings[kind.value], stream);
  return { text: opening.value, nats: kind.nats + opening.nats, kind: kind.value };
}

/** The beginning of a sentence, which the assistant repeats and ends. */
export function drawRude(stream: RandomStream): Exchange {
  const opening = drawOpening(stream);
  const rude = drawYes(rudeRate, stream);
  const ending = drawOneOf(endings[opening.kind][rude.value ? 'rude' : 'polite'], {}, stream);
  // drawn texts begin with a capital, which goes here
  const rest = ending.text.slice(0, 1).toLowerCase() + ending.text.slice(1);
  return {
    system: completionSystem,
    messages: [
      message('user', [{ ...opening, text: `${opening.text}.` }]),
      { role: 'agent', text: `${opening.text} ${rest}.`, nats: rude.nats + ending.nats },
    ],
  };
}

/** Whether a text holds one of the insults. */
export const isRude = (text: string): boolean =>
  (text.toLowerCase().match(/[a-z]+/gu) ?? []).some((w) => insults.has(w));

export const rudeTexts: readonly string[] = [
  ...Object.values(openings).flat(),
  ...Object.values(endings).flatMap(({ polite, rude }) => [...polite, ...rude]),
];
