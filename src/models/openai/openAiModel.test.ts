import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { completion, likeliest, ServerStandIn } from '../../../test/support/serverStandIn.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { spectatorView } from '../../roles/index.ts';
import { ChatLanguageModel } from '../chat/chatLanguageModel.ts';
import type { ChatWrite } from '../chat/chatModel.ts';
import { OpenAiModel } from './openAiModel.ts';
import { listServerModels } from './wire.ts';

const key = 'a-secret-key';
let server: ServerStandIn;
beforeEach(async () => {
  server = new ServerStandIn();
  await server.start();
});
afterEach(async () => {
  await server.stop();
});

const modelOf = (options: ConstructorParameters<typeof OpenAiModel>[2] = {}): OpenAiModel =>
  new OpenAiModel({ base: server.base, key, retries: 2, pause: 0 }, 'some-model', options);
const request = (changes: Partial<ChatWrite> = {}): ChatWrite => ({
  messages: [{ role: 'user', content: 'Can I get $5?' }],
  ...{ adapts: true, temperature: 0.7, minP: 0.01, maxNewTokens: 30, seed: 77 },
  ...changes,
});
const ten = Array.from({ length: 10 }, (_, i) => String(i + 1));
const asked = { messages: request().messages, answers: ten };

describe('a text', () => {
  test('is asked for with every sampling parameter', async () => {
    await modelOf().write(request());
    expect(server.asked).toEqual([
      {
        path: '/v1/chat/completions',
        key: `Bearer ${key}`,
        body: {
          ...{ model: 'some-model', messages: request().messages, stream: false, n: 1, seed: 77, max_tokens: 30 },
          ...{ temperature: 0.7, top_p: 1, top_k: -1, min_p: 0.01, frequency_penalty: 0, presence_penalty: 0 },
          ...{ repetition_penalty: 1, repeat_penalty: 1, logprobs: true, top_logprobs: 1 },
        },
      },
    ]);
    await new OpenAiModel({ base: `${server.base}/` }, 'm', { hasExtensions: false }).write(request());
    expect(server.asked[1]?.key).toBeUndefined();
    for (const field of ['min_p', 'top_k', 'repetition_penalty', 'repeat_penalty']) {
      expect(server.asked[1]?.body).not.toHaveProperty(field);
    }
  });

  test('has the server’s tokens and log-probabilities; a number stands for an id that is not told', async () => {
    server.answer = () => ({
      body: completion([
        [' It', 0.5, 42],
        [' is', 0.25, 7],
        [' fine', 0.125],
        [' is', 0.1],
      ]),
    });
    const { text, tokens, logProbs, ended } = await modelOf().write(request());
    expect(text).toBe('It is fine is');
    expect(tokens.slice(0, 2)).toEqual([42, 7]);
    expect(tokens[2]).toBeGreaterThan(0);
    expect(tokens[2]).toBeLessThan(2 ** 31);
    expect(tokens[3]).not.toBe(tokens[2]);
    expect(logProbs).toEqual([0.5, 0.25, 0.125, 0.1].map(Math.log));
    expect(ended).toBe(true);
    server.answer = () => ({ body: completion([[' It', 0.5]], 'length') });
    expect((await modelOf().write(request())).ended).toBe(false);
  });

  test('takes no bias on tokens and keeps no record', async () => {
    for (const more of [{ bias: { tokens: [1], values: [1] } }, { record: 5 }]) {
      await expect(modelOf().write(request(more))).rejects.toThrow('a server takes no bias on tokens');
    }
  });

  test('without log-probabilities will do for the user model, not for the agent', async () => {
    server.answer = () => ({ body: { choices: [{ finish_reason: 'stop', message: { content: 'Hello' } }] } });
    expect(await modelOf().write(request({ adapts: false }))).toEqual({
      text: 'Hello',
      tokens: [],
      logProbs: [],
      ended: true,
    });
    await expect(modelOf().write(request())).rejects.toMatchObject({ kind: 'noLogProbs', wayOn: 'otherServer' });
    await expect(modelOf().answer(asked)).rejects.toMatchObject({ kind: 'noLogProbs' });
  });
});

describe('answers', () => {
  test('are read from the likeliest tokens, and what is missing is missing from the sum', async () => {
    server.answer = () => ({ body: likeliest({ '8': 0.5, ' 8': 0.1, '10': 0.2, Well: 0.1, '3': 0.05 }) });
    const { probabilities } = await modelOf().answer(asked);
    expect(probabilities.map((p) => Number(p.toFixed(9)))).toEqual([0, 0, 0.05, 0, 0, 0, 0, 0.6, 0, 0.2]);
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.body).toMatchObject({
      max_tokens: 1,
      temperature: 1,
      min_p: 0,
      logprobs: true,
      top_logprobs: 20,
    });
  });

  test('where no ten is told, what follows a one is asked for', async () => {
    server.answer = ({ body: { messages } }) => ({
      body:
        messages.at(-1)?.role === 'assistant'
          ? likeliest({ '0': 0.75, ' 0': 0.2, '.': 0.05 })
          : likeliest({ '1': 0.4, '9': 0.5 }),
    });
    const { probabilities } = await modelOf().answer(asked);
    expect(probabilities.map((p) => Number(p.toFixed(9)))).toEqual([0.1, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.3]);
    expect(server.asked[1]?.body).toMatchObject({ continue_final_message: true, add_generation_prompt: false });
    expect(server.asked[1]?.body.messages.at(-1)).toEqual({ role: 'assistant', content: '1' });
    // with answers of one sign each there is nothing to ask
    await modelOf().answer({ ...asked, answers: ['1', '9'] });
    expect(server.asked).toHaveLength(3);
  });

  test('none of which is told are no answers', async () => {
    server.answer = () => ({ body: likeliest({ Well: 0.5 }) });
    await expect(modelOf().answer(asked)).rejects.toMatchObject({ kind: 'badAnswer' });
  });
});

describe('what goes wrong', () => {
  test.each([
    [401, { error: { message: 'no such key' } }, 'unauthorised', '401: no such key', 1],
    [404, { error: 'no such model' }, 'notFound', '404: no such model', 1],
    [
      400,
      { error: { message: "This model's maximum context length is 2048 tokens." } },
      'contextOverflow',
      undefined,
      1,
    ],
    [400, { error: { message: 'seed must be less' } }, 'refused', '400: seed must be less', 1],
    [200, '<!doctype html>', 'badAnswer', 'the server’s answer is not JSON', 1],
    [200, { choices: [] }, 'badAnswer', undefined, 1],
    [200, { choices: [{ finish_reason: 'stop', message: { content: 5 } }] }, 'badAnswer', undefined, 1],
    [503, 'loading model', 'busy', '503: loading model', 3],
    [429, { error: 'slow down' }, 'busy', '429: slow down', 3],
  ])('%i %j: %s', async (status, body, kind, message, times) => {
    server.answer = () => ({ status, body });
    const failing = modelOf().write(request());
    await expect(failing).rejects.toMatchObject({
      name: 'ServerError',
      kind,
      ...(message !== undefined && { message }),
    });
    expect(server.asked).toHaveLength(times);
    // the key is told to the server alone
    await failing.catch((error: unknown) => {
      expect(String(error) + JSON.stringify(error)).not.toContain(key);
    });
  });

  test.each([
    ['an error', 401, { error: { message: `Invalid key Bearer ${key}, ${key}` } }, '401: Invalid key Bearer ***, ***'],
    ['an error that is a text', 403, { error: `not ${key}` }, '403: not ***'],
    ['no error that is known', 400, `${'x'.repeat(195)}${key}`, `400: ${'x'.repeat(195)}***`],
    [
      'an answer',
      200,
      { choices: [{ finish_reason: null, message: key }] },
      'the server’s answer: choices.0.message: Invalid type: Expected Object but received "***"',
    ],
  ])('the key that a server tells back in %s is not told on', async (_, status, body, message) => {
    server.answer = () => ({ status, body });
    // white space around it is not sent
    const model = new OpenAiModel({ base: server.base, key: `${key} `, retries: 0 }, 'm');
    await expect(model.write(request())).rejects.toMatchObject({ name: 'ServerError', message });
  });

  test('a key that can’t stand in a header is not told on', async () => {
    const wrong = 'a\nb';
    const failing = new OpenAiModel({ base: server.base, key: wrong, retries: 0 }, 'm').write(request());
    await expect(failing).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(failing).rejects.not.toThrow(wrong);
  });

  test('passes where the server is only busy', async () => {
    server.answer = () =>
      server.asked.length < 3 ? { status: 503, body: 'loading' } : { body: completion([['Hi', 0.5]]) };
    expect((await modelOf().write(request())).text).toBe('Hi');
  });

  test('an answer that breaks off is asked for again, and is a fault of the server’s that is named', async () => {
    server.answer = () => ({ body: completion([['Hi', 0.5]]), breaksOff: server.asked.length < 3 });
    expect((await modelOf().write(request())).text).toBe('Hi');
    expect(server.asked).toHaveLength(3);
    server.answer = () => ({ body: completion([['Hi', 0.5]]), breaksOff: true });
    await expect(modelOf().write(request())).rejects.toMatchObject({ kind: 'unreachable', wayOn: 'checkServer' });
    expect(server.asked).toHaveLength(6);
  });

  test('what is no longer wanted is given up at the server, too, and not asked again', async () => {
    let isCancelled = false;
    server.delay = 60_000;
    const writing = modelOf().write(request(), () => isCancelled);
    await vi.waitUntil(() => server.asked.length === 1);
    isCancelled = true;
    await expect(writing).rejects.toMatchObject({ kind: 'cancelled' });
    await vi.waitUntil(() => server.givenUp === 1);
    server.delay = 0;
    isCancelled = false;
    // it is busy, and while the next try is waited for nobody wants an answer any more
    server.answer = () => {
      isCancelled = true;
      return { status: 503, body: 'loading' };
    };
    const slow = new OpenAiModel({ base: server.base, retries: 2, pause: 60_000 }, 'some-model');
    await expect(slow.write(request(), () => isCancelled)).rejects.toMatchObject({ kind: 'cancelled' });
    expect(server.asked).toHaveLength(2);
  });

  test('no server, no address, no longer wanted', async () => {
    const nowhere = new OpenAiModel({ base: 'http://127.0.0.1:9/v1', retries: 0 }, 'm');
    await expect(nowhere.write(request())).rejects.toMatchObject({ kind: 'unreachable', wayOn: 'checkServer' });
    for (const base of ['localhost', '/v1', 'file:///v1']) {
      await expect(new OpenAiModel({ base }, 'm').write(request())).rejects.toMatchObject({ kind: 'badAddress' });
    }
    for (const base of [
      'http://me:hidden@127.0.0.1/v1',
      'http://127.0.0.1/v1?key=hidden',
      'http://127.0.0.1/v1#hidden',
    ]) {
      const failing = new OpenAiModel({ base }, 'm').write(request());
      await expect(failing).rejects.toMatchObject({ kind: 'badAddress' });
      await expect(failing).rejects.not.toThrow('hidden');
    }
    await expect(modelOf().write(request(), () => true)).rejects.toMatchObject({ kind: 'cancelled' });
    expect(server.asked).toHaveLength(0);
  });
});

test('models are listed', async () => {
  server.answer = () => ({ body: { object: 'list', data: [{ id: 'a' }, { id: 'b', owned_by: 'c' }] } });
  expect(await listServerModels({ base: server.base, key })).toEqual(['a', 'b']);
  expect(server.asked[0]).toMatchObject({ path: '/v1/models', key: `Bearer ${key}` });
});

describe('in all roles', () => {
  const conversation = { system: null, notes: null, turns: [{ role: 'user' as const, text: 'Can I?' }] };
  const streams = (n: number) => Array.from({ length: n }, (_, i) => RandomStream.root(1).child(String(i)));
  const options = { temperature: 1, maxNewTokens: 20 };

  test('several requests are on their way at once, and answers are in the order of the questions', async () => {
    server.delay = 5;
    server.answer = ({ body: { seed } }) => ({ body: completion([[`text ${String(seed)}`, 0.5]]) });
    const engine = modelOf({ parallel: 4 });
    const model = new ChatLanguageModel({ agent: engine, user: engine, judge: engine });
    const progress: number[] = [];
    const written = await model.write(
      [
        { conversation, writes: 'reply', streams: streams(10) },
        { conversation, writes: 'reply', streams: [] },
        { conversation, writes: 'plan', streams: streams(3) },
      ],
      options,
      { onProgress: ({ done }) => progress.push(done) },
    );
    expect(written.map(({ length }) => length)).toEqual([10, 0, 3]);
    expect(written[2]).toEqual(written[0]?.slice(0, 3));
    expect(new Set(written[0]?.map(({ text }) => text)).size).toBe(10);
    expect(progress).toEqual(Array.from({ length: 13 }, (_, i) => i + 1));
    expect(server.most).toBe(4);
  });

  test('a rating tells how much of the distribution was seen', async () => {
    server.answer = () => ({ body: likeliest({ '9': 0.45, '10': 0.15, Sure: 0.2 }) });
    const engine = modelOf();
    const model = new ChatLanguageModel({ agent: engine, user: engine, judge: engine });
    const view = spectatorView({ turns: conversation.turns });
    const [[rating] = []] = await model.ask([{ view, questions: [{ kind: 'rating', wish: 'Wants to hear yes.' }] }]);
    expect(rating?.mass).toBeCloseTo(0.6, 9);
    expect(rating?.expected).toBeCloseTo(9.25, 9);
    expect(rating?.probabilities[8]).toBeCloseTo(0.75, 9);
  });

  test('after a failure nothing more is asked', async () => {
    server.answer = () => (server.asked.length >= 3 ? { status: 401, body: 'no' } : { body: completion([['a', 0.5]]) });
    const engine = modelOf({ parallel: 1 });
    const model = new ChatLanguageModel({ agent: engine, user: engine, judge: engine });
    const writing = model.write([{ conversation, writes: 'reply', streams: streams(9) }], options);
    await expect(writing).rejects.toMatchObject({ kind: 'unauthorised' });
    expect(server.asked).toHaveLength(3);
  });
});
