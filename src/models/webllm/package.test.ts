// The real package in Node: what it takes and says before a GPU is needed, and, read in its source, what it says behind that.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { MLCEngine, ModelType, postInitAndCheckFieldsChatCompletion, prebuiltAppConfig } from '@mlc-ai/web-llm';
import type { ChatCompletionRequest } from '@mlc-ai/web-llm';
import { describe, expect, test } from 'vitest';
import { fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import { usualPatience, WorkerDoor } from './door.ts';
import { faultOf, toWebLlmError } from './errors.ts';
import type { WebLlmFault } from './errors.ts';
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

describe('the source of the package', () => {
  const source = readFileSync(createRequire(import.meta.url).resolve('@mlc-ai/web-llm'), 'utf8');

  // whatever is used behind the loss of a device is one of these: a new word for it has to be known
  test('speaks of what is gone in words that we read as a lost device', () => {
    const gone = /["'`]([^"'`\n]*(?:already been disposed|already deleted|deleted object)[^"'`\n]*)["'`]/gu;
    const said = new Set([...source.matchAll(gone)].map(([, words = '']) => words));
    expect(said).toEqual(
      new Set([
        'Object has already been disposed',
        'The current Object has already been disposed',
        'Tensor has already been disposed',
        'Asyncify packed function has already been disposed',
        ' instance already deleted',
        'Cannot pass deleted object as a pointer of type ${this.name}',
      ]),
    );
    for (const words of said) {
      const name = words.includes('deleted') ? 'BindingError' : 'Error';
      expect(faultOf(`${name}: ${words.replace(/^ /u, 'Tokenizer ')}`), words).toBe('deviceLost');
    }
  });

  test.each<[WebLlmFault, name: string | null, words: string]>([
    ['deviceLost', null, 'Engine.unload() is called.'],
    ['deviceLost', 'Error', 'Device was lost. '],
    ['memory', 'DeviceLostError', 'The WebGPU device was lost while loading the model. '],
    ['notLoaded', 'ModelNotLoadedError', 'Model not loaded before trying to complete '],
    ['unknownModel', 'ModelNotFoundError', 'Cannot find model record in appConfig for '],
    ['noWebGpu', 'WebGPUNotAvailableError', 'WebGPU is not supported in your current environment'],
    ['noWebGpu', 'WebGPUNotFoundError', 'Cannot find WebGPU in the environment'],
    ['noAdapter', 'Error', 'Unable to find a compatible GPU.'],
    ['noF16', 'ShaderF16SupportError', 'This model requires WebGPU extension shader-f16'],
    ['noFeature', 'FeatureSupportError', 'This model requires feature '],
    ['weakAdapter', 'Error', 'Cannot initialize runtime because of requested '],
    ['integrity', 'IntegrityError', 'Integrity verification failed for '],
    ['contextOverflow', 'ContextWindowSizeExceededError', 'Prompt tokens exceed context window size: '],
    ['randomState', 'Error', 'Random state is unexpectedly not strictly positive.'],
    ['wrongLibrary', 'Error', 'Cannot find global function '],
    ['wrongLibrary', 'Error', 'Cannot find function '],
  ])('holds the words of %s: %s: %s', (kind, name, words) => {
    expect(source).toContain(words);
    if (name !== null && name !== 'Error') expect(source).toContain(`this.name = "${name}"`);
    expect(faultOf(name === null ? words : `${name}: ${words}`)).toBe(kind);
  });
});
