// Probabilities of a closed set of answers, read from all logits: exact, where the API would tell the five likeliest tokens.
import type { ChatAnswer } from '../chat/chatModel.ts';
import type { Vocabulary } from './tokenizerFile.ts';

/** Where in the logits the answers are found. Two lists of tokens, one for each step of the model. */
export interface AnswerTokens {
  readonly answers: readonly string[];
  /** Tokens that are looked up in the first step. */
  readonly first: readonly number[];
  /** For each of them, the answer (by position) that it is or begins. */
  readonly firstAnswer: readonly number[];
  /** The token after which the second step is looked at, by which a longer answer begins; null: all answers are one token. */
  readonly opening: number | null;
  /** Tokens that are looked up in the second step: those by which the beginning becomes the longer answer. */
  readonly next: readonly number[];
  /** Answers (by position) that only the second step tells apart; null without it. */
  readonly longer: { readonly begins: number; readonly answer: number } | null;
}

/**
 * The tokens of the answers. A tokenizer may have several tokens for an answer (with a space before it): their probabilities
 * are added. One that has no token for "10" writes "1" and "0": then P(10) = P(1) P(0 | 1), and what is left of P(1) is the 1.
 * P(0 | 1) is taken behind the likeliest spelling of "1" alone, the first one: tokenizers that split digits have only one.
 * Throws RangeError for an answer that has no token and does not begin with an answer that has, and for two such.
 */
export function answerTokens(answers: readonly string[], vocabulary: Vocabulary): AnswerTokens {
  const first: number[] = [];
  const firstAnswer: number[] = [];
  let longer: AnswerTokens['longer'] = null;
  let opening: number | null = null;
  let next: readonly number[] = [];
  for (const [at, answer] of answers.entries()) {
    const tokens = vocabulary.tokensOf(answer);
    for (const token of tokens) {
      first.push(token);
      firstAnswer.push(at);
    }
    if (tokens.length > 0) continue;
    const begins = answers.findIndex((other) => other !== answer && answer.startsWith(other));
    const rest = begins < 0 ? [] : vocabulary.tokensInside(answer.slice(answers[begins]?.length));
    const [start] = begins < 0 ? [] : vocabulary.tokensOf(answers[begins] ?? '');
    if (start === undefined || rest.length === 0)
      throw new RangeError(`the tokenizer has no token for the answer ${answer}`);
    if (longer !== null) throw new RangeError(`the tokenizer splits more than one answer: ${answer}`);
    [longer, opening, next] = [{ begins, answer: at }, start, rest];
  }
  return { answers, first, firstAnswer, opening, next, longer };
}

/** How many steps of the model the answers take. */
export const stepsOf = ({ longer }: AnswerTokens): 1 | 2 => (longer === null ? 1 : 2);

/** Probabilities from the log-probabilities of the looked-up tokens, step by step. Throws RangeError where a step is missing. */
export function answersFrom(tokens: AnswerTokens, steps: readonly Float64Array[]): ChatAnswer {
  const [first, second] = steps;
  if (!first || (tokens.longer !== null && !second)) {
    throw new RangeError(`the answers need ${String(stepsOf(tokens))} steps, and there were ${String(steps.length)}`);
  }
  const probabilities = new Array<number>(tokens.answers.length).fill(0);
  for (const [i, at] of tokens.firstAnswer.entries()) {
    probabilities[at] = (probabilities[at] ?? 0) + Math.exp(first[i] ?? -Infinity);
  }
  if (tokens.longer !== null && second) {
    const { begins, answer } = tokens.longer;
    const goesOn = second.reduce((sum, logProb) => sum + Math.exp(logProb), 0);
    const both = probabilities[begins] ?? 0;
    probabilities[answer] = both * goesOn;
    probabilities[begins] = both * (1 - goesOn);
  }
  return { probabilities };
}
