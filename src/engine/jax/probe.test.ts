import { expect, test } from 'vitest';
import { randomBase } from '../../../test/support/engineCases.ts';
import { learnableBatch, smallShape } from '../../../test/support/jaxCases.ts';
import { chooseBackend, probeWebGpu, type ProbeOptions, webGpuMargin } from './index.ts';

const options: ProbeOptions = {
  gpu: { requestAdapter: () => Promise.resolve({}) },
  isSecureContext: true,
  now: () => 0,
  model: { shape: smallShape, tensors: randomBase(smallShape) },
  batch: learnableBatch(smallShape, 4, 16),
  adam: { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, clipNorm: 1 },
};

test('why WebGPU is not available is a value, each reason its own', async () => {
  const reasonOf = async (change: Partial<ProbeOptions>): Promise<string> => {
    const probe = await probeWebGpu({ ...options, ...change });
    if (probe.available) throw new Error('WebGPU in Node');
    expect(probe.message).not.toBe('');
    return probe.reason;
  };
  expect(await reasonOf({ isSecureContext: false })).toBe('notSecureContext');
  expect(await reasonOf({ gpu: undefined })).toBe('noWebGpu');
  expect(await reasonOf({ gpu: { requestAdapter: () => Promise.resolve(null) } })).toBe('noAdapter');
  expect(await reasonOf({ gpu: { requestAdapter: () => Promise.reject(new Error('lost')) } })).toBe('failed');
  // An adapter that jax-js itself can't find, for there is no navigator.gpu in Node.
  expect(await reasonOf({})).toBe('noDevice');
});

test('WebGPU is chosen only when it is clearly faster', () => {
  const probe = (tokensPerSecond: number) => ({ available: true, tokensPerSecond }) as const;
  expect(webGpuMargin).toBeGreaterThan(1);
  expect(chooseBackend(1000, probe(1000 * webGpuMargin + 1))).toBe('webgpu');
  expect(chooseBackend(1000, probe(1000 * webGpuMargin))).toBe('cpu');
  expect(chooseBackend(1000, probe(1100))).toBe('cpu');
  expect(chooseBackend(1000, { available: false, reason: 'noAdapter', message: 'none' })).toBe('cpu');
  expect(chooseBackend(1000, probe(NaN))).toBe('cpu');
});
