import { describe, expect, test } from 'vitest';
import { fitOf, probeAdapter } from './adapter.ts';
import type { AdapterFacts, Gpu } from './adapter.ts';
import { readManifest } from './files.ts';
import { ownModel } from './records.ts';
import type { ModelRecord } from './records.ts';

const MiB = 1024 * 1024;

const strong: AdapterFacts = {
  ...{ f16: true, isFallback: false, description: 'a GPU' },
  ...{ maxBufferSize: 4096 * MiB, maxStorageBufferBindingSize: 2048 * MiB },
  ...{ maxComputeWorkgroupStorageSize: 32768, maxStorageBuffersPerShaderStage: 10 },
};
const model = (changes: Partial<ModelRecord> = {}): ModelRecord => ({
  ...ownModel({ id: 'm-q4f32_1-MLC', model: 'https://a.test/m', library: 'https://a.test/m.wasm' }),
  ...{ vram_required_MB: 1000, low_resource_required: true },
  ...changes,
});
const f16 = model({ model_id: 'm-q4f16_1-MLC' });

describe('whether models run', () => {
  test.each<[string, readonly ModelRecord[], Partial<AdapterFacts>, number | null, unknown]>([
    ['as it is', [model()], {}, null, { fit: 'fits' }],
    ['f16 where there is f16', [f16], {}, null, { fit: 'fits' }],
    ['f16 where there is none', [model(), f16], { f16: false }, null, { fit: 'cannotRun', why: 'noF16' }],
    [
      'too little workgroup storage',
      [model()],
      { maxComputeWorkgroupStorageSize: 16384 },
      null,
      { fit: 'cannotRun', why: 'limits' },
    ],
    ['too few buffers', [model()], { maxStorageBuffersPerShaderStage: 8 }, null, { fit: 'cannotRun', why: 'limits' }],
    [
      'a declared buffer that is too large',
      [model({ buffer_size_required_bytes: 2049 * MiB })],
      {},
      null,
      { fit: 'cannotRun', why: 'buffers' },
    ],
    [
      'memory for one, not for both',
      [model({ vram_required_MB: 5000 }), model({ model_id: 'b', vram_required_MB: 5000 })],
      {},
      null,
      { fit: 'mayNotFit', why: 'memory' },
    ],
    [
      'the same model twice is there once',
      [model({ vram_required_MB: 5000 }), model({ vram_required_MB: 5000 })],
      {},
      null,
      { fit: 'fits' },
    ],
    ['a small machine', [model({ vram_required_MB: 2100 })], {}, 4, { fit: 'mayNotFit', why: 'memory' }],
    ['a machine that is large enough', [model({ vram_required_MB: 2000 })], {}, 4, { fit: 'fits' }],
    [
      'a heavy model on small buffers',
      [model({ low_resource_required: false })],
      { maxBufferSize: 512 * MiB },
      null,
      { fit: 'mayNotFit', why: 'buffers' },
    ],
    ['a light model on small buffers', [model()], { maxBufferSize: 512 * MiB }, null, { fit: 'fits' }],
    [
      'nobody has said how much it needs',
      [ownModel({ id: 'a', model: 'https://a.test', library: 'https://a.test/a.wasm' })],
      {},
      null,
      { fit: 'mayNotFit', why: 'unknownMemory' },
    ],
  ])('%s', (_, records, changes, memory, wanted) => {
    expect(fitOf(records, { ...strong, ...changes }, memory)).toEqual(wanted);
  });
});

describe('the adapter', () => {
  const gpuWith = (features: readonly string[], description = ''): Gpu => ({
    requestAdapter: () =>
      Promise.resolve({ features: new Set(features), limits: strong, info: { vendor: 'google', description } }),
  });

  test('is told', async () => {
    expect(await probeAdapter(gpuWith(['shader-f16'], 'a GPU'))).toEqual(strong);
    expect(await probeAdapter(gpuWith([]))).toEqual({ ...strong, f16: false, description: 'google' });
    expect(await probeAdapter(gpuWith([], 'SwiftShader Device'))).toMatchObject({ isFallback: true });
  });

  test('is missing in two ways', async () => {
    expect(await probeAdapter(undefined)).toBe('noWebGpu');
    expect(await probeAdapter({ requestAdapter: () => Promise.resolve(null) })).toBe('noAdapter');
  });
});

test('the download is what the weights’ own list adds up to', () => {
  const records = [
    { nbytes: 5, dataPath: 'a' },
    { nbytes: 7, dataPath: 'b', format: 'raw-shard' },
  ];
  expect(readManifest({ records, metadata: {} })).toEqual({ paths: ['a', 'b'], bytes: 12 });
  expect(() => readManifest({ records: [{ nbytes: -1, dataPath: 'a' }] })).toThrow();
  expect(() => readManifest('<html>')).toThrow();
});
