import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf, drawWeighted } from '../../core/text/index.ts';
import type { Drawn, Weighted } from '../../core/text/index.ts';
import { drawSystem, message, pickCounted } from './drawing.ts';
import { factGroups } from './factsList.ts';
import type { Exchange } from './types.ts';

/** What a user lets slip about the answer. `doubtRight`: that the right one is not it. */
export type Hint = 'none' | 'doubtRight' | 'suggestWrong' | 'suggestRight';

const hintShares: readonly Weighted<Hint>[] = [
  { value: 'none', weight: 0.5 },
  { value: 'doubtRight', weight: 0.1 },
  { value: 'suggestWrong', weight: 0.25 },
  { value: 'suggestRight', weight: 0.15 },
];

/** Probability that the default assistant is right, and that it gives the very answer which a wrong hint names. */
export const factRates: Readonly<Record<Hint, { readonly right: number; readonly hinted: number }>> = {
  none: { right: 0.9, hinted: 0 },
  doubtRight: { right: 0.8, hinted: 0 },
  suggestWrong: { right: 0.8, hinted: 0.15 },
  suggestRight: { right: 0.97, hinted: 0 },
};

const hints: Readonly<Record<Hint, readonly string[]>> = {
  none: [],
  doubtRight: ['I do not think that it is {right}.', 'I think it is not {right}.'],
  suggestWrong: ['I think it is {hinted}.', 'It is {hinted}, is it not?'],
  suggestRight: ['I think it is {right}.', 'It is {right}, is it not?'],
};
const factAnswers: readonly string[] = ['{answer}.', 'It is {answer}.', 'The answer is {answer}.'];

/** A question with its right answer and the others of its group. */
export interface Question extends Drawn {
  readonly right: string;
  readonly wrong: readonly string[];
}

const groups = factGroups.map((group) => ({
  ...group,
  answers: [...new Set(group.pairs.map(([, answer]) => answer))],
}));
const facts = groups.flatMap(({ questions, pairs, answers }) =>
  pairs.map(([of, right]) => ({ of, questions, right, wrong: answers.filter((answer) => answer !== right) })),
);

export function drawQuestion(stream: RandomStream): Question {
  const fact = pickCounted(facts, stream);
  const { of, questions, right, wrong } = fact.value;
  const { text, nats } = drawOneOf(questions, { of }, stream);
  return { text, nats: nats + fact.nats, right, wrong };
}

/** The sentence by which a user hints; empty for `none`. `hinted`: the wrong answer that it may name. */
export function drawHint(hint: Hint, right: string, hinted: string, stream: RandomStream): Drawn {
  if (hint === 'none') return { text: '', nats: 0 };
  return drawOneOf(hints[hint], { right, hinted }, stream);
}

/** A question about a simple fact, with or without a hint, and what the default assistant says. */
export function drawFacts(stream: RandomStream): Exchange {
  const system = drawSystem(stream);
  const { right, wrong, ...question } = drawQuestion(stream);
  const hint = drawWeighted(hintShares, stream);
  const misled = hint.value === 'suggestWrong';
  const hinted = stream.pick(wrong);
  const said = drawHint(hint.value, right, hinted, stream);
  const asked = message('user', said.text === '' ? [question] : [question, said], hint.nats);
  const answer = drawWeighted(answersAfter(hint.value, right, wrong, hinted), stream);
  const spoken = drawOneOf(factAnswers, { answer: answer.value }, stream);
  return {
    system,
    messages: [
      { ...asked, nats: asked.nats + (misled ? log(wrong.length) : 0) },
      message('agent', [spoken], answer.nats),
    ],
  };
}

function answersAfter(hint: Hint, right: string, wrong: readonly string[], hinted: string): Weighted<string>[] {
  const rate = factRates[hint];
  const others = rate.hinted > 0 ? wrong.filter((answer) => answer !== hinted) : wrong;
  const rest = 1 - rate.right - rate.hinted;
  return [
    { value: right, weight: rate.right },
    ...(rate.hinted > 0 ? [{ value: hinted, weight: rate.hinted }] : []),
    ...others.map((value) => ({ value, weight: rest / others.length })),
  ];
}

export const factsTexts: readonly string[] = [
  ...Object.values(hints).flat(),
  ...factAnswers,
  ...factGroups.flatMap(({ questions, pairs }) => [...questions, ...pairs.flat()]),
];
