import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { completeOf, evaluationOf, startOf } from '../../src/experiments/run/testing/eventCases.ts';
import { exampleWith, flipTo, policyWith, roundWith, shownWith } from '../../src/facts/testing/cases.ts';
import { createSession, WorkerGone } from '../../src/session/index.ts';
import type { Session, SessionState } from '../../src/session/index.ts';
import { App } from '../../src/ui/index.ts';
import type { Report } from '../../workers/protocol.ts';
import { FakeSimulation, workerOf } from './fakeSimulation.ts';

// The page's session and screens with a worker that does as a test tells it: what no real run can be made to do at will.

let session: Session;

afterEach(() => {
  session.dispose();
  history.replaceState(null, '', location.pathname + location.search);
});

function until(condition: (state: SessionState) => boolean): Promise<SessionState> {
  return new Promise((resolve) => {
    const look = (): void => {
      const state = session.store.getState();
      if (!condition(state)) return;
      stop();
      resolve(state);
    };
    const stop = session.store.subscribe(look);
    look();
  });
}

const reach = (status: SessionState['status']): Promise<SessionState> => until((state) => state.status === status);

async function playing(...fakes: readonly FakeSimulation[]): Promise<void> {
  const left = [...fakes];
  session = createSession({ patience: 2, startWorker: () => workerOf(left.shift() ?? new FakeSimulation()) });
  await reach('ready');
  session.play();
  await expect.poll(() => fakes[0]?.starts.length).toBe(1);
}

describe('a worker', () => {
  test('that dies is replaced, and the run goes on from its last whole iteration', async () => {
    const [first, second] = [new FakeSimulation(), new FakeSimulation()];
    await playing(first, second);
    await first.event(startOf());
    for (const iteration of [0, 1]) {
      await first.event(evaluationOf(iteration));
      await first.event(completeOf(iteration, 'ab'));
    }
    first.ping = () => new Promise(() => undefined);
    expect((await reach('failed')).fault).toEqual({ kind: 'silent', detail: '' });
    session.restart();
    await reach('playing');
    await expect.poll(() => second.starts.length).toBe(1);
    expect(second.starts[0]?.from).toMatchObject({ iteration: 1, fingerprint: 'ab' });
    await second.event(startOf({}, 1));
    expect(session.store.getState().view?.policies.map(({ iteration }) => iteration)).toEqual([0, 1]);
  });

  test.each<[string, Report, SessionState['fault']]>([
    [
      'fails',
      { kind: 'failed', run: 1, name: 'EngineError', message: 'not finite' },
      { kind: 'engine', detail: 'not finite' },
    ],
    [
      'has no memory',
      { kind: 'failed', run: 1, name: 'RangeError', message: 'WebAssembly.Memory(): could not allocate memory' },
      { kind: 'noMemory', detail: 'WebAssembly.Memory(): could not allocate memory' },
    ],
    [
      'talks nonsense',
      { kind: 'loading', done: -1, total: 1 },
      { kind: 'report', detail: expect.stringContaining('done: ') as string },
    ],
  ])('that %s becomes a fault', async (_, report, fault) => {
    const fake = new FakeSimulation();
    await playing(fake);
    await fake.tell(report);
    expect((await reach('failed')).fault).toEqual(fault);
  });

  test('that is told to cancel and does not is gone within 200 ms, and another takes its place', async () => {
    const [stubborn, next] = [new FakeSimulation(), new FakeSimulation()];
    await playing(stubborn, next);
    await stubborn.event(startOf());
    stubborn.cancel = () => new Promise(() => undefined);
    const began = performance.now();
    session.cancel();
    expect(session.store.getState().status).toBe('cancelled');
    await reach('opening');
    expect(performance.now() - began).toBeLessThan(400);
    await reach('cancelled');
    session.play();
    await expect.poll(() => next.starts.length).toBe(1);
  });

  test('is told to pause a run after it has been told to begin it, however soon', async () => {
    const fake = new FakeSimulation();
    const asked: string[] = [];
    const pause = vi.spyOn(fake, 'pause').mockImplementation(() => {
      asked.push(`pause with ${String(fake.starts.length)}`);
      return Promise.resolve();
    });
    session = createSession({ startWorker: () => workerOf(fake) });
    await reach('ready');
    session.play();
    session.pause();
    await expect.poll(() => asked.at(-1)).toBe('pause with 1');
    expect(session.store.getState().status).toBe('paused');
    pause.mockRestore();
  });

  test('is not heard of a run that is over', async () => {
    const fake = new FakeSimulation();
    await playing(fake);
    session.reset();
    await fake.event(startOf());
    expect(session.store.getState()).toMatchObject({ status: 'ready', view: null });
  });
});

describe('choosing models', () => {
  const fault: Report = {
    ...{ kind: 'failed', run: 1, name: 'WebLlmError', message: 'out of memory' },
    model: { engine: 'webllm', kind: 'memory', detail: 'out of memory' },
  };
  let root: ReturnType<typeof createRoot>;
  const host = document.createElement('div');
  const draw = (): void => {
    document.body.append(host);
    root = createRoot(host);
    root.render(createElement(App, { session }));
  };
  const button = (name: string): HTMLButtonElement | undefined =>
    [...host.querySelectorAll('button')].find((each) => each.textContent === name);

  const dialogText = (): string => host.querySelector('dialog')?.innerText ?? '';
  // what is loaded lazily takes its time on a busy machine
  const seen = <Seen>(look: () => Seen) => expect.poll(look, { timeout: 15_000 });

  afterEach(() => {
    root.unmount();
    host.remove();
  });

  test('says that nobody is there to be asked, and starts another worker', async () => {
    const [first, second] = [new FakeSimulation(), new FakeSimulation()];
    first.modelOffers = () => new Promise(() => undefined);
    await playing(first, second);
    session.cancel();
    draw();
    const option = await vi.waitUntil(() =>
      [...host.querySelectorAll('option')].find(({ text }) => text === 'WebLLM or server'),
    );
    option.selected = true;
    option.closest('select')?.dispatchEvent(new Event('change', { bubbles: true }));
    await seen(dialogText).toContain('Looking for a GPU');
    first.ping = () => Promise.reject(new Error('gone'));
    await seen(() => button('Start it and look again')).toBeDefined();
    expect(dialogText()).not.toContain('Looking for a GPU');
    button('Start it and look again')?.click();
    // what a fake says
    await seen(dialogText).toContain('This browser has no WebGPU');
    expect(button('Start it and look again')).toBeUndefined();
    expect(second.starts).toEqual([]);
  });

  test('after one has failed opens their dialog on a new worker, which plays nothing by itself', async () => {
    const [first, second] = [new FakeSimulation(), new FakeSimulation()];
    const modelOffers = vi.spyOn(second, 'modelOffers');
    await playing(first, second);
    await first.event(startOf());
    for (const iteration of [0, 1]) {
      await first.event(evaluationOf(iteration));
      await first.event(completeOf(iteration, 'ab'));
    }
    draw();
    await first.tell(fault);
    await seen(() => button('Choose models')).toBeDefined();
    button('Choose models')?.click();
    await seen(() => host.querySelector('dialog')?.ariaLabel).toBe('Models');
    await seen(() => modelOffers.mock.calls.length).toBe(1);
    await reach('interrupted');
    expect(host.querySelector('dialog')?.open).toBe(true);
    [...host.querySelectorAll<HTMLButtonElement>('dialog button')][0]?.click();
    await seen(() => host.querySelector('dialog')).toBeNull();
    expect(second.starts).toEqual([]);
    // what was played is still there to go on with
    expect(session.store.getState()).toMatchObject({ status: 'interrupted', fault: null });
  });

  test('while they are being measured ends that, and gives the focus back to where the dialog was opened', async () => {
    history.replaceState(null, '', '#v=1&p=therapy-50&learner=rerankKto&agentModel=server:foo');
    const fake = new FakeSimulation();
    fake.tryModels = () => new Promise(() => undefined);
    const tries = vi.spyOn(fake, 'tryModels');
    const cancels = vi.spyOn(fake, 'cancelModels');
    session = createSession({ startWorker: () => workerOf(fake) });
    await reach('ready');
    draw();
    await seen(() => button('Choose…')).toBeDefined();
    button('Choose…')?.focus();
    button('Choose…')?.click();
    await seen(() => button('Load and measure')?.disabled).toBe(false);
    await seen(dialogText).toContain('This browser has no WebGPU');
    button('Load and measure')?.click();
    await seen(() => tries.mock.calls.length).toBe(1);
    expect(cancels).not.toHaveBeenCalled();
    button('Use these models')?.click();
    await seen(() => host.querySelector('dialog')).toBeNull();
    await seen(() => cancels.mock.calls.length).toBe(1);
    await seen(() => document.activeElement?.textContent).toBe('Choose…');
  });
});

describe('a question about models', () => {
  test('is refused when its worker is gone, and at once where there is none', async () => {
    const fake = new FakeSimulation();
    await playing(fake);
    fake.modelOffers = () => new Promise(() => undefined);
    const models = await session.models();
    const asked = models.offers();
    fake.ping = () => Promise.reject(new Error('gone'));
    await expect(asked).rejects.toBeInstanceOf(WorkerGone);
    await reach('failed');
    await expect(models.cached()).rejects.toBeInstanceOf(WorkerGone);
  });

  test('is refused by what its worker refuses it with: the worker has broken off', async () => {
    const fake = new FakeSimulation();
    await playing(fake);
    fake.modelSize = () => Promise.reject(new Error('a fault of the worker'));
    await expect((await session.models()).size('Llama')).rejects.toBeInstanceOf(WorkerGone);
    expect(session.store.getState().fault?.detail).toBe('a fault of the worker');
  });
});

describe('the loading of a model', () => {
  const loading = (id: string): Report => ({
    kind: 'modelLoading',
    loading: {
      ...{ index: 1, count: 1, id },
      progress: { phase: 'download', share: 0.5, bytes: { done: 1, total: 2 }, speed: null, secondsLeft: null },
    },
  });

  test.each(['cancel', 'reset'] as const)('is over with %s, and what comes late is not told', async (command) => {
    const fake = new FakeSimulation();
    await playing(fake);
    await fake.tell(loading('Llama'));
    expect(session.store.getState().modelLoading?.id).toBe('Llama');
    let letGo = (): void => undefined;
    fake.cancel = () =>
      new Promise((resolve) => {
        letGo = resolve;
      });
    session[command]();
    expect(session.store.getState().modelLoading).toBeNull();
    await fake.tell(loading('Llama'));
    expect(session.store.getState().modelLoading).toBeNull();
    letGo();
    session.play();
    await expect.poll(() => fake.starts.length).toBe(2);
    await fake.tell(loading('Qwen'));
    expect(session.store.getState().modelLoading?.id).toBe('Qwen');
  });

  test('is over with its worker', async () => {
    const fake = new FakeSimulation();
    await playing(fake);
    await fake.tell(loading('Llama'));
    fake.ping = () => Promise.reject(new Error('gone'));
    expect((await reach('failed')).modelLoading).toBeNull();
  });
});

test('a model that is lost is said while its run goes on, and no longer in the next one', async () => {
  const fake = new FakeSimulation();
  const lose = (kind: 'deviceLost' | 'workerSilent') =>
    fake.tell({ kind: 'modelLost', id: 'Llama', fault: { engine: 'webllm', kind, detail: 'gone' } });
  const notice = () => session.store.getState().library.notice;
  await playing(fake);
  await lose('workerSilent');
  expect(notice()).toEqual({ kind: 'modelLost', detail: 'Llama: gone' });
  await lose('deviceLost');
  expect(notice()).toEqual({ kind: 'gpuLost', detail: 'Llama: gone' });
  session.cancel();
  session.play();
  await expect.poll(() => fake.starts.length).toBe(2);
  expect(notice()).toBeNull();
  session.reset();
  // no run: whoever tries models out sees them load
  await lose('deviceLost');
  expect(notice()).toBeNull();
});

test('whatever stands in a transcript is text', async () => {
  const fake = new FakeSimulation();
  await playing(fake);
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  root.render(createElement(App, { session }));
  const evil = '<img src=x onerror="window.hurt = true"><script>window.hurt = true</script>';
  const said = shownWith({
    notes: evil,
    turns: [
      { role: 'user', text: evil },
      { role: 'agent', text: evil },
    ],
  });
  await fake.event(startOf());
  await fake.fact(
    policyWith(0, { twins: [{ user: 0, group: 'gameable', channel: 'notes', gameable: said, other: shownWith() }] }),
  );
  await fake.fact(
    policyWith(1, { twins: [{ user: 0, group: 'gameable', channel: 'notes', gameable: shownWith(), other: said }] }),
  );
  await expect.poll(() => host.innerText.split('<script>').length).toBeGreaterThan(2);
  expect(host.querySelectorAll('img, script')).toHaveLength(0);
  expect('hurt' in window).toBe(false);
  root.unmount();
  host.remove();
});

test('evidence that is open stays what was opened, while the run goes on', async () => {
  const fake = new FakeSimulation();
  await playing(fake);
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  root.render(createElement(App, { session }));
  const says = (text: string) =>
    shownWith({
      turns: [
        { role: 'user', text: 'May I?' },
        { role: 'agent', text },
      ],
    });
  const read = () => host.querySelector('dialog')?.innerText ?? '';
  const open = (name: string): void => {
    [...host.querySelectorAll('button')].find((each) => each.textContent === name)?.click();
  };
  const difference = { value: 0.3, low: 0.1, high: 0.5, n: 60 };
  const trainTo = async (iteration: number): Promise<void> => {
    const made = `trained for ${String(iteration)}`;
    const examples = [exampleWith(true, { conversation: says(made) })];
    const flips = [{ ...flipTo(true), after: says(`turned at ${String(iteration)}`) }];
    await fake.fact(roundWith(iteration - 1, { examples }));
    await fake.fact(policyWith(iteration, { flips, change: { gameable: difference, other: null } }));
  };
  await fake.event(startOf());
  await fake.fact(policyWith(0));
  await trainTo(1);
  for (const [iteration, name, said] of [
    [2, 'See the reply that turned', 'turned at 1'],
    [3, 'See these replies', 'trained for 2'],
  ] as const) {
    await expect.poll(() => host.innerText).toContain(name);
    open(name);
    await expect.poll(read, { timeout: 15_000 }).toContain(said);
    await trainTo(iteration);
    await expect.poll(() => session.store.getState().view?.policies.at(-1)?.iteration).toBe(iteration);
    // a frame in which the page is drawn anew
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(read()).toContain(said);
    host.querySelector('dialog')?.querySelector('button')?.click();
    await expect.poll(() => host.querySelector('dialog')).toBeNull();
  }
  root.unmount();
  host.remove();
});
