// The real package in Node: what it takes and says before a GPU is needed.
import { MLCEngine, ModelType, postInitAndCheckFieldsChatCompletion, prebuiltAppConfig } from '@mlc-ai/web-llm';
import type { ChatCompletionRequest } from '@mlc-ai/web-llm';
import { describe, expect, test } from 'vitest';
import { fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import { usualPatience, WorkerDoor } from './door.ts';
import { toWebLlmError } from './errors.ts';
import { loadWebLlm } from './load.ts';

const accepts = (request: ChatCompletionRequest): void => {
  postInitAndCheckFieldsChatCompletion(request, 'Llama-3.2-1B-Instruct-q4f32_1-MLC', ModelType.LLM);
};

describe('the package', () => {
  test('takes our requests, and not what we guard against', async () => {
    const fake = new FakeWebLlm();
    const door = new WorkerDoor(fake.start, usualPatience, () => undefined);
    await door.call('open', { record: fakeRecord({ model_id: 'Qwen3-Fake-q4f32_1-MLC' }) });
    const messages = [{ role: 'user' as const, content: 'Hello' }];
    const sampling = { adapts: true, temperature: 0, minP: 0.01, maxNewTokens: 5, seed: 2147483646 };
    for (const check of [true, false]) await door.call('write', { messages, ...sampling, check });
    await door.call('answer', { messages, answers: ['0', '1'] });
    const requests = fake.requests.map(({ prompt, ...request }) => (expect(prompt).not.toBe(''), request));
    expect(requests).toHaveLength(3);
    for (const request of requests) {
      expect(() => {
        accepts(request);
      }).not.toThrow();
    }
    const [request] = requests;
    if (!request) throw new Error('no request');
    // an assistant's words can't be the last, and a seed must be whole: so none of our requests is like that
    expect(() => {
      accepts({ ...request, messages: [...request.messages, { role: 'assistant', content: 'I' }] });
    }).toThrow('Last message should be from either `user` or `tool`');
    expect(() => {
      accepts({ ...request, seed: 1.5 });
    }).toThrow('`seed` should be an integer');
  });

  test.each([
    ['an unknown model', (engine: MLCEngine) => engine.reload('nobody'), 'unknownModel'],
    [
      'a request without a model',
      (engine: MLCEngine) => engine.chatCompletion({ messages: [{ role: 'user', content: 'a' }] }),
      'notLoaded',
    ],
  ] as const)('says of %s what we read as %s', async (_, ask, kind) => {
    const engine = new MLCEngine({ appConfig: prebuiltAppConfig, logLevel: 'SILENT' });
    const said = await ask(engine).then(
      () => 'nothing',
      (error: unknown) => String(error),
    );
    expect(toWebLlmError(said)).toMatchObject({ kind, message: said });
  });

  test('is the one that our door loads', async () => {
    expect((await loadWebLlm()).prebuiltAppConfig.model_list).toHaveLength(165);
  });
});
