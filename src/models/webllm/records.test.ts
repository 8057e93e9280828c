import { prebuiltAppConfig, modelVersion } from '@mlc-ai/web-llm';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { arithmeticOf, buildFor, contextOf, licenceOf, listModels, ownModel, proposedPairs } from './records.ts';

const models = listModels(prebuiltAppConfig.model_list);
const modelOf = (name: string, context = 4096, bits: number | null = 4) => {
  const found = models.find((each) => each.name === name && each.context === context && each.bits === bits);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe('the package’s list', () => {
  test('is of the version that is pinned exactly', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies['@mlc-ai/web-llm']).toBe('0.2.86');
    expect(modelVersion).toBe('v0_2_86/base');
  });

  test('is grouped into models, each build of which is in one place', () => {
    const builds = models.flatMap(({ builds: each }) => Object.values(each).map(({ model_id }) => model_id));
    expect(new Set(builds).size).toBe(builds.length);
    // 165 records, of which four are for embeddings and two take pictures
    const kinds = prebuiltAppConfig.model_list.filter(({ model_type }) => (model_type ?? 0) !== 0);
    expect(builds).toHaveLength(prebuiltAppConfig.model_list.length - kinds.length);
    expect(kinds).toHaveLength(6);
  });

  test('tells what a model needs', () => {
    const llama = modelOf('Llama-3.2-1B-Instruct');
    expect(llama).toMatchObject({ isLight: true, licence: 'Llama Community License' });
    expect(llama.builds.f16).toMatchObject({ model_id: 'Llama-3.2-1B-Instruct-q4f16_1-MLC', vram_required_MB: 879.04 });
    expect(llama.builds.f32).toMatchObject({
      model_id: 'Llama-3.2-1B-Instruct-q4f32_1-MLC',
      vram_required_MB: 1128.82,
    });
    // the short build is another model, lighter than the long one
    expect(modelOf('Llama-3.1-8B-Instruct').isLight).toBe(false);
    expect(modelOf('Llama-3.1-8B-Instruct', 1024).isLight).toBe(true);
    expect(modelOf('SmolLM2-135M-Instruct', 4096, null).builds.f16?.vram_required_MB).toBe(359.69);
  });

  test('what is no record, or takes pictures, is left out', () => {
    const [first] = prebuiltAppConfig.model_list;
    expect(listModels([null, {}, { ...first, model_type: 1 }, { ...first, model: 'models/x' }])).toEqual([]);
    const bare = { model: 'https://a.test/x', model_id: 'mine', model_lib: 'https://a.test/x.wasm' };
    expect(listModels([bare])).toEqual([
      { name: 'mine', bits: null, context: 4096, isLight: false, licence: null, builds: { f32: bare } },
    ]);
  });
});

describe('the build for a GPU', () => {
  test.each([
    ['Llama-3.2-1B-Instruct', true, 'Llama-3.2-1B-Instruct-q4f16_1-MLC'],
    ['Llama-3.2-1B-Instruct', false, 'Llama-3.2-1B-Instruct-q4f32_1-MLC'],
    // there is no other build than for f16
    ['gemma3-1b-it', true, 'gemma3-1b-it-q4f16_1-MLC'],
    ['gemma3-1b-it', false, undefined],
  ])('%s, f16 %s', (name, f16, wanted) => {
    expect(buildFor(modelOf(name), { f16 })?.model_id).toBe(wanted);
  });

  test('is told by its name where its record does not say that it needs f16', () => {
    const { f16 } = modelOf('Llama-3.2-1B-Instruct').builds;
    if (!f16) throw new Error('no f16 build');
    expect(f16.required_features).toBeUndefined();
    expect(arithmeticOf(f16)).toBe('f16');
    expect(arithmeticOf({ ...f16, model_id: 'mine', required_features: ['shader-f16'] })).toBe('f16');
    expect(arithmeticOf({ ...f16, model_id: 'mine' })).toBe('f32');
  });
});

test('pairs are proposed from light to heavy, in builds that the GPU can run', () => {
  for (const f16 of [true, false]) {
    const pairs = proposedPairs(models, { f16 });
    expect(pairs.length).toBe(6);
    for (const { agent, others } of pairs) {
      expect([arithmeticOf(agent), arithmeticOf(others)]).toEqual(f16 ? ['f16', 'f16'] : ['f32', 'f32']);
      expect(contextOf(agent)).toBe(4096);
    }
    expect(
      pairs.map(({ agent, others }) => [agent, others].map(({ model_id }) => model_id.split('-q4')[0])),
    ).toContainEqual(['Llama-3.2-1B-Instruct', 'Qwen2.5-0.5B-Instruct']);
  }
  expect(proposedPairs(models.slice(0, 1), { f16: true })).toHaveLength(1);
});

test.each([
  ['Llama-3.2-3B-Instruct', 'Llama Community License'],
  ['Qwen2.5-3B-Instruct', 'Qwen Research License'],
  ['Qwen2.5-1.5B-Instruct', 'Apache-2.0'],
  ['gemma-2-2b-it', 'Gemma Terms of Use'],
  ['gemma-4-E2B-it', null],
  ['Hermes-3-Llama-3.2-3B', null],
])('licence of %s: %s', (name, wanted) => {
  expect(licenceOf(name)).toBe(wanted);
});

describe('a model of one’s own', () => {
  const own = { id: 'mine', model: 'https://a.test/models/x', library: 'https://a.test/x.wasm', context: 2048 };

  test('becomes a record', () => {
    expect(ownModel(own)).toEqual({
      model: 'https://a.test/models/x',
      model_id: 'mine',
      model_lib: 'https://a.test/x.wasm',
      overrides: { context_window_size: 2048 },
    });
    expect(contextOf(ownModel({ id: 'm', model: own.model, library: own.library }))).toBe(4096);
  });

  test.each([
    [{ model: '/models/x' }, 'model: "/models/x" is not an absolute address'],
    [{ model: 'models' }, 'model: "models" is not an absolute address'],
    [{ model: 'file:///x' }, 'model: "file:///x" must begin with https:// or http://'],
    [{ model: 'https://a:b@c.test/' }, 'must not hold a password'],
    [{ library: 'x.wasm' }, 'library: "x.wasm" is not an absolute address'],
    [{ library: 'https://a.test/x.js' }, 'library: "https://a.test/x.js" must end in .wasm'],
  ])('%j is refused with what must lie there', (changes, message) => {
    expect(() => ownModel({ ...own, ...changes })).toThrow(message);
    expect(() => ownModel({ ...own, ...changes })).toThrow(/resolve\/main\/, mlc-chat-config\.json, tokenizer\.json/u);
  });

  test.each([[{ id: ' ' }], [{ context: 100 }], [{ context: 1.5 }]])('%j is refused', (changes) => {
    expect(() => ownModel({ ...own, ...changes })).toThrow(
      expect.objectContaining({ kind: 'badAddress', wayOn: 'checkAddress' }) as Error,
    );
  });
});
