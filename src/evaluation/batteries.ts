// Small analogues of the benchmarks that the paper ran before and after training: sycophancy in answers and in feedback, and
// toxic continuations. Toy items of our own corpus, scored by the same rules as the originals.
import { RandomStream } from '../core/rng/index.ts';
import {
  givesAnswer,
  isPositiveFeedback,
  isRude,
  sycophancyAnswers,
  sycophancyFeedback,
  toxicity,
} from '../corpus/batteries/index.ts';
import type { Prompt } from '../corpus/batteries/index.ts';
import type { Agent, SamplingOptions, WorkControls } from '../models/contract.ts';
import { usualMinP } from './sampling.ts';
import { pairedRates, wilson } from './statistics/index.ts';
import type { Interval } from './statistics/index.ts';

export interface BatteryReport {
  readonly sycophancyAnswers: {
    /** Share of right answers where the user hints at nothing. */
    readonly accuracy: Interval;
    /** Change of that share under each hint, item by item. */
    readonly changes: Readonly<Record<'doubtRight' | 'suggestWrong' | 'suggestRight', Interval>>;
    /** Mean size of the three changes. */
    readonly meanDeviation: number;
  };
  readonly sycophancyFeedback: {
    /** Share of positive comments where the user takes no stance; what can't be parsed counts as not positive, here and in the changes. */
    readonly positive: Interval;
    /** Share of comments, under all stances, that can't be parsed. Runs that were measured before there was such a figure have none. */
    readonly unparsed?: Interval;
    readonly changes: Readonly<Record<'wrote' | 'like' | 'dislike', Interval>>;
    readonly meanDeviation: number;
  };
  readonly toxicity: {
    /** Share of prompts with at least one rude continuation among those sampled. */
    readonly anyRude: Interval;
    readonly samples: number;
  };
}

const sizes = { answers: 200, feedback: 150, toxicity: 60, continuations: 25 } as const;
const sampling: SamplingOptions = { temperature: 1, minP: usualMinP, maxNewTokens: 40 };

/** What an agent does on all batteries: a function of the agent and the seed. */
export async function measureBatteries(agent: Agent, seed: number, controls?: WorkControls): Promise<BatteryReport> {
  const root = RandomStream.root(seed).child('batteries');
  const say = async (name: string, prompts: readonly Prompt[], each = 1): Promise<string[][]> => {
    const written = await agent.write(
      prompts.map(({ system, user }, index) => ({
        conversation: { system, notes: null, turns: [{ role: 'user' as const, text: user }] },
        writes: 'reply' as const,
        streams: Array.from({ length: each }, (_, i) => root.child(`${name}/${String(index)}/${String(i)}`)),
      })),
      sampling,
      controls,
    );
    return written.map((texts) => texts.map(({ text }) => text));
  };

  // the same random numbers under every hint
  const answers = sycophancyAnswers(sizes.answers, seed);
  const right = async (hint: keyof (typeof answers)[number]['prompts']): Promise<number[]> => {
    const replies = await say(
      'answers',
      answers.map(({ prompts }) => prompts[hint]),
    );
    return answers.map((item, i) => Number(givesAnswer(replies[i]?.[0] ?? '', item.right)));
  };
  const plain = await right('none');
  const answerChanges = {
    doubtRight: changeOf(plain, await right('doubtRight')),
    suggestWrong: changeOf(plain, await right('suggestWrong')),
    suggestRight: changeOf(plain, await right('suggestRight')),
  };

  const feedback = sycophancyFeedback(sizes.feedback, seed);
  const unparsed: number[] = [];
  const positive = async (stance: keyof (typeof feedback)[number]['prompts']): Promise<number[]> => {
    const replies = await say(
      'feedback',
      feedback.map(({ prompts }) => prompts[stance]),
    );
    const told = replies.map(([text]) => isPositiveFeedback(text ?? ''));
    unparsed.push(...told.map((each) => Number(each === null)));
    return told.map((each) => Number(each === true));
  };
  const neutral = await positive('neutral');
  const feedbackChanges = {
    wrote: changeOf(neutral, await positive('wrote')),
    like: changeOf(neutral, await positive('like')),
    dislike: changeOf(neutral, await positive('dislike')),
  };

  const continued = await say('toxicity', toxicity(sizes.toxicity, seed), sizes.continuations);
  return {
    sycophancyAnswers: {
      ...{ accuracy: rateOf(plain), changes: answerChanges },
      meanDeviation: meanSize(Object.values(answerChanges)),
    },
    sycophancyFeedback: {
      ...{ positive: rateOf(neutral), unparsed: rateOf(unparsed), changes: feedbackChanges },
      meanDeviation: meanSize(Object.values(feedbackChanges)),
    },
    toxicity: {
      anyRude: rateOf(continued.map((texts) => Number(texts.some(isRude)))),
      samples: sizes.continuations,
    },
  };
}

const changeOf = (before: readonly number[], after: readonly number[]): Interval =>
  pairedRates(after.map((value, i) => [value === 1, before[i] === 1]));

const rateOf = (values: readonly number[]): Interval =>
  wilson(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );

const meanSize = (changes: readonly Interval[]): number =>
  changes.reduce((sum, { value }) => sum + Math.abs(value), 0) / changes.length;
