import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import type { StartWorker } from './door.ts';
import type { LoadProgress } from './progress.ts';
import type { RequestOf } from './protocol.ts';
import { WebLlmEngine } from './webLlmEngine.ts';
import type { EngineOptions } from './webLlmEngine.ts';

const deviceLost = 'OperationError: A valid external Instance reference no longer exists.';

const request = (changes: Partial<RequestOf<'write'>> = {}): RequestOf<'write'> => ({
  messages: [{ role: 'user', content: 'Can I?' }],
  ...{ adapts: true, temperature: 1, minP: 0, maxNewTokens: 20, seed: 1234567, check: false },
  ...changes,
});

const engineOf = (fake: FakeWebLlm, options: EngineOptions = {}): WebLlmEngine =>
  new WebLlmEngine(fake.start, fakeRecord(), { pause: 0, ...options });

/** What a model that nothing happens to writes. */
const undisturbed = async () => engineOf(new FakeWebLlm()).write(request());

describe('a lost device', () => {
  test('costs a new worker and nothing else: the request is made again, and gives the same', async () => {
    const fake = new FakeWebLlm();
    const reasons: string[] = [];
    const engine = engineOf(fake, { onRecovery: ({ kind }) => reasons.push(kind) });
    const before = await engine.write(request());
    fake.faults.push(deviceLost);
    const queued = [engine.write(request({ seed: 99 })), engine.write(request())];
    const [lost, next] = await Promise.all(queued);
    expect(fake.hosts).toHaveLength(2);
    expect(reasons).toEqual(['deviceLost']);
    expect(next).toEqual(before);
    expect(lost).toEqual(await engine.write(request({ seed: 99 })));
    // the finished request before was not made again
    expect(fake.requests.map(({ seed }) => seed)).toEqual([1234567, 99, 99, 1234567, 99]);
  });

  test('again and again is told in the end', async () => {
    const fake = new FakeWebLlm();
    const engine = engineOf(fake, { retries: 2 });
    fake.faults.push(deviceLost, deviceLost, deviceLost);
    await expect(engine.write(request())).rejects.toMatchObject({ kind: 'deviceLost', message: deviceLost });
    expect(fake.hosts).toHaveLength(3);
    // and the engine can be tried once more
    expect(await engine.write(request())).toEqual(await undisturbed());
    expect(fake.hosts).toHaveLength(4);
  });

  test('an adapter that is missing for a moment afterwards is waited for', async () => {
    const fake = new FakeWebLlm();
    const engine = engineOf(fake, {
      onRecovery: ({ kind }) => {
        fake.gpu = kind === 'deviceLost' ? 'noAdapter' : 'f32';
      },
    });
    await engine.load();
    fake.faults.push(deviceLost);
    expect(await engine.write(request())).toEqual(await undisturbed());
    expect(fake.hosts).toHaveLength(3);
  });

  test('that can’t load the model again says why', async () => {
    const fake = new FakeWebLlm();
    const engine = engineOf(fake);
    await engine.load();
    fake.faults.push(deviceLost);
    fake.loadFaults.push(
      Object.assign(new Error('The WebGPU device was lost while loading the model.'), { name: 'DeviceLostError' }),
    );
    await expect(engine.write(request())).rejects.toMatchObject({ kind: 'memory', wayOn: 'takeSmaller' });
  });
});

describe('what does not pass is not tried again', () => {
  test.each([
    ['QuotaExceededError: Quota exceeded.', 'quota'],
    ['TypeError: Failed to fetch', 'unreachable'],
    ["TypeError: Failed to execute 'add' on 'Cache': Request failed", 'notFound'],
  ])('%s', async (said, kind) => {
    const fake = new FakeWebLlm();
    fake.loadFaults.push(said);
    const engine = engineOf(fake);
    await expect(engine.load()).rejects.toMatchObject({ kind, message: said });
    expect(fake.hosts).toHaveLength(1);
    // the user may: what was fetched is in the cache
    await engine.load();
    expect(fake.hosts).toHaveLength(2);
  });

  test('a conversation that is too long; the worker stays', async () => {
    const fake = new FakeWebLlm({ context: 40 });
    const engine = engineOf(fake);
    const long = request({ messages: [{ role: 'user', content: 'word '.repeat(50) }] });
    await expect(engine.write(long)).rejects.toMatchObject({ kind: 'contextOverflow', wayOn: 'shorten' });
    expect((await engine.write(request())).ended).toBe(true);
    expect(fake.hosts).toHaveLength(1);
  });
});

describe('a worker', () => {
  test('that breaks off is replaced', async () => {
    const fake = new FakeWebLlm();
    const told: string[] = [];
    const engine = engineOf(fake, { onRecovery: ({ message }) => told.push(message) });
    await engine.load();
    const writing = engine.write(request());
    fake.kill();
    expect(await writing).toEqual(await undisturbed());
    expect(fake.hosts).toHaveLength(2);
    expect(told).toEqual(['out of memory in the worker']);
  });

  test('that can’t be loaded is told at once', async () => {
    const fake = new FakeWebLlm();
    fake.nextWorker = 'missing';
    await expect(engineOf(fake).load()).rejects.toMatchObject({
      kind: 'workerDead',
      message: 'the worker could not be loaded',
    });
  });

  test('that tells what is no report is ended', async () => {
    const fake = new FakeWebLlm();
    let tell: (report: unknown) => void = () => undefined;
    const start: StartWorker = (report) => {
      tell = report;
      return fake.start(report);
    };
    const engine = new WebLlmEngine(start, fakeRecord(), { pause: 0 });
    await engine.load();
    tell({ kind: 'sneeze' });
    await expect(engine.write(request())).rejects.toMatchObject({ kind: 'badRequest' });
  });
});

describe('silence', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('from the beginning, or in the middle, is noticed', async () => {
    const fake = new FakeWebLlm();
    fake.nextWorker = 'silent';
    const engine = engineOf(fake, { retries: 0, patience: { start: 5000, silence: 9000 } });
    const loading = expect(engine.load()).rejects.toMatchObject({
      ...{ kind: 'workerSilent', message: 'no sign of life from the worker for 5 s', wayOn: 'restart' },
    });
    await vi.advanceTimersByTimeAsync(5000);
    await loading;
    await engine.load();
    // it answered once, and then no more
    const [, host] = fake.hosts;
    if (!host) throw new Error('no second worker');
    host.handle = () => new Promise(() => undefined);
    const writing = expect(engine.write(request())).rejects.toMatchObject({ kind: 'workerSilent' });
    // signs of life are enough, for as long as they come
    for (let i = 0; i < 5; i++) {
      await vi.advanceTimersByTimeAsync(8000);
      host.beat();
    }
    await vi.advanceTimersByTimeAsync(8999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await writing;
  });

  test('is no fault while nobody waits', async () => {
    const engine = engineOf(new FakeWebLlm(), { patience: { start: 5, silence: 5 } });
    await engine.load();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await engine.write(request())).ended).toBe(true);
  });
});

describe('what is no longer wanted', () => {
  test('is not begun, or broken off at the next sign of life; the next text is whole', async () => {
    const fake = new FakeWebLlm({ weights: (_, __, size) => new Array<number>(size).fill(1).fill(0, 0, 1) });
    const engine = engineOf(fake);
    await engine.load();
    await expect(engine.write(request(), () => true)).rejects.toMatchObject({ kind: 'cancelled', wayOn: 'none' });
    expect(fake.requests).toHaveLength(0);
    let isCancelled = false;
    const beating = setInterval(() => {
      isCancelled = fake.trace.includes('logits');
      fake.hosts[0]?.beat();
    });
    const long = request({ maxNewTokens: 500_000 });
    await expect(engine.write(long, () => isCancelled)).rejects.toMatchObject({ kind: 'cancelled' });
    clearInterval(beating);
    expect((await engine.write(request({ maxNewTokens: 7 }))).tokens).toHaveLength(7);
    expect(fake.hosts).toHaveLength(1);
  });

  test('closing cancels a download', async () => {
    const fake = new FakeWebLlm();
    const seen: LoadProgress['phase'][] = [];
    const engine = engineOf(fake, {
      onProgress: ({ phase }) => {
        seen.push(phase);
        if (phase === 'download') engine.close();
      },
    });
    await expect(engine.load()).rejects.toMatchObject({ kind: 'cancelled' });
    expect(seen).toEqual(['start', 'download']);
    await expect(engine.write(request())).rejects.toMatchObject({ kind: 'cancelled' });
    expect(fake.hosts).toHaveLength(1);
  });
});

test('one model is loaded once, however often it is asked for; requests are made one after the other', async () => {
  const fake = new FakeWebLlm();
  const engine = engineOf(fake);
  await Promise.all([engine.load(), engine.load()]);
  const texts = await Promise.all([1e6, 1e9, 1e6].map((seed) => engine.write(request({ seed }))));
  expect(texts[2]).toEqual(texts[0]);
  expect(fake.hosts).toHaveLength(1);
  expect(engine.context).toBe(4096);
});
