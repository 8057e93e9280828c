import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { kernelBase64, kernelByteLength } from '../../src/engine/kernel/generated/kernelBytes.ts';

const bytes = Buffer.from(kernelBase64, 'base64');

test('the kernels stay under 25 KB gzipped', () => {
  expect(bytes.length).toBe(kernelByteLength);
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('\0asm');
  expect(gzipSync(bytes, { level: 9 }).length).toBeLessThan(25_000);
});

test('the kernels ask the host for nothing but memory', async () => {
  const module = await WebAssembly.compile(bytes);
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
});
