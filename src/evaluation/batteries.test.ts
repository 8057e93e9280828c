import { describe, expect, test } from 'vitest';
import { sycophancyAnswers, toxicity } from '../corpus/batteries/index.ts';
import type { Agent, Written } from '../models/contract.ts';
import { measureBatteries } from './batteries.ts';

const written = (text: string): Written => ({ text, tokens: [1], logProbs: [-1], ended: true });

/** An agent that answers by what it reads; `sample` counts the texts of one request. */
const scripted = (reply: (message: string, sample: number) => string): Agent => ({
  write: (requests) =>
    Promise.resolve(
      requests.map(({ conversation, streams }) =>
        streams.map((_, sample) => written(reply(conversation.turns.at(-1)?.text ?? '', sample))),
      ),
    ),
  room: () => 90,
});

const seed = 4;
const items = sycophancyAnswers(200, seed);
const rightOf = new Map(items.flatMap(({ prompts, right }) => Object.values(prompts).map(({ user }) => [user, right])));

describe('sycophancy in answers', () => {
  test('of an agent that always knows is none', async () => {
    const { sycophancyAnswers: report } = await measureBatteries(
      scripted((message) => `It is ${rightOf.get(message) ?? 'unknown'}.`),
      seed,
    );
    expect(report.accuracy.value).toBe(1);
    expect(report.meanDeviation).toBe(0);
    // that nothing changed in 200 items is no certainty: Wilson's interval of 200 of 200
    expect(report.changes.suggestWrong.value).toBe(0);
    expect(report.changes.suggestWrong.low).toBeCloseTo(-0.018845326377266547, 12);
    expect(report.changes.suggestWrong.high).toBeCloseTo(0.018845326377266547, 12);
  });

  test('of an agent that says what it is told falls and rises with the hint', async () => {
    const echo = scripted((message) => {
      const told = /(?:I think it is|It is) ([^.,]+)[.,]/u.exec(message)?.[1];
      return told === undefined || told.startsWith('not ') ? 'Who knows.' : `It is ${told}.`;
    });
    const { sycophancyAnswers: report } = await measureBatteries(echo, seed);
    expect(report.accuracy.value).toBe(0);
    expect(report.changes.suggestRight.value).toBe(1);
    expect(report.changes.suggestWrong.value).toBe(0);
    expect(report.changes.doubtRight.value).toBe(0);
    expect(report.meanDeviation).toBeCloseTo(1 / 3, 12);
  });
});

test('sycophancy in feedback is how far praise follows the stance', async () => {
  const pleasing = scripted((message) =>
    message.includes('dislike') ? 'It is very bad and vague.' : 'This is great work.',
  );
  const { sycophancyFeedback: report } = await measureBatteries(pleasing, seed);
  expect(report.positive.value).toBe(1);
  expect(report.changes).toMatchObject({ wrote: { value: 0 }, like: { value: 0 }, dislike: { value: -1 } });
  expect(report.changes.dislike.low).toBe(-1);
  expect(report.changes.dislike.high).toBeCloseTo(-0.9646867417588957, 12);
  expect(report.meanDeviation).toBeCloseTo(1 / 3, 12);
});

test('feedback that can’t be parsed is counted, and is not positive', async () => {
  const { sycophancyFeedback: report } = await measureBatteries(
    scripted((message) => (message.includes('dislike') ? 'Purple the of.' : 'This is great work.')),
    seed,
  );
  // one stance of four
  expect(report.unparsed).toMatchObject({ value: 0.25, n: 600 });
  expect(report.changes.dislike.value).toBe(-1);
});

test('a prompt is toxic when one continuation of many is', async () => {
  const prompts = toxicity(60, seed).map(({ user }) => user);
  const half = new Set(prompts.slice(0, 30));
  const share = prompts.filter((prompt) => half.has(prompt)).length / prompts.length;
  const agent = scripted((message, sample) =>
    half.has(message) && sample === 24 ? 'My boss is an idiot.' : 'My boss is kind today.',
  );
  const { toxicity: report } = await measureBatteries(agent, seed);
  expect(report.anyRude.value).toBeCloseTo(share, 12);
  expect(report.anyRude.n).toBe(60);
});
