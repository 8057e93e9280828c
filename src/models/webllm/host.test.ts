import { describe, expect, test, vi } from 'vitest';
import { digitToken, endToken, fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import { usualPatience, WorkerDoor } from './door.ts';
import { folderOf, readChatConfig } from './files.ts';
import { checked, reportSchema, resultOf } from './protocol.ts';
import type { Report, RequestOf } from './protocol.ts';

const request = (changes: Partial<RequestOf<'write'>> = {}): RequestOf<'write'> => ({
  messages: [{ role: 'user', content: 'Can I?' }],
  ...{ adapts: true, temperature: 1, minP: 0, maxNewTokens: 20, seed: 1234567, check: false },
  ...changes,
});

async function opened(fake: FakeWebLlm, record = fakeRecord()): Promise<WorkerDoor> {
  const door = new WorkerDoor(fake.start, usualPatience, () => undefined);
  await door.call('open', { record });
  return door;
}

describe('a text', () => {
  test('is asked for with every sampling parameter, behind a reset', async () => {
    const fake = new FakeWebLlm();
    const door = await opened(fake);
    await door.call('write', request({ temperature: 0.7 }));
    expect(fake.requests[0]).toMatchObject({
      ...{ temperature: 0.7, top_p: 1, repetition_penalty: 1, frequency_penalty: 0, presence_penalty: 0 },
      ...{ n: 1, stream: false, max_tokens: 20, seed: 1234567, logprobs: false },
    });
    expect(fake.requests[0]).not.toHaveProperty('extra_body');
    expect(fake.trace.slice(0, 4)).toEqual(['reset', 'reset', 'reset', 'logits']);
  });

  test('has log-probabilities that agree with the API’s own where that is given the whole distribution', async () => {
    const fake = new FakeWebLlm();
    const door = await opened(fake);
    const written = await door.call('write', request({ check: true }));
    expect(written.tokens.length).toBeGreaterThan(3);
    expect(written.apiLogProbs).toHaveLength(written.tokens.length);
    for (const [i, logProb] of written.logProbs.entries()) {
      expect(logProb).toBeCloseTo(written.apiLogProbs?.[i] ?? NaN, 5);
    }
    // the API's are of the distribution that is drawn from: at temperature 2 they are others, ours are not
    const hot = await door.call('write', request({ check: true, temperature: 2 }));
    expect(hot.apiLogProbs?.[0]).not.toBeCloseTo(hot.logProbs[0] ?? NaN, 3);
  });

  test('ends with the token that ended it, which its words do not hold', async () => {
    const fake = new FakeWebLlm();
    const door = await opened(fake);
    const written = await door.call('write', request());
    expect(written.finish).toBe('stop');
    expect(written.tokens.at(-1)).toBe(endToken);
    expect(written.text.split(' ')).toHaveLength(written.tokens.length - 1);
    const cut = await door.call('write', request({ maxNewTokens: 2 }));
    expect(cut).toMatchObject({ finish: 'length', tokens: written.tokens.slice(0, 2) });
  });

  test('is the same for the same seed, wherever it stands, and another for another', async () => {
    const door = await opened(new FakeWebLlm());
    const first = await door.call('write', request());
    const other = await door.call('write', request({ seed: 2000000000 }));
    expect(await door.call('write', request())).toEqual(first);
    expect(other.tokens).not.toEqual(first.tokens);
  });

  test('reaches the model as it is, dollars and marks too', async () => {
    const fake = new FakeWebLlm({ roleTemplates: { user: 'USER {user_message}' } });
    const door = await opened(fake);
    const messages = [
      { role: 'system', content: 'Costs $& $5.' },
      { role: 'user', content: "$$ $' me<|end|>" },
      { role: 'assistant', content: '$1' },
      { role: 'user', content: 'OK' },
    ] as const;
    await door.call('write', request({ messages: [...messages] }));
    expect(fake.requests[0]?.prompt).toBe("SYSTEM Costs $& $5.\nUSER $$ $' me< |end|>\n$1\nUSER OK");
  });

  test('is not drawn from the unlikely', async () => {
    const fake = new FakeWebLlm({
      weights: (_, tokens, size) =>
        tokens.length > 3
          ? [1, ...new Array<number>(size - 1).fill(0)]
          : [0, 100, 1, 99, ...new Array<number>(19).fill(1e-3)],
    });
    const door = await opened(fake);
    const seen = new Set<number>();
    for (let seed = 1e6; seed < 2e9; seed += 3e7) {
      const { tokens } = await door.call('write', request({ seed, minP: 0.5 }));
      for (const token of tokens.slice(0, 4)) seen.add(token);
    }
    expect([...seen].sort()).toEqual([1, 3]);
  });

  test('of a model that thinks is asked for without', async () => {
    const fake = new FakeWebLlm();
    const door = await opened(fake, fakeRecord({ model_id: 'Qwen3-0.6B-q4f32_1-MLC' }));
    await door.call('write', request());
    expect(fake.requests[0]?.extra_body).toEqual({ enable_thinking: false });
  });
});

describe('answers', () => {
  const ten = Array.from({ length: 10 }, (_, i) => String(i + 1));
  const asked = { messages: request().messages, answers: ten };
  /** Half on 8; a fifth on 1, which a 0 follows with three quarters. */
  const weights = (_: string, tokens: readonly number[], size: number): number[] =>
    Array.from({ length: size }, (_each, token) => {
      if (tokens.length > 0) return token === digitToken(0) ? 0.75 : token === endToken ? 0.25 : 0;
      return token === digitToken(8) ? 0.5 : token === digitToken(1) ? 0.2 : token === 15 ? 0.3 : 0;
    });

  test('are read from all logits, a split ten with one step more', async () => {
    const fake = new FakeWebLlm({ weights });
    const door = await opened(fake);
    const { probabilities } = await door.call('answer', asked);
    expect(probabilities.map((p) => Math.round(p * 1e6) / 1e6)).toEqual([0.05, 0, 0, 0, 0, 0, 0, 0.5, 0, 0.15]);
    expect(fake.requests[0]).toMatchObject({ max_tokens: 2, temperature: 1, logprobs: false });
    expect(fake.trace.find((each) => each.startsWith('sampled'))).toBe(`sampled ${String(digitToken(1))}`);
  });

  test('take one step where the tokenizer has a ten, or none is asked for', async () => {
    const fake = new FakeWebLlm({ weights, hasTen: true });
    const door = await opened(fake);
    expect((await door.call('answer', asked)).probabilities[0]).toBeCloseTo(0.2, 6);
    await door.call('answer', { ...asked, answers: ['0', '1'] });
    expect(fake.requests.map(({ max_tokens }) => max_tokens)).toEqual([1, 1]);
  });

  test('that the tokenizer has no words for are refused', async () => {
    const door = await opened(new FakeWebLlm());
    await expect(door.call('answer', { ...asked, answers: ['perhaps'] })).rejects.toMatchObject({
      kind: 'badTokenizer',
    });
  });
});

describe('a bias', () => {
  const bias = { tokens: [12], values: [30] };

  test('comes with its request alone, and what was likeliest is told where it is asked for', async () => {
    const door = await opened(new FakeWebLlm());
    const plain = await door.call('write', request());
    const biased = await door.call('write', request({ bias, record: 3 }));
    expect(new Set(biased.tokens.slice(0, 4))).toEqual(new Set([12]));
    expect(biased.steps).toHaveLength(biased.tokens.length);
    for (const { tokens, probabilities } of biased.steps ?? []) {
      expect(tokens).toHaveLength(3);
      // without the bias
      expect(probabilities[tokens.indexOf(12)]).toBeLessThan(0.5);
    }
    expect(await door.call('write', request())).toEqual(plain);
    expect(plain).not.toHaveProperty('steps');
  });

  test.each([
    [{ bias, adapts: false }, "a bias is for the agent's texts alone"],
    [{ bias: { tokens: [1, 2], values: [1] } }, 'write.bias: as many values as tokens are needed'],
    [{ bias: { tokens: [1, 1], values: [1, 2] } }, 'write.bias: a token is given twice'],
    [{ bias: { tokens: [1], values: [Infinity] } }, /^write\.bias\.values\.0: /u],
    [{ bias: { tokens: [-1], values: [1] } }, /^write\.bias\.tokens\.0: /u],
    [{ bias: { tokens: [5000], values: [1] } }, 'token 5000 is none of 23'],
    [{ record: 1e6 }, /^write\.record: /u],
  ] as const)('%j is refused', async (changes, message) => {
    const door = await opened(new FakeWebLlm());
    await expect(door.call('write', request(structuredClone(changes) as object))).rejects.toThrow(message);
    expect((await door.call('write', request())).tokens.length).toBeGreaterThan(0);
  });
});

describe('a worker', () => {
  test('has one model, and does one thing at a time', async () => {
    const door = await opened(new FakeWebLlm());
    await expect(door.call('open', { record: fakeRecord() })).rejects.toThrow('this worker has its model already');
    const first = door.call('write', request());
    await expect(door.call('write', request())).rejects.toMatchObject({
      kind: 'badRequest',
      message: 'the engine is at another request',
    });
    expect((await first).finish).toBe('stop');
    expect((await door.call('write', request())).finish).toBe('stop');
  });

  test('breaks off a text when it is interrupted, and does the next one in full', async () => {
    const fake = new FakeWebLlm({ weights: (_, __, size) => new Array<number>(size).fill(1).fill(0, 0, 1) });
    const door = await opened(fake);
    const long = door.call('write', request({ maxNewTokens: 200_000 }));
    // at once it would be forgotten: WebLLM clears it when the text begins
    await vi.waitUntil(() => fake.trace.includes(`sampled 5`));
    await door.call('interrupt', {});
    expect((await long).finish).toBe('abort');
    expect((await door.call('write', request({ maxNewTokens: 5 }))).tokens).toHaveLength(5);
  });

  test('a request that fails leaves nothing behind', async () => {
    const fake = new FakeWebLlm({ context: 60 });
    const door = await opened(fake);
    const long = [{ role: 'user' as const, content: 'word '.repeat(100) }];
    await expect(door.call('write', request({ messages: long }))).rejects.toMatchObject({ kind: 'contextOverflow' });
    fake.faults.push('RuntimeError: unreachable');
    await expect(door.call('write', request())).rejects.toMatchObject({
      kind: 'other',
      message: 'RuntimeError: unreachable',
    });
    const { tokens, logProbs } = await door.call('write', request());
    expect(tokens).toHaveLength(logProbs.length);
  });

  test.each([
    ['noWebGpu', 'noWebGpu'],
    ['noAdapter', 'noAdapter'],
  ] as const)('with %s says so before anything is fetched', async (gpu, kind) => {
    const fake = new FakeWebLlm();
    fake.gpu = gpu;
    fake.loadFaults.push('not reached');
    await expect(opened(fake)).rejects.toMatchObject({ kind });
    expect(fake.loadFaults).toHaveLength(1);
  });

  test('knows that a build needs f16, though its record does not say so', async () => {
    const fake = new FakeWebLlm();
    const record = fakeRecord({ model_id: 'Fake-q4f16_1-MLC' });
    await expect(opened(fake, record)).rejects.toMatchObject({ kind: 'noF16', wayOn: 'takeF32' });
    fake.gpu = 'f16';
    const door = await opened(fake, record);
    expect(await door.call('probe', {})).toMatchObject({ f16: true, description: 'fake' });
  });

  test('is told where WebLLM says that it has loaded, and has not: a device that is lost ends its loading', async () => {
    const fake = new FakeWebLlm();
    fake.loadFaults.push(new DOMException('signal is aborted without reason', 'AbortError'));
    await expect(opened(fake)).rejects.toMatchObject({ kind: 'memory', wayOn: 'takeSmaller' });
  });

  test('turns away what it can’t do before there is a model, and words that are none', async () => {
    const fake = new FakeWebLlm();
    const door = new WorkerDoor(fake.start, usualPatience, () => undefined);
    await expect(door.call('write', request())).rejects.toMatchObject({ kind: 'notLoaded' });
    await expect(door.call('write', request({ seed: 0 }))).rejects.toThrow(/^write\.seed: /u);
    await expect(door.call('write', request({ seed: -5 }))).rejects.toMatchObject({ kind: 'badRequest' });
    await expect(door.call('write', request({ messages: [] }))).rejects.toThrow(/^write\.messages: /u);
    const [host] = fake.hosts;
    expect(await host?.handle('fly', {})).toEqual({ ok: false, text: 'there is no call fly', kind: 'badRequest' });
    expect(await host?.handle('toString', {})).toMatchObject({ ok: false });
  });

  test('lists models, those that the browser holds, and removes them', async () => {
    const fake = new FakeWebLlm();
    const door = new WorkerDoor(fake.start, usualPatience, () => undefined);
    expect(await door.call('models', {})).toEqual([fakeRecord()]);
    const whole = 'https://fake.test/model/resolve/main/';
    const parts = ['tensor-cache.json', 'params_shard_0.bin', 'params_shard_1.bin', 'tokenizer.json'];
    for (const part of parts) fake.cache.set(`${whole}${part}`, 500);
    fake.cache.set('https://fake.test/model.wasm', 300);
    fake.cache.set('https://fake.test/partial/resolve/main/tensor-cache.json', 200);
    fake.cache.set('https://fake.test/partial/resolve/main/params_shard_0.bin', 500);
    fake.cache.set('https://fake.test/begun/resolve/main/tokenizer.json', 50);
    const records = ['model', 'partial', 'begun', 'none'].map((name) =>
      fakeRecord({ model_id: name, model: `https://fake.test/${name}` }),
    );
    expect(await door.call('cached', { records })).toEqual([
      { model_id: 'model', folder: whole, bytes: 2000, isComplete: true },
      { model_id: 'partial', folder: 'https://fake.test/partial/resolve/main/', bytes: 700, isComplete: false },
      { model_id: 'begun', folder: 'https://fake.test/begun/resolve/main/', bytes: 50, isComplete: false },
    ]);
    expect(await door.call('remove', { record: fakeRecord(), records: [fakeRecord()] })).toBeNull();
    expect(await door.call('cached', { records: [fakeRecord()] })).toEqual([]);
    // the library went with it, the others' files did not
    expect([...fake.cache.values()]).toEqual([200, 500, 50]);
    expect(await door.call('size', { record: fakeRecord() })).toBe(1500);
    // models for WebLLM up to 0.2.79 have their list under another name
    const older = fakeRecord({ model: 'https://fake.test/older' });
    expect(await door.call('size', { record: older })).toBe(1500);
    fake.cache.set('https://fake.test/model.wasm', 300);
    for (const part of ['ndarray-cache.json', 'params_shard_0.bin', 'params_shard_1.bin']) {
      fake.cache.set(`https://fake.test/older/resolve/main/${part}`, 100);
    }
    expect(await door.call('cached', { records: [older] })).toMatchObject([{ bytes: 300, isComplete: true }]);
  });

  test('tells of a model whether its library is here, and removes one only where no other model needs it', async () => {
    const fake = new FakeWebLlm();
    const door = new WorkerDoor(fake.start, usualPatience, () => undefined);
    const parts = ['tensor-cache.json', 'params_shard_0.bin', 'params_shard_1.bin'];
    for (const name of ['one', 'two'])
      for (const part of parts) fake.cache.set(`https://fake.test/${name}/resolve/main/${part}`, 500);
    for (const name of ['shared', 'short']) fake.cache.set(`https://fake.test/${name}.wasm`, 300);
    const records = [
      ['one', 'one', 'shared'],
      ['one-1k', 'one', 'short'],
      ['one-2k', 'one', 'missing'],
      ['two', 'two', 'shared'],
      // not here, so it needs nothing
      ['three', 'three', 'short'],
    ].map(([id = '', folder = '', lib = '']) =>
      fakeRecord({ model_id: id, model: `https://fake.test/${folder}`, model_lib: `https://fake.test/${lib}.wasm` }),
    );
    const [one, , , two] = records;
    if (!one || !two) throw new Error('no records');
    const found = await door.call('cached', { records });
    expect(found.map(({ model_id, isComplete }) => [model_id, isComplete])).toEqual([
      ...[['one', true] as const, ['one-1k', true] as const, ['one-2k', false] as const, ['two', true] as const],
    ]);
    expect(new Set(found.map(({ folder }) => folder)).size).toBe(2);
    await door.call('remove', { record: one, records });
    expect(fake.cache.has('https://fake.test/short.wasm')).toBe(false);
    expect(await door.call('cached', { records })).toMatchObject([{ model_id: 'two', bytes: 1500, isComplete: true }]);
    await door.call('remove', { record: two, records });
    expect(fake.cache.size).toBe(0);
    // WebLLM keeps no library of this machine's
    for (const part of parts) fake.cache.set(`https://fake.test/mine/resolve/main/${part}`, 500);
    const mine = fakeRecord({ model: 'https://fake.test/mine', model_lib: 'http://localhost:8080/mine.wasm' });
    expect(await door.call('cached', { records: [mine] })).toMatchObject([{ isComplete: true }]);
  });

  test('lists the other models where a list of weights is damaged, and that one as not whole', async () => {
    const fake = new FakeWebLlm();
    const door = new WorkerDoor(fake.start, usualPatience, () => undefined);
    const records = ['damaged', 'whole'].map((name) =>
      fakeRecord({ model_id: name, model: `https://fake.test/${name}` }),
    );
    fake.cache.set('https://fake.test/model.wasm', 300);
    for (const name of ['damaged', 'whole'])
      for (const part of ['tensor-cache.json', 'params_shard_0.bin', 'params_shard_1.bin'])
        fake.cache.set(`https://fake.test/${name}/resolve/main/${part}`, 500);
    expect(await door.call('cached', { records })).toMatchObject([
      { model_id: 'damaged', bytes: 1500, isComplete: false },
      { model_id: 'whole', bytes: 1500, isComplete: true },
    ]);
  });

  test('tells how loading goes on', async () => {
    const fake = new FakeWebLlm();
    const reports: Report[] = [];
    const door = new WorkerDoor(fake.start, usualPatience, (report) => reports.push(report));
    const { context } = await door.call('open', { record: fakeRecord() });
    expect(context).toBe(4096);
    expect(reports.map((report) => (report.kind === 'loading' ? report.text.slice(0, 12) : report.kind))).toEqual([
      ...['Start to fet', 'Fetching par', 'Loading mode', 'Finish loadi'],
    ]);
    fake.hosts[0]?.beat();
    expect(reports.at(-1)).toEqual({ kind: 'alive' });
    const short = await new WorkerDoor(fake.start, usualPatience, () => undefined).call('open', {
      record: fakeRecord({ overrides: { context_window_size: 1024 } }),
    });
    expect(short.context).toBe(1024);
  });
});

describe('files', () => {
  test.each([
    ['https://a.test/m', 'https://a.test/m/resolve/main/'],
    ['https://a.test/m/', 'https://a.test/m/resolve/main/'],
    ['https://a.test/m/resolve/v2', 'https://a.test/m/resolve/v2/'],
  ])('of %s lie at %s', (model, folder) => {
    expect(folderOf(model)).toBe(folder);
  });

  test('a chat config tells context and templates', () => {
    expect(readChatConfig({ conv_template: {} })).toEqual({ context: null, templated: ['system'] });
    const role_templates = { user: '{user_message}', tool: 'x' };
    expect(readChatConfig({ context_window_size: 2048, conv_template: { role_templates } })).toEqual({
      context: 2048,
      templated: ['system', 'user'],
    });
    expect(() => readChatConfig('<html>')).toThrow();
  });
});

describe('what crosses', () => {
  test.each([
    [{ ok: true, value: { text: 5 } }, /^answer to write\.text: /u],
    [{ ok: false, text: 'x', kind: 'sadness' }, /^answer to write\.kind: /u],
    ['nonsense', /^answer to write: /u],
  ])('%j is no answer', (answer, message) => {
    expect(() => resultOf('write', answer)).toThrow(message);
  });

  test('WebLLM’s words become errors by what they were the answer to', () => {
    const text = 'Error: out of memory';
    expect(() => resultOf('open', { ok: false, text, kind: null })).toThrow(
      expect.objectContaining({ kind: 'memory' }) as Error,
    );
    expect(() => resultOf('write', { ok: false, text, kind: null })).toThrow(
      expect.objectContaining({ kind: 'other' }) as Error,
    );
  });

  test('a report must be one', () => {
    expect(() => checked(reportSchema, 'report', { kind: 'loading', text: 'x' })).toThrow(/^report\./u);
  });
});
