import { expect, test } from 'vitest';

// What the engine's browser tests stand on. If one of these fails, look at the browser and its switches first.

test('the page has plain WASM SIMD', () => {
  // A module with one function of type () -> v128 whose body is `v128.const 0`.
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const typeSection = [0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b];
  const functionSection = [0x03, 0x02, 0x01, 0x00];
  const body = [0x00, 0xfd, 0x0c, ...new Array<number>(16).fill(0), 0x0b];
  const codeSection = [0x0a, body.length + 2, 0x01, body.length, ...body];
  const bytes = new Uint8Array([...header, ...typeSection, ...functionSection, ...codeSection]);
  expect(WebAssembly.validate(bytes)).toBe(true);
});

test('the page is not cross-origin isolated, as on a host that sets no headers', () => {
  expect(crossOriginIsolated).toBe(false);
});

test('the page gets a WebGPU adapter and a device', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  expect(adapter).not.toBeNull();
  const device = await adapter?.requestDevice();
  expect(device?.limits.maxBufferSize).toBeGreaterThan(0);
  device?.destroy();
});

test('a module worker gets a WebGPU adapter', async () => {
  const worker = new Worker(new URL('./adapter.worker.ts', import.meta.url), { type: 'module' });
  const answer = await new Promise<unknown>((resolve, reject) => {
    worker.onmessage = (event) => {
      resolve(event.data);
    };
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
  });
  worker.terminate();
  expect(answer).toEqual(expect.any(String));
});
