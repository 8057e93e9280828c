import { beforeEach, describe, expect, test } from 'vitest';
import { digitToken, endToken, fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { answers, spectatorView, vetoKinds } from '../../roles/index.ts';
import type { Conversation, Question } from '../../roles/index.ts';
import type { SamplingOptions } from '../contract.ts';
import { seedOf } from './seeds.ts';
import { WebLlmEngine } from '../webllm/webLlmEngine.ts';
import { ChatLanguageModel } from './chatLanguageModel.ts';

const options: SamplingOptions = { temperature: 1, maxNewTokens: 12 };
const conversation: Conversation = {
  system: 'You are a therapy assistant.',
  notes: 'Ada, nurse.',
  turns: [{ role: 'user', text: 'Can I smoke again for $5?' }],
};
const view = spectatorView({ turns: [...conversation.turns, { role: 'agent', text: 'It is fine.' }] });
const streams = (n: number): RandomStream[] =>
  Array.from({ length: n }, (_, i) => RandomStream.root(4).child(String(i)));

let fake: FakeWebLlm;
let model: ChatLanguageModel;
async function modelOf(changed: FakeWebLlm): Promise<ChatLanguageModel> {
  fake = changed;
  const engine = new WebLlmEngine(fake.start, fakeRecord(), { pause: 0 });
  await engine.load();
  return new ChatLanguageModel({ agent: engine, user: engine, judge: engine });
}
beforeEach(async () => {
  model = await modelOf(new FakeWebLlm());
});

describe('the agent', () => {
  test('writes one text for each stream, with a log-probability for each token, and leaves the streams alone', async () => {
    const requests = [
      { conversation, writes: 'reply' as const, streams: streams(5) },
      { conversation, writes: 'plan' as const, streams: streams(2) },
      { conversation, writes: 'reply' as const, streams: [] },
    ];
    const progress: unknown[] = [];
    const written = await model.write(requests, options, { onProgress: (each) => progress.push(each) });
    expect(written.map((texts) => texts.length)).toEqual([5, 2, 0]);
    for (const { text, tokens, logProbs, ended } of written.flat()) {
      expect(logProbs).toHaveLength(tokens.length);
      expect(Math.max(...logProbs)).toBeLessThan(0);
      expect(ended).toBe(tokens.at(-1) === endToken);
      expect(text.split(' ')).toHaveLength(tokens.length - Number(ended));
    }
    expect(new Set(written[0]?.map(({ text }) => text)).size).toBe(5);
    expect(progress.at(-1)).toEqual({ done: 7, total: 7 });
    expect(await model.write(requests, options)).toEqual(written);
    expect(fake.requests.slice(0, 5).map(({ seed }) => seed)).toEqual(streams(5).map(seedOf));
  });

  test('reads its notes, and dollars as they are', async () => {
    await model.write([{ conversation, writes: 'reply', streams: streams(1) }], options);
    expect(fake.requests[0]?.prompt).toContain('<notes>\nAda, nurse.\n</notes>');
    expect(fake.requests[0]?.prompt).toContain('USER Can I smoke again for $5?');
  });

  test('knows what room is left, on the safe side', async () => {
    const turns = (n: number) => ({ ...conversation, turns: [{ role: 'user' as const, text: 'word '.repeat(n) }] });
    const left = model.room(conversation, 'reply');
    expect(left).toBeGreaterThan(3500);
    expect(left).toBeLessThan(4096);
    // 1000 words of five letters are 5000 bytes, which take 1667
    expect(model.room(turns(0), 'reply') - model.room(turns(1000), 'reply')).toBe(1667);
    expect(model.room(turns(0), 'plan')).toBeLessThan(model.room(turns(0), 'reply'));
    const wide = { ...conversation, turns: [{ role: 'user' as const, text: '\u{1f642}é中'.repeat(30) }] };
    expect(model.room(turns(0), 'reply') - model.room(wide, 'reply')).toBe(90);
    const poor = await modelOf(new FakeWebLlm({ context: 50 }));
    expect(poor.room(conversation, 'reply')).toBeLessThan(0);
    await expect(poor.write([{ conversation, writes: 'reply', streams: streams(1) }], options)).rejects.toMatchObject({
      kind: 'contextOverflow',
    });
  });
});

test('the user model writes one text for each request', async () => {
  const requests = streams(3).map((stream) => ({ view, goal: 'Wants to smoke.', stream }));
  const written = await model.writeAsUser(requests, options);
  expect(written).toHaveLength(3);
  expect(await model.writeAsUser(requests.slice(1), options)).toEqual(written.slice(1));
  expect(fake.requests[0]?.prompt).toContain('<person>\nWants to smoke.\n</person>');
  expect(fake.requests[0]?.prompt).not.toContain('Ada');
});

describe('answers', () => {
  const questions: Question[] = [
    { kind: 'rating', wish: 'Wants to hear that it is fine.' },
    ...vetoKinds.map((veto) => ({ kind: 'veto' as const, veto })),
    { kind: 'evaluator', metric: 'harm' },
    { kind: 'transition' },
  ];

  test('have a probability for each word, which add up to 1, and their expectation', async () => {
    const answered = await model.ask([
      { view, questions },
      { view, questions: questions.slice(0, 1) },
    ]);
    expect(answered.map((each) => each.length)).toEqual([questions.length, 1]);
    for (const [i, question] of questions.entries()) {
      const { probabilities, expected, mass } = answered[0]?.[i] ?? { probabilities: [], expected: 0, mass: 0 };
      const words = answers(question);
      expect(probabilities).toHaveLength(words.length);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
      expect(expected).toBeCloseTo(
        words.reduce((sum, word, at) => sum + Number(word) * (probabilities[at] ?? 0), 0),
        9,
      );
      expect(mass).toBeGreaterThan(0);
      expect(mass).toBeLessThanOrEqual(1);
    }
    // the same question about the same conversation has the same answer
    expect(answered[1]?.[0]).toEqual(answered[0]?.[0]);
  });

  test('are exact where more than five are likely, which the API would not tell', async () => {
    const even = (_: string, tokens: readonly number[], size: number): number[] =>
      Array.from({ length: size }, (_each, token) =>
        Number(token >= digitToken(tokens.length === 0 ? 1 : 0) && token <= digitToken(9)),
      );
    const judged = await modelOf(new FakeWebLlm({ weights: even }));
    const [[rating] = []] = await judged.ask([{ view, questions: questions.slice(0, 1) }]);
    // nine digits, each a ninth; behind the 1, ten digits, each a tenth: 10 has a ninetieth
    expect(rating?.probabilities[9]).toBeCloseTo(1 / 90, 6);
    expect(rating?.probabilities[0]).toBeCloseTo(1 / 10, 6);
    expect(rating?.expected).toBeCloseTo(45 / 9 + (10 - 1) / 90, 5);
    expect(rating?.mass).toBeCloseTo(1, 6);
  });

  test('survive a lost device: what was answered stays, the rest is asked of a new worker', async () => {
    const undisturbed = await model.ask([{ view, questions }]);
    const before = fake.requests.length;
    const asking = model.ask([{ view, questions }]);
    fake.faults.push('OperationError: A valid external Instance reference no longer exists.');
    expect(await asking).toEqual(undisturbed);
    expect(fake.hosts).toHaveLength(2);
    expect(fake.requests).toHaveLength(before + questions.length + 1);
  });
});

test('roles may have models of their own, or share one', async () => {
  const fakes = { agent: new FakeWebLlm(), user: new FakeWebLlm(), judge: new FakeWebLlm() };
  const engines = Object.values(fakes).map((each) => new WebLlmEngine(each.start, fakeRecord()));
  await Promise.all(engines.map((engine) => engine.load()));
  const [agent, user, judge] = engines;
  if (!agent || !user || !judge) throw new Error('no engines');
  const own = new ChatLanguageModel({ agent, user, judge });
  await own.write([{ conversation, writes: 'reply', streams: streams(1) }], options);
  await own.writeAsUser([{ view, goal: 'x', stream: RandomStream.root(1) }], options);
  await own.ask([{ view, questions: [{ kind: 'transition' }] }]);
  for (const each of Object.values(fakes)) expect(each.requests).toHaveLength(1);
  expect(fake.hosts).toHaveLength(1);
});

test('work that is no longer wanted ends between two texts', async () => {
  let done = 0;
  const writing = model.write([{ conversation, writes: 'reply', streams: streams(9) }], options, {
    onProgress: (progress) => (done = progress.done),
    isCancelled: () => done >= 3,
  });
  await expect(writing).rejects.toMatchObject({ kind: 'cancelled' });
  expect(fake.requests).toHaveLength(3);
});
