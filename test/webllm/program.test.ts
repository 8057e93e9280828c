// What the program asks for, and what it serves.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/cli/usage.ts';
import { NotRunError, readOptions } from './options.ts';
import { serveModel } from './serve.ts';
import type { ServedModel } from './serve.ts';

const home = mkdtempSync(join(tmpdir(), 'swayground-webllm-test-'));
const path = (...names: string[]): string => join(home, ...names);
const put = (file: string, text: string): void => {
  mkdirSync(join(home, file, '..'), { recursive: true });
  writeFileSync(path(file), text);
};

beforeAll(() => {
  put('model.wasm', 'library');
  put('weights/mlc-chat-config.json', '{}');
  put('weights/tokenizer.json', '{"own":1}');
  put('weights/ndarray-cache.json', '{"records":[]}');
  put('weights/params_shard_0.bin', '12345');
  put('broken/tokenizer.json', '{}');
  put('package/package.json', '{"name":"@mlc-ai/web-llm","version":"0.2.79","main":"lib/index.js"}');
  put('other/package.json', '{"name":"left-pad","version":"1.0.0","main":"index.js"}');
  put('site/page.js', 'page');
  put('site/assets/worker.js', 'worker');
  put('secret.txt', 'secret');
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

describe('its words', () => {
  const given = (...words: string[]) => readOptions(words, path('package'));
  const [library, weights] = [
    ['--library', path('model.wasm')],
    ['--weights', path('weights')],
  ] as const;

  test('name a library, weights and a package', () => {
    expect(given(...library, ...weights)).toEqual({
      package: { entry: path('package/lib/index.js'), version: '0.2.79' },
      library: path('model.wasm'),
      weights: path('weights'),
      only: null,
    });
    const elsewhere = readOptions([...library, ...weights, '--package', path('package')], path('nowhere'));
    expect(elsewhere.package.version).toBe('0.2.79');
    expect(given(...library, ...weights, '--only', 'bias,speed').only).toEqual(['bias', 'speed']);
  });

  test.each<[string[], typeof NotRunError | typeof UsageError, string]>([
    [[], NotRunError, 'no model library'],
    [[...weights], NotRunError, 'no model library'],
    [['--library', path('none.wasm'), ...weights], NotRunError, `no model library at ${path('none.wasm')}`],
    [['--library', path('weights'), ...weights], NotRunError, 'no model library at'],
    [[...library], NotRunError, 'no weights'],
    [
      [...library, '--weights', path('broken')],
      NotRunError,
      'mlc-chat-config.json, tensor-cache.json or ndarray-cache.json',
    ],
    [[...library, ...weights, '--package', path('nowhere')], NotRunError, 'no package at'],
    [[...library, ...weights, '--package', path('other')], UsageError, 'is not @mlc-ai/web-llm'],
    [[...library, ...weights, '--only', 'bias,toString'], UsageError, '--only: toString is none of load, logProbs'],
    [['--libary', 'x'], UsageError, "Unknown option '--libary'"],
  ])('%j are refused', (words, kind, message) => {
    expect(() => given(...words)).toThrow(kind);
    expect(() => given(...words)).toThrow(message);
  });
});

describe('its server', () => {
  let served: ServedModel;
  beforeAll(async () => {
    served = await serveModel(path('site'), path('model.wasm'), path('weights'));
  });
  afterAll(() => served.close());
  const get = async (address: string) => {
    const response = await fetch(served.address + address);
    return [response.status, response.headers.get('content-type'), await response.text()];
  };

  test.each([
    ['', 'text/html', expect.stringContaining('page.js')],
    ['page.js', 'text/javascript', 'page'],
    ['assets/worker.js', 'text/javascript', 'worker'],
    ['library.wasm', 'application/wasm', 'library'],
    ['model/resolve/main/tokenizer.json', 'application/json', '{"own":1}'],
    ['model/resolve/main/params_shard_0.bin', 'application/octet-stream', '12345'],
    // the older name answers for the newer
    ['model/resolve/main/tensor-cache.json', 'application/json', '{"records":[]}'],
  ])('has %s', async (address, type, body: unknown) => {
    expect(await get(address)).toEqual([200, type, body]);
  });

  test.each(['none.js', 'model/resolve/main/none.bin', 'model/resolve/main/..%2F..%2Fsecret.txt', '..%2Fsecret.txt'])(
    'has no %s',
    async (address) => {
      expect((await get(address))[0]).toBe(404);
    },
  );
});
