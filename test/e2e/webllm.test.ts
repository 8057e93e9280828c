// The real WebLLM package in its real worker, as far as it goes without a model: its faults, the GPU, the cache.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { browserArguments, findChromium } from '../../scripts/chromium.mjs';
import type { Outcome } from '../support/webllmOutcome.ts';
import { serveWebLlm } from '../support/webllmSite.ts';

let site: Awaited<ReturnType<typeof serveWebLlm>>;
let withGpu: Browser;
let withoutGpu: Browser;
let page: Page;

const launch = (args: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium() ?? 'chromium', args: [...args] });

beforeAll(async () => {
  const html = readFileSync(join(inject('siteFolder'), 'index.html'), 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/u.exec(html)?.[1] ?? '';
  expect(policy).toContain('connect-src');
  site = await serveWebLlm(policy);
  withGpu = await launch(browserArguments);
  withoutGpu = await launch([
    ...browserArguments.filter((argument) => argument !== '--enable-unsafe-webgpu'),
    '--host-resolver-rules=MAP insecure.test 127.0.0.1',
  ]);
});
afterAll(async () => {
  await withGpu.close();
  await withoutGpu.close();
  await site.close();
});
afterEach(async () => {
  await page.context().close();
});

async function visit(browser = withGpu, address = site.address): Promise<void> {
  page = await (await browser.newContext()).newPage();
  await page.goto(address);
  await page.waitForFunction('window.webllm');
  site.requests.length = 0;
}

const call = (name: string, request: unknown = {}): Promise<Outcome> =>
  page.evaluate(`window.webllm.call(${JSON.stringify(name)}, ${JSON.stringify(request)})`);
const callScript = (script: string, patience = { start: 60_000, silence: 60_000 }): Promise<Outcome> =>
  page.evaluate(`window.webllm.callScript(${JSON.stringify(script)}, ${JSON.stringify(patience)})`);
const record = (model: string, library = 'none.wasm', changes: object = {}) => ({
  model: new URL(model, site.address).href,
  model_id: 'mine-q4f32_1-MLC',
  model_lib: new URL(library, site.address).href,
  ...changes,
});
const open = (...given: Parameters<typeof record>): Promise<Outcome> => call('open', { record: record(...given) });

describe('the GPU', () => {
  test('is a program here, without f16; looking for it fetches nothing of the package', async () => {
    await visit();
    const { value } = await call('probe');
    expect(value).toMatchObject({
      ...{ f16: false, isFallback: true, maxBufferSize: 2 ** 30, maxStorageBufferBindingSize: 2 ** 30 },
      ...{ maxComputeWorkgroupStorageSize: 32768 },
    });
    // the worker's own script alone: the package is 6 MB
    expect(site.requests).toHaveLength(1);
    const refused = await open('good', 'none.wasm', { model_id: 'mine-q4f16_1-MLC' });
    expect(refused).toMatchObject({ kind: 'noF16', wayOn: 'takeF32' });
  });

  test('is missing without its flag, which is said before anything is fetched', async () => {
    await visit(withoutGpu);
    expect(await call('probe')).toEqual({ value: 'noAdapter' });
    expect(await open('good')).toMatchObject({ kind: 'noAdapter', wayOn: 'enableWebGpu' });
    expect(site.requests.filter((path) => path.includes('mlc-chat-config'))).toEqual([]);
  });

  test('is not even asked for where a page came by http from another machine: browsers have no WebGPU there', async () => {
    await visit(withoutGpu, site.address.replace('127.0.0.1', 'insecure.test'));
    expect(await call('probe')).toEqual({ value: 'noWebGpu' });
    expect(await open('good')).toMatchObject({ kind: 'noWebGpu', wayOn: 'enableWebGpu' });
    expect(site.requests.filter((path) => path.includes('mlc-chat-config'))).toEqual([]);
  });

  test('whose process dies takes its devices along, and is found again by a new worker', async () => {
    await visit();
    await page.evaluate(`(async () => {
      const adapter = await navigator.gpu.requestAdapter();
      window.lost = (await adapter.requestDevice()).lost.then(({ reason }) => reason);
    })()`);
    const devtools = await withGpu.newBrowserCDPSession();
    // not answered: the process is gone
    devtools.send('Browser.crashGpuProcess').catch(() => undefined);
    expect(await page.evaluate('window.lost')).toBe('unknown');
    await expect.poll(() => call('probe'), { timeout: 20_000 }).toMatchObject({ value: { isFallback: true } });
  });
});

describe('loading a model that is none', () => {
  test.each<[string, () => Promise<Outcome>, Outcome]>([
    [
      'no config',
      () => open('missing'),
      {
        kind: 'notFound',
        wayOn: 'checkAddress',
        message: "TypeError: Failed to execute 'add' on 'Cache': Request failed",
      },
    ],
    [
      'no library',
      () => open('good', 'missing.wasm'),
      {
        kind: 'notFound',
        wayOn: 'checkAddress',
        message: "TypeError: Failed to execute 'add' on 'Cache': Request failed",
      },
    ],
    ['a connection that breaks off', () => open('broken'), { kind: 'unreachable', wayOn: 'tryAgain' }],
    ['no server', () => open('http://127.0.0.1:9/m'), { kind: 'unreachable', wayOn: 'tryAgain' }],
    ['a page instead of a config', () => open('page'), { kind: 'badFile', wayOn: 'fetchAgain' }],
    [
      'no library at an address with localhost, which is never cached',
      () => open('good', `${site.localhost}empty.wasm`),
      {
        kind: 'badFile',
        wayOn: 'fetchAgain',
        message: 'CompileError: WebAssembly.instantiate(): BufferSource argument is empty',
      },
    ],
    [
      'no library at such an address, which WebLLM does not notice',
      () => open('good', `${site.localhost}missing.wasm`),
      { kind: 'badFile', wayOn: 'fetchAgain' },
    ],
    [
      'a library of another version',
      () => open('good', 'foreign.wasm'),
      { kind: 'wrongLibrary', wayOn: 'matchVersion' },
    ],
    [
      'another config than was vouched for',
      () => open('good', 'foreign.wasm', { integrity: { config: `sha256-${'A'.repeat(43)}=` } }),
      { kind: 'integrity', wayOn: 'fetchAgain' },
    ],
    [
      'an address that is none',
      () => call('open', { record: { ...record('good'), model: 'models/x' } }),
      { kind: 'badRequest', wayOn: 'report' },
    ],
  ])('%s', async (_, opening, wanted) => {
    await visit();
    expect(await opening()).toMatchObject(wanted);
  });

  test('given up in mid-download: the connection is closed', async () => {
    await visit();
    const script = `window.webllm.givenUp('open', ${JSON.stringify({ record: record('pending') })}, 1000)`;
    expect(await page.evaluate(script)).toMatchObject({ kind: 'cancelled', wayOn: 'none' });
    await expect.poll(() => site.givenUp).toContain('/pending/resolve/main/mlc-chat-config.json');
  });

  test('no room for it', async () => {
    await visit();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.address.slice(0, -1), quotaSize: 1000 });
    expect(await open('good')).toMatchObject({ kind: 'quota', wayOn: 'freeSpace' });
  });

  test('from another origin: the page’s policy does not bind the worker', async () => {
    await visit();
    // the config arrives, and then there is no library: behind the policy nothing would have arrived
    expect(await open(`${site.localhost}good`, 'foreign.wasm')).toMatchObject({ kind: 'wrongLibrary' });
  });
});

describe('a worker', () => {
  test('whose script is missing, or throws, is told at once; one that never speaks, in time', async () => {
    await visit();
    expect(await callScript('/missing.js')).toMatchObject({ kind: 'workerDead', wayOn: 'restart' });
    expect(await callScript('/throws.js')).toMatchObject({
      kind: 'workerDead',
      message: expect.stringContaining('a fault at the start') as string,
    });
    expect(await callScript('/mute.js', { start: 1000, silence: 60_000 })).toMatchObject({
      kind: 'workerSilent',
      message: 'no sign of life from the worker for 1 s',
    });
    expect(await callScript('/fallsSilent.js', { start: 60_000, silence: 500 })).toMatchObject({
      kind: 'workerSilent',
      message: 'no sign of life from the worker for 0.5 s',
    });
  });

  test('has no model before one is loaded', async () => {
    await visit();
    const messages = [{ role: 'user', content: 'Hello' }];
    const answers = await call('answer', { messages, answers: ['0', '1'] });
    expect(answers).toMatchObject({ kind: 'notLoaded' });
    expect(await call('answer', { messages: [], answers: ['0'] })).toMatchObject({ kind: 'badRequest' });
  });
});

describe('what the browser holds', () => {
  test('is listed, counted, and deleted; at first it is nothing', async () => {
    await visit();
    const { value: models } = await call('models');
    expect(models).toHaveLength(165);
    const mine = record('good');
    expect(await call('cached', { records: [mine] })).toEqual({ value: [] });
    expect(await call('remove', { record: mine, records: [mine] })).toEqual({ value: null });
    // what a download that broke off leaves behind
    const folder = `${site.address}good/resolve/main/`;
    const left = JSON.stringify(folder);
    await page.evaluate(`(async () => {
      const cache = await caches.open('webllm/model');
      await cache.put(${left} + 'tokenizer.json', new Response('x'.repeat(1000)));
      await cache.put(${left} + 'tensor-cache.json', new Response('{"records":[{"dataPath":"params_shard_0.bin","nbytes":5}]}'));
    })()`);
    const { value: cached } = await call('cached', { records: [mine, record('other')] });
    expect(cached).toEqual([{ model_id: 'mine-q4f32_1-MLC', folder, bytes: 1058, isComplete: false }]);
    expect(await call('size', { record: mine })).toEqual({ value: 5 });
    expect(await call('remove', { record: mine, records: [mine] })).toEqual({ value: null });
    expect(await call('cached', { records: [mine] })).toEqual({ value: [] });
  });
});
