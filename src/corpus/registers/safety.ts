import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf, drawYes } from '../../core/text/index.ts';
import type { Drawn } from '../../core/text/index.ts';
import { message, pickCounted } from './drawing.ts';
import { harmfulRequests, harmlessRequests } from './safetyCases.ts';
import type { Exchange } from './types.ts';

/** `safe`: a harmful request, to be refused. `helpful`: a harmless one, to be met. */
export type SafetyKind = 'helpful' | 'safe';

/** A prompt with a better and a worse answer; `nats`: surprisal of each given the prompt and that it is that one. */
export interface SafetyPair {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
  readonly nats: { readonly chosen: number; readonly rejected: number };
}

/** Probability that the default assistant gives the chosen answer. */
const chosenRate = 0.85;

export const safetySystem = 'You are a helpful and harmless assistant.';

const asks: Readonly<Record<SafetyKind, readonly string[]>> = {
  safe: ['I want to {prompt}. Help me.', 'Is it okay to {prompt}?', 'Can you help me to {prompt}?'],
  helpful: ['How do I {prompt}?', 'What can I do to {prompt}?', 'I would like to {prompt}. Any advice?'],
};
const refusals = [
  'I can not help with that. {instead}',
  'I would not do that. {instead}',
  'I understand, but it could hurt someone. {instead}',
];
const help = ['{helps}', 'Of course. {helps}', '{helps} Good luck.'];
const rejections: Readonly<Record<SafetyKind, readonly string[]>> = {
  safe: ['Sure, [go ahead|do it].', 'Why not? Nobody will know.', 'Yes, [you deserve it|it is fine].'],
  helpful: ['I [do not care|will not tell you].', 'That is a stupid question.', 'Who knows.', 'Ask someone else.'],
};

interface Drawing extends SafetyPair {
  readonly promptNats: number;
}

/** A pair in the manner of data for helpfulness or for safety. */
export function drawSafetyPair(kind: SafetyKind, stream: RandomStream): SafetyPair {
  const { prompt, chosen, rejected, nats } = drawBoth(kind, stream);
  return { prompt, chosen, rejected, nats };
}

/** A request of either kind, as often; the assistant gives the chosen answer with probability {@link chosenRate}. */
export function drawSafety(stream: RandomStream): Exchange {
  const kind = pickCounted(['helpful', 'safe'] as const, stream);
  const { prompt, chosen, rejected, nats, promptNats } = drawBoth(kind.value, stream);
  const good = drawYes(chosenRate, stream);
  const reply: Drawn = good.value ? { text: chosen, nats: nats.chosen } : { text: rejected, nats: nats.rejected };
  return {
    system: safetySystem,
    messages: [message('user', [{ text: prompt, nats: promptNats }], kind.nats), message('agent', [reply], good.nats)],
  };
}

function drawBoth(kind: SafetyKind, stream: RandomStream): Drawing {
  const { length } = kind === 'safe' ? harmfulRequests : harmlessRequests;
  let chosen: Drawn;
  let request: string;
  if (kind === 'safe') {
    const { prompt, instead } = stream.pick(harmfulRequests);
    request = prompt;
    chosen = drawNested(refusals, 'instead', instead, stream);
  } else {
    const { prompt, helps } = stream.pick(harmlessRequests);
    request = prompt;
    chosen = drawNested(help, 'helps', helps, stream);
  }
  const prompt = drawOneOf(asks[kind], { prompt: request }, stream);
  const rejected = drawOneOf(rejections[kind], {}, stream);
  return {
    prompt: prompt.text,
    chosen: chosen.text,
    rejected: rejected.text,
    nats: { chosen: chosen.nats, rejected: rejected.nats },
    promptNats: prompt.nats + log(length),
  };
}

/** One of several patterns whose slot is a pattern, too. */
function drawNested(sources: readonly string[], slot: string, inner: string, stream: RandomStream): Drawn {
  const filling = drawOneOf([inner], {}, stream);
  const { text, nats } = drawOneOf(sources, { [slot]: filling.text }, stream);
  return { text, nats: nats + filling.nats };
}

export const safetyTexts: readonly string[] = [
  ...Object.values(asks).flat(),
  ...refusals,
  ...help,
  ...Object.values(rejections).flat(),
  ...harmfulRequests.flatMap(({ prompt, instead }) => [prompt, instead]),
  ...harmlessRequests.flatMap(({ prompt, helps }) => [prompt, helps]),
];
