// A recording on the page, and the live run that takes its place, with a worker that computes what a test tells it to.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../src/experiments/index.ts';
import { presetNamed } from '../../src/experiments/index.ts';
import {
  completeOf,
  evaluationOf,
  startOf,
  trajectoriesOf,
  updateOf,
} from '../../src/experiments/run/testing/eventCases.ts';
import { emptyMemory, factOf } from '../../src/facts/index.ts';
import { encodeLink } from '../../src/link/index.ts';
import type { RecordedFact, RecordingEntry } from '../../src/recordings/index.ts';
import { createSession, openSite, windowApi } from '../../src/session/index.ts';
import type { Session, SessionState } from '../../src/session/index.ts';
import { App } from '../../src/ui/index.ts';
import { FakeSimulation, workerOf } from './fakeSimulation.ts';

const iteration = (i: number, fingerprint: string): RunEvent[] => [
  ...[trajectoriesOf(i), updateOf(i), evaluationOf(i + 1), completeOf(i + 1, fingerprint)],
];
const begin = (preset: string): RunEvent[] => [
  ...[startOf(presetNamed(preset).config, 0, 'a0'), evaluationOf(0), completeOf(0, 'a0')],
];
const end: RunEvent = { kind: 'end', reason: 'collapsed', fingerprint: 'a3' };
const runOf = (preset: string): RunEvent[] => [
  ...[...begin(preset), ...iteration(0, 'a1'), ...iteration(1, 'a2'), ...iteration(2, 'a3')],
  end,
];

const entryOf = (preset: string): RecordingEntry => ({
  ...{ file: `${preset}.jsonl.gz`, preset, seed: 1, fingerprint: 'a3'.repeat(32), iterations: 3, bytes: 1 },
  link: encodeLink({ config: presetNamed(preset).config, fingerprint: null, view: {}, fixed: [], hidden: [] }),
});

let session: Session;
let fake: FakeSimulation;
let root: Root;
let host: HTMLElement;
/** Instead of the facts of a preset's recording. */
let refuses: string | null = null;
let reads: string[] = [];

beforeEach(() => {
  [refuses, reads] = [null, []];
  fake = new FakeSimulation();
});

afterEach(() => {
  root.unmount();
  host.remove();
  session.dispose();
  vi.restoreAllMocks();
  history.replaceState(null, '', location.pathname + location.search);
});

function visit(presets: readonly string[] = ['therapy-50', 'booking'], hash = ''): void {
  history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
  session = createSession({
    startWorker: () => workerOf(fake),
    openReader: () => ({
      list: () => Promise.resolve(presets.map(entryOf)),
      read: ({ preset }, receive) => {
        reads.push(preset);
        if (refuses !== null) return Promise.reject(new Error(refuses));
        for (const event of runOf(preset)) receive(factOf(emptyMemory, event).fact as RecordedFact);
        return Promise.resolve();
      },
      end: () => undefined,
    }),
  });
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  root.render(createElement(App, { session }));
}

const state = (): SessionState => session.store.getState();
const stage = (): string => state().recording.stage;
const reach = (wanted: string): Promise<void> => expect.poll(stage, { timeout: 20_000 }).toBe(wanted);
const shown = (): number[] => state().view?.policies.map(({ iteration: i }) => i) ?? [];
const sees = (words: string): Promise<void> => expect.poll(() => host.innerText).toContain(words);
const live = async (events: readonly RunEvent[]): Promise<void> => {
  for (const event of events) await fake.event(event);
};
const button = (name: string): HTMLElement | null =>
  host.querySelector(`[aria-label="${name}"]`) ??
  [...host.querySelectorAll('button')].find(({ innerText }) => innerText === name) ??
  null;

describe('without a setup in the address', () => {
  test('the recording of the first preset plays to its end, marked as what it is', async () => {
    visit();
    await reach('playing');
    await sees('Recorded run');
    await sees('seed 1 · a3a3 a3a3 a3a3');
    expect(button('Pause')).not.toBeNull();
    await reach('ended');
    expect(shown()).toEqual([0, 1, 2, 3]);
    expect(state().position).toBeNull();
    expect(host.innerText).not.toContain('reproduced');
    expect(fake.starts).toEqual([]);
  });

  test('pause holds it, a step is a phase, another the next evaluation, and the iteration can be moved', async () => {
    visit();
    await reach('playing');
    session.pause();
    const before = shown().length;
    session.step('iteration');
    expect(shown()).toHaveLength(before + 1);
    session.step('phase');
    expect(state().position).toMatchObject({ phase: 'rate', isWaiting: true });
    expect(shown()).toHaveLength(before + 1);
    session.lookAt(3);
    expect([stage(), shown(), state().lookedAt]).toEqual(['ended', [0, 1, 2, 3], null]);
    session.lookAt(1);
    expect([shown(), state().lookedAt]).toEqual([[0, 1, 2, 3], 1]);
    session.play();
    expect([stage(), shown(), state().lookedAt]).toEqual(['playing', [0], null]);
  });

  test('who asks for less motion sees its end at once', async () => {
    const matches = matchMedia('(prefers-reduced-motion: reduce)');
    vi.spyOn(window, 'matchMedia').mockReturnValue(Object.defineProperty(matches, 'matches', { value: true }));
    visit();
    await expect.poll(stage).toBe('ended');
    expect(shown()).toEqual([0, 1, 2, 3]);
  });

  test('a speed is that of the recording, too', async () => {
    visit();
    session.setSpeed(0);
    await reach('playing');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(state().position).toMatchObject({ phase: 'simulate' });
    session.setSpeed(2);
    await expect.poll(() => state().position?.phase).toBe('rate');
  });
});

describe('another preset', () => {
  test('that is recorded plays, too; one that is not leaves the page ready to play', async () => {
    visit();
    await reach('playing');
    session.choosePreset('booking');
    await reach('playing');
    expect(state().view?.config.environment).toBe('bookingAssistance');
    session.choosePreset('politics');
    expect([stage(), state().view, state().status]).toEqual(['none', null, 'ready']);
    await sees('this setup is not recorded');
    session.play();
    await expect.poll(() => fake.starts.length).toBe(1);
    expect(reads).toEqual(['therapy-50', 'booking']);
  });

  test('does not take a live run off the page', async () => {
    visit();
    await reach('playing');
    session.reset();
    expect([stage(), state().view]).toEqual(['offered', null]);
    session.play();
    await expect.poll(() => fake.starts.length).toBe(1);
    await live(begin('therapy-50'));
    session.choosePreset('booking');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(state().view?.config.environment).toBe('therapyTalk');
    expect(reads).toEqual(['therapy-50']);
  });
});

test('with a setup in the address nothing plays by itself; its recording is offered, and shows the moment that is asked for', async () => {
  visit(['therapy-50', 'booking'], '#v=1&p=booking&view.iteration=1');
  await reach('offered');
  expect(state().view).toBeNull();
  button('Show recording')?.click();
  await reach('ended');
  expect(shown()).toEqual([0, 1, 2, 3]);
  expect(state().lookedAt).toBe(1);
  await sees('Iteration 1 of');
});

test('a recording that can’t be read is told calmly, and the page goes on without it', async () => {
  refuses = 'line 3: is not JSON';
  visit();
  await reach('none');
  await sees('its recording can’t be shown');
  expect(host.querySelector('[title="line 3: is not JSON"]')).not.toBeNull();
  expect(host.querySelector('[role=alert]')).toBeNull();
  session.play();
  await expect.poll(() => fake.starts.length).toBe(1);
});

describe('the live run', () => {
  const goLive = async (): Promise<void> => {
    visit();
    await reach('playing');
    await expect.poll(() => state().status).toBe('ready');
    session.lookAt(3);
    button('Run it live')?.click();
    await expect.poll(() => fake.starts.length).toBe(1);
  };

  test('takes over without a jump: what was recorded stays until it has been computed', async () => {
    await goLive();
    expect(fake.starts[0]).toMatchObject({ from: null, place: { name: presetNamed('therapy-50').title } });
    expect([stage(), shown()]).toEqual(['checked', [0, 1, 2, 3]]);
    const recorded = state().view?.policies;
    await live(begin('therapy-50'));
    expect(shown()).toEqual([0, 1, 2, 3]);
    expect(state().view?.policies[0]).not.toBe(recorded?.[0]);
    expect(state().view?.policies[1]).toBe(recorded?.[1]);
    // scripts are told what has been computed, and nothing that was recorded
    expect(
      windowApi(session, openSite())
        .summary()
        ?.iterations.map(({ iteration: i }) => i),
    ).toEqual([0]);
    await live(iteration(0, 'a1'));
    await sees('live at 1 of 3, bit for bit as recorded');
    await live([...iteration(1, 'a2'), ...iteration(2, 'a3'), end]);
    expect(state().status).toBe('finished');
    expect(state().recording.check).toEqual({ computed: 3, differs: null });
    expect(host.querySelector('footer')?.innerText).toContain('reproduced bit for bit');
  });

  test('that differs says where it first does, and shows nothing recorded from there on', async () => {
    await goLive();
    await live([...begin('therapy-50'), ...iteration(0, 'c1')]);
    expect(shown()).toEqual([0, 1]);
    await sees('differs from the recording at iteration 1');
    await live([...iteration(1, 'a2'), ...iteration(2, 'a3'), end]);
    expect(state().recording.check).toEqual({ computed: 3, differs: 1 });
    expect(host.innerText).not.toContain('reproduced');
  });

  test('is told of as it goes: its own numbers in the loop, and read out, and none that was recorded', async () => {
    await goLive();
    const told = (): string => host.querySelector('p.spoken[role=status]')?.textContent ?? '';
    const rated = (): string =>
      [...host.querySelectorAll('section > div')].find(({ textContent }) => textContent.startsWith('Evaluate'))
        ?.textContent ?? '';
    await expect.poll(told).toBe('');
    expect(rated()).toMatch(/–$/u);
    await live(begin('therapy-50'));
    await expect.poll(told).toContain('Iteration 0');
    expect(rated()).not.toMatch(/–$/u);
    await live(iteration(0, 'a1'));
    await expect.poll(told).toContain('Iteration 1');
  });

  test('is changed from the iteration after what it has computed, wherever the recording is', async () => {
    await goLive();
    session.changeNext({ gameableShare: 0.1 });
    expect([stage(), state().setup.config.gameableShare]).toEqual(['checked', 0.5]);
    await live([...begin('therapy-50'), ...iteration(0, 'a1')]);
    session.changeNext({ gameableShare: 0.1 });
    await expect.poll(() => fake.starts.length).toBe(2);
    expect(fake.starts[1]).toMatchObject({ from: { iteration: 1 } });
    expect(state().view?.config.changes).toEqual([{ iteration: 1, settings: { gameableShare: 0.1 } }]);
    expect([shown(), stage()]).toEqual([[0, 1], 'none']);
  });

  test('that breaks off leaves nothing on show with Reset, and nothing to go on from', async () => {
    await goLive();
    await live([...begin('therapy-50'), ...iteration(0, 'a1')]);
    await fake.tell({ kind: 'failed', run: fake.starts[0]?.run ?? 0, name: 'Error', message: 'boom' });
    expect([state().status, shown()]).toEqual(['failed', [0, 1, 2, 3]]);
    session.reset();
    expect([state().status, state().view, state().fault?.detail]).toEqual(['failed', null, 'boom']);
    fake = new FakeSimulation();
    session.restart();
    await expect.poll(() => state().status).toBe('ready');
  });

  test('of another setup, chosen before anything was computed, does not take over the recording', async () => {
    await goLive();
    session.cancel();
    session.change({ gameableShare: 0.3 });
    expect([stage(), state().view, state().status, state().library.shown]).toEqual(['none', null, 'ready', null]);
    session.play();
    await expect.poll(() => fake.starts.length).toBe(2);
    await live([startOf(state().setup.config, 0, 'c0'), evaluationOf(0), completeOf(0, 'c0')]);
    expect([shown(), state().recording.check]).toEqual([[0], null]);
  });

  test('keeps its setup while it is played; what is chosen meanwhile is played plainly after it', async () => {
    await goLive();
    session.change({ gameableShare: 0.3 });
    expect([stage(), shown()]).toEqual(['checked', [0, 1, 2, 3]]);
    session.cancel();
    session.play();
    await expect.poll(() => fake.starts.length).toBe(2);
    expect(fake.starts[1]).toMatchObject({ from: null, config: { gameableShare: 0.3 } });
    expect([stage(), state().view]).toEqual(['none', null]);
  });

  test('that waits for the engine is given up by choosing another setup', async () => {
    let open = (): void => undefined;
    const opening = new Promise<void>((resolve) => (open = resolve));
    fake.open = async (receive) => {
      fake.tell = receive;
      await opening;
      return { workers: 1 };
    };
    visit();
    await reach('playing');
    session.runLive();
    session.choosePreset('politics');
    expect([stage(), state().view]).toEqual(['none', null]);
    open();
    await expect.poll(() => state().status).toBe('ready');
    expect(fake.starts).toEqual([]);
  });

  test('that is cancelled goes on where it was, still checked', async () => {
    await goLive();
    await live([...begin('therapy-50'), ...iteration(0, 'a1')]);
    session.cancel();
    expect([state().status, shown()]).toEqual(['cancelled', [0, 1, 2, 3]]);
    session.play();
    await expect.poll(() => fake.starts.length).toBe(2);
    expect(fake.starts[1]?.from).toMatchObject({ iteration: 1, fingerprint: 'a1' });
    await live([startOf(presetNamed('therapy-50').config, 1, 'a1'), ...iteration(1, 'a2')]);
    expect(shown()).toEqual([0, 1, 2, 3]);
    expect(state().recording.check).toEqual({ computed: 2, differs: null });
  });

  test('is played plainly the next time, and after Reset the recording is there again', async () => {
    await goLive();
    await live([...begin('therapy-50'), ...iteration(0, 'a1'), ...iteration(1, 'a2'), ...iteration(2, 'a3'), end]);
    session.play();
    await expect.poll(() => fake.starts.length).toBe(2);
    expect([stage(), state().view]).toEqual(['offered', null]);
    session.reset();
    session.openRecording();
    await reach('playing');
  });
});
