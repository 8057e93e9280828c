// What the GPU can do, and whether a model will run on it.
import * as v from 'valibot';
import { arithmeticOf } from './records.ts';
import type { ModelRecord } from './records.ts';

const size = v.pipe(v.number(), v.integer(), v.minValue(0));

export const adapterSchema = v.strictObject({
  /** Whether shaders can compute in 16 bits. */
  f16: v.boolean(),
  /** A program stands in for a GPU: slow. */
  isFallback: v.boolean(),
  description: v.string(),
  /** Bytes. */
  maxBufferSize: size,
  maxStorageBufferBindingSize: size,
  maxComputeWorkgroupStorageSize: size,
  maxStorageBuffersPerShaderStage: size,
});

export type AdapterFacts = v.InferOutput<typeof adapterSchema>;

/** The part of `navigator.gpu` that is asked. */
export interface Gpu {
  requestAdapter(options?: { powerPreference: 'high-performance' }): Promise<{
    readonly features: { has(name: string): boolean };
    readonly limits: Readonly<
      Record<
        | 'maxBufferSize'
        | 'maxStorageBufferBindingSize'
        | 'maxComputeWorkgroupStorageSize'
        | 'maxStorageBuffersPerShaderStage',
        number
      >
    >;
    readonly info: { readonly vendor: string; readonly description: string; readonly isFallbackAdapter?: boolean };
  } | null>;
}

/** What kind of adapter there is, or why there is none. */
export async function probeAdapter(gpu: Gpu | undefined): Promise<AdapterFacts | 'noWebGpu' | 'noAdapter'> {
  if (gpu === undefined) return 'noWebGpu';
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) return 'noAdapter';
  const { limits, info } = adapter;
  return {
    f16: adapter.features.has('shader-f16'),
    isFallback: info.isFallbackAdapter === true || info.description.includes('SwiftShader'),
    description: info.description === '' ? info.vendor : info.description,
    maxBufferSize: limits.maxBufferSize,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
  };
}

/** `why`: the first thing that speaks against it. */
export type Fit =
  | { readonly fit: 'fits' }
  | { readonly fit: 'mayNotFit'; readonly why: 'memory' | 'buffers' | 'unknownMemory' }
  | { readonly fit: 'cannotRun'; readonly why: 'noF16' | 'limits' | 'buffers' };

const MiB = 1024 * 1024;

/**
 * Whether models will run together. Browsers do not tell how much memory a GPU has: what it may hold is taken to be twice its
 * largest buffer, and no more than half of `deviceMemory` (GiB, `navigator.deviceMemory`, at most 8 or 32) where that is
 * told. So "fits" is a guess, "cannotRun" is certain: WebLLM's own least limits, or a declared buffer that is too large.
 */
export function fitOf(records: readonly ModelRecord[], adapter: AdapterFacts, deviceMemory: number | null): Fit {
  const models = [...new Map(records.map((record) => [record.model_id, record])).values()];
  if (!adapter.f16 && models.some((record) => arithmeticOf(record) === 'f16'))
    return { fit: 'cannotRun', why: 'noF16' };
  const isWeak =
    adapter.maxComputeWorkgroupStorageSize < 32 * 1024 ||
    adapter.maxStorageBuffersPerShaderStage < 10 ||
    adapter.maxBufferSize < 256 * MiB ||
    adapter.maxStorageBufferBindingSize < 128 * MiB;
  if (isWeak) return { fit: 'cannotRun', why: 'limits' };
  const largest = Math.max(0, ...models.map(({ buffer_size_required_bytes: bytes = 0 }) => bytes));
  if (largest > adapter.maxStorageBufferBindingSize) return { fit: 'cannotRun', why: 'buffers' };
  if (models.some(({ vram_required_MB: declared }) => declared === undefined))
    return { fit: 'mayNotFit', why: 'unknownMemory' };
  const needed = models.reduce((sum, { vram_required_MB: declared = 0 }) => sum + declared, 0);
  const share = deviceMemory === null ? Infinity : (deviceMemory * 1024) / 2;
  if (needed > Math.min((2 * adapter.maxBufferSize) / MiB, share)) return { fit: 'mayNotFit', why: 'memory' };
  // at less than a GiB WebLLM falls back to smaller buffers, for which only light models are made
  const isSmall = adapter.maxBufferSize < 1024 * MiB || adapter.maxStorageBufferBindingSize < 1024 * MiB;
  if (isSmall && models.some(({ low_resource_required: isLight }) => isLight !== true)) {
    return { fit: 'mayNotFit', why: 'buffers' };
  }
  return { fit: 'fits' };
}
