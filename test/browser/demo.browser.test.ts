import { afterEach, expect, test, vi } from 'vitest';
import { createDemoSession } from '../../src/session/demoSession.ts';
import type { DemoSession, DemoState } from '../../src/session/demoSession.ts';

// The page's own session with its real worker, from the first step to a fingerprint, and what happens when the worker fails.

let session: DemoSession;

afterEach(() => {
  session.dispose();
});

/** The first state that satisfies the condition; the test's time limit is the only one. */
function until(condition: (state: DemoState) => boolean): Promise<DemoState> {
  return new Promise((resolve) => {
    const look = (): void => {
      const state = session.getState();
      if (!condition(state)) return;
      stop();
      resolve(state);
    };
    const stop = session.subscribe(look);
    look();
  });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test('trains by itself, and the loss falls', async () => {
  session = createDemoSession({ seed: 1 });
  expect(session.getState().status).toBe('opening');
  const { facts, losses, untrained, writing, ruleShares, speed } = await until(({ losses }) => losses.length >= 60);
  if (facts === null) throw new Error('There are steps without facts.');
  expect(Math.abs((losses[0] ?? NaN) - facts.uniformNats)).toBeLessThan(0.2);
  expect(mean(losses.subarray(50, 60))).toBeLessThan(2);
  expect(mean(losses.subarray(50, 60))).toBeGreaterThan(facts.bestNats);
  expect([...losses].every(Number.isFinite)).toBe(true);
  expect(untrained?.step).toBe(0);
  expect(writing?.step).toBeGreaterThanOrEqual(25);
  expect(writing?.notes).toHaveLength(3);
  expect(ruleShares.map(({ step }) => step).slice(0, 2)).toEqual([0, 25]);
  expect(speed?.tokensPerSecond).toBeGreaterThan(0);
});

test('the same seed gives the same bits, another seed others', async () => {
  session = createDemoSession({ seed: 1 });
  const first = await until(({ fingerprint }) => fingerprint !== null);
  expect(first.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(first.reproduced).toBeNull();

  session.reset(1);
  expect(session.getState()).toMatchObject({ status: 'paused', fingerprint: null, writing: null });
  expect(session.getState().losses).toHaveLength(0);
  const reset = await until(({ untrained }) => untrained !== null);
  expect(reset.untrained).toEqual(first.untrained);
  session.play();
  const second = await until(({ fingerprint }) => fingerprint !== null);
  expect(second.fingerprint).toBe(first.fingerprint);
  expect(second.reproduced).toBe(true);
  expect(second.losses.slice(0, 100)).toEqual(first.losses.slice(0, 100));

  session.reset(2);
  session.play();
  const other = await until(({ fingerprint }) => fingerprint !== null);
  expect(other.seed).toBe(2);
  expect(other.fingerprint).not.toBe(first.fingerprint);
  expect(other.reproduced).toBeNull();
});

test('pause stops the steps, step takes one, play goes on', async () => {
  session = createDemoSession({ seed: 3 });
  await until(({ losses }) => losses.length >= 5);
  session.pause();
  expect(session.getState().status).toBe('paused');
  // When it has stopped the worker writes once more, at the step it has reached.
  const { losses: stopped } = await until(({ losses, writing }) => writing?.step === losses.length);
  await pause(700);
  expect(session.getState().losses).toEqual(stopped);

  session.step();
  const one = await until(({ losses }) => losses.length > stopped.length);
  expect(one.losses).toHaveLength(stopped.length + 1);
  expect(one.writing?.step).toBe(stopped.length + 1);
  await pause(300);
  expect(session.getState().losses).toEqual(one.losses);

  session.play();
  await until(({ losses }) => losses.length > one.losses.length + 3);
  session.step();
  const paused = await until(({ losses, writing }) => writing?.step === losses.length);
  await pause(300);
  expect(session.getState()).toMatchObject({ status: 'paused' });
  expect(session.getState().losses).toEqual(paused.losses);
});

test('calm listeners hear of commands at once, and of progress once a second', async () => {
  session = createDemoSession({ seed: 4 });
  await until(({ losses }) => losses.length >= 1);
  const calm = vi.fn();
  const stop = session.subscribeCalmly(calm);
  const quick = vi.fn();
  session.subscribe(quick);
  await until(({ losses }) => losses.length >= 20);
  expect(quick.mock.calls.length).toBeGreaterThan(calm.mock.calls.length);
  calm.mockClear();
  session.pause();
  expect(calm).toHaveBeenCalledTimes(1);
  stop();
  session.play();
  expect(calm).toHaveBeenCalledTimes(1);
});

test('nothing is reported after dispose', async () => {
  session = createDemoSession({ seed: 5 });
  await until(({ losses }) => losses.length >= 2);
  session.dispose();
  const { losses } = session.getState();
  await pause(400);
  expect(session.getState().losses).toEqual(losses);
});

function workerOf(source: string): Worker {
  return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });
}

test('a worker that cannot be loaded, breaks off or is silent becomes a fault, and restart helps', async () => {
  const sources = ['import "/no/such/module.js";', 'throw new Error("broken off");', ''];
  const kinds: unknown[] = [];
  session = createDemoSession({ seed: 6, patience: 2, startWorker: () => workerOf(sources.shift() ?? '') });
  for (let turn = 0; turn < 3; turn++) {
    const { fault } = await until(({ status }) => status === 'failed');
    kinds.push(fault);
    session.play();
    session.step();
    session.pause();
    expect(session.getState().status).toBe('failed');
    session.restart();
    expect(session.getState()).toMatchObject({ status: 'opening', fault: null });
  }
  expect(kinds).toEqual([
    { kind: 'workerFailed', detail: '' },
    { kind: 'workerFailed', detail: expect.stringContaining('broken off') as unknown },
    { kind: 'silent', detail: '' },
  ]);
});

test('an error of the engine stops the run and is told', async () => {
  session = createDemoSession({ seed: 7 });
  await until(({ losses }) => losses.length >= 1);
  // No page does this; a seed that the engine refuses stands for every error that it may throw.
  session.reset(-1);
  const { fault } = await until(({ status }) => status === 'failed');
  expect(fault).toEqual({ kind: 'engine', detail: expect.stringContaining('seed -1') as unknown });
});

test('a browser without WebAssembly SIMD is told apart from one without WebAssembly', () => {
  const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  session = createDemoSession({ seed: 8 });
  expect(session.getState()).toMatchObject({ status: 'failed', fault: { kind: 'noSimd' } });
  validate.mockRestore();
  session.restart();
  expect(session.getState().status).toBe('opening');
});
