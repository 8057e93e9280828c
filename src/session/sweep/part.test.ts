// The sweep with a worker that does as a test tells it.
import type { Remote } from 'comlink';
import { createStore } from 'zustand/vanilla';
import { beforeEach, describe, expect, test } from 'vitest';
import { completeOf, evaluationOf, startOf } from '../../experiments/run/testing/eventCases.ts';
import { parseConfig } from '../../experiments/index.ts';
import type { RunConfig, RunEvent } from '../../experiments/index.ts';
import { emptyMemory, factOf } from '../../facts/index.ts';
import type { LearnerState } from '../../learners/contract.ts';
import type { Report, RunEntry, RunPlace, SimulationWorker } from '../../../workers/protocol.ts';
import { learnerState } from '../../../test/support/storedRun.ts';
import type { PortOptions } from '../port.ts';
import type { SessionState } from '../state.ts';
import { sweepPart } from './part.ts';
import type { SweepPart } from './part.ts';
import { workOf } from './speed.ts';
import { noSweeping } from './sweeping.ts';
import type { Sweeping } from './sweeping.ts';

const base = parseConfig({ iterations: 2, initialStates: 16, panelUsers: 8, panelTwins: 0, epochs: 1 });
const sweeping: Sweeping = { ...noSweeping, base, rows: { key: 'beta', values: [0.1, 0.3] }, seeds: [1, 2] };
const model = { name: 'tiny', hash: 'ab' };
const ended: RunEvent = { kind: 'end', reason: 'finished', fingerprint: 'ab' };

type Started = Readonly<{ number: number; config: RunConfig; from: unknown; place: RunPlace | null }>;

let page = createStore<SessionState>(() => ({ status: 'ready' }) as SessionState);
let part: SweepPart;
let options: Pick<PortOptions, 'onReport' | 'onOpen' | 'onFault'>;
let [started, said, ports, now]: [Started[], string[], number, number] = [[], [], 0, 0];
let entries: RunEntry[] = [];

const { checkpoint } = completeOf(1, 'ab');
const read = (learner: LearnerState) => ({ facts: [], checkpoint: { ...checkpoint, learner } });
const unusable: Readonly<Record<string, Awaited<ReturnType<SimulationWorker['readRun']>>>> = {
  damaged: { fault: { kind: 'damaged', detail: '' }, value: null },
  forgotten: { fault: null, value: read(checkpoint.learner) },
};

const worker: Partial<SimulationWorker> = {
  start: (number, config, from, _, place) => {
    started.push({ number, config: config as RunConfig, from, place });
    return Promise.resolve();
  },
  pause: () => Promise.resolve(void said.push('pause')),
  resume: (pace) => Promise.resolve(void said.push(`resume ${pace}`)),
  cancel: () => Promise.resolve(void said.push('cancel')),
  readRun: (id) => Promise.resolve(unusable[id] ?? { fault: null, value: read(learnerState(1, 'kept')) }),
};

beforeEach(() => {
  [started, said, ports, now, entries] = [[], [], 0, 0, []];
  page = createStore<SessionState>(() => ({ status: 'ready' }) as SessionState);
  part = sweepPart({
    page,
    give: () => Promise.resolve(void said.push('give')),
    now: () => now,
    open: (given) => {
      options = given;
      ports++;
      return {
        call: (command) => {
          command(worker as Remote<SimulationWorker>).catch((error: unknown) => {
            throw error;
          });
        },
        end: () => {
          said.push('end');
        },
      };
    },
  });
});

const state = () => part.store.getState();
const last = (): Started => started.at(-1) ?? expect.fail('nothing was started');
/** What the worker's promises lead to. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const tell = (report: Report): void => {
  options.onReport(report);
};
const tellRuns = (mode: Extract<Report, { kind: 'runs' }>['mode'] = { kind: 'indexedDb' }): void => {
  tell({ kind: 'runs', runs: entries, damaged: [], mode });
};
const event = (given: RunEvent): void => {
  tell({ kind: 'fact', run: last().number, fact: factOf(emptyMemory, given).fact });
};

function store(run: string, config: RunConfig, status: RunEntry['status'], completed: number | null = 2): void {
  entries = [
    {
      ...{ run, name: run, pinned: false, isElsewhere: false, status, config, model, fingerprint: 'ab', completed },
      ...{ trajectories: 1, sizeBytes: 1, createdAt: 0, updatedAt: 0, harm: { gameable: null, other: null } },
    },
    ...entries.filter((each) => each.run !== run),
  ];
  tellRuns();
}

/** The probe is over: the model and the speed are known. */
function probed(): void {
  expect(last()).toMatchObject({ place: null, config: { iterations: 1 } });
  event(startOf());
  for (const iteration of [0, 1]) {
    now += 10 * workOf(last().config, iteration);
    event(evaluationOf(iteration));
  }
  event(ended);
}

async function begun(): Promise<void> {
  part.start(sweeping);
  options.onOpen({ workers: 1 });
  tellRuns();
  probed();
  await settle();
}

/** The run in progress is played to its end and stored. */
async function finish(): Promise<void> {
  const { place, config } = last();
  event(ended);
  store(place?.id ?? '', config, 'finished');
  await settle();
}

describe('a sweep', () => {
  test('measures first, then plays every run, the first seed of all cells before the second', async () => {
    await begun();
    expect(state().speed.ms / state().speed.work).toBeCloseTo(10, 6);
    for (let runs = 0; runs < 4; runs++) {
      expect(state()).toMatchObject({ stage: 'playing', job: runs });
      await finish();
    }
    expect(started.slice(1).map(({ config: { beta, seed } }) => [beta, seed])).toEqual([
      [0.1, 1],
      [0.3, 1],
      [0.1, 2],
      [0.3, 2],
    ]);
    expect(last().place?.name).toBe('Sweep: beta=0.3, seed 2');
    expect(state()).toMatchObject({ stage: 'over', job: null });
  });

  test('computes no run twice: what is stored is passed over, what was begun goes on', async () => {
    const config = (beta: number, seed: number): RunConfig => ({ ...base, beta, seed });
    part.start(sweeping);
    options.onOpen({ workers: 1 });
    store('done', config(0.1, 1), 'finished');
    store('half', config(0.3, 1), 'interrupted', 1);
    store('empty', config(0.1, 2), 'cancelled', null);
    probed();
    await settle();
    expect(last()).toMatchObject({ from: { iteration: 1 }, place: { id: 'half' }, config: { beta: 0.3, seed: 1 } });
    await finish();
    expect(last()).toMatchObject({ from: null, config: { beta: 0.1, seed: 2 } });
  });

  test.each(['damaged', 'forgotten'])('begins a run anew that can’t be gone on with: %s', async (run) => {
    part.start(sweeping);
    options.onOpen({ workers: 1 });
    store(run, { ...base, beta: 0.1, seed: 1 }, 'interrupted', 1);
    probed();
    await settle();
    expect(last()).toMatchObject({ from: null, config: { beta: 0.1, seed: 1 } });
    expect(last().place?.id).not.toBe(run);
  });

  test('leaves alone what is computed elsewhere, and waits for it at the end', async () => {
    part.start({ ...sweeping, seeds: [1] });
    options.onOpen({ workers: 1 });
    store('elsewhere', { ...base, beta: 0.1, seed: 1 }, 'running', 0);
    probed();
    await settle();
    expect(last().config.beta).toBe(0.3);
    await finish();
    expect(state()).toMatchObject({ stage: 'waiting', waitsFor: 'elsewhere' });
    store('elsewhere', { ...base, beta: 0.1, seed: 1 }, 'finished');
    expect(state().stage).toBe('over');
  });

  test('does not count a run as over before it is stored', async () => {
    await begun();
    const runs = started.length;
    event(ended);
    store(last().place?.id ?? '', last().config, 'running', 1);
    await settle();
    expect(started).toHaveLength(runs);
    await finish();
    expect(started).toHaveLength(runs + 1);
  });
});

describe('the run on the Run screen', () => {
  test('comes first: the sweep’s own is held until that one rests, and nothing of it is lost', async () => {
    await begun();
    const runs = started.length;
    page.setState({ status: 'playing' });
    expect(state()).toMatchObject({ stage: 'waiting', waitsFor: 'run' });
    expect(said.at(-1)).toBe('pause');
    page.setState({ status: 'paused' });
    expect(state().stage).toBe('playing');
    expect(said.at(-1)).toBe('resume play');
    expect(started).toHaveLength(runs);
  });

  test('keeps the next run from beginning', async () => {
    await begun();
    page.setState({ status: 'playing' });
    await finish();
    expect(started).toHaveLength(2);
    page.setState({ status: 'finished' });
    expect(started).toHaveLength(3);
  });

  test('does not wake a sweep that was paused', async () => {
    await begun();
    part.pause();
    page.setState({ status: 'playing' });
    page.setState({ status: 'ready' });
    expect(state().stage).toBe('paused');
    expect(said).not.toContain('resume play');
    part.resume();
    expect(said.at(-1)).toBe('resume play');
  });
});

describe('models that have to be loaded', () => {
  const chat = parseConfig({ ...base, raterModel: 'webllm:Qwen3-0.6B-q4f16_1-MLC' });
  const chatting: Sweeping = { ...sweeping, base: chat };
  const loading = {
    ...{ index: 1, count: 1, id: 'Qwen3' },
    progress: { phase: 'download', share: 0.5, bytes: null, speed: null, secondsLeft: null },
  } as const;

  test('are left alone until the sweep is started', async () => {
    part.measure(chat);
    expect(ports).toBe(0);
    part.measure(base);
    options.onOpen({ workers: 1 });
    tellRuns();
    probed();
    part.measure(chat);
    await settle();
    expect(started).toHaveLength(1);
    expect(said).not.toContain('give');
    // and what other models take says nothing of these
    expect(state()).toMatchObject({ model: null, speed: { work: 0 }, isMeasuring: false });
    part.start(chatting);
    await settle();
    expect(last()).toMatchObject({ place: null, config: { raterModel: chat.raterModel } });
    expect(said).toContain('give');
  });

  test('are told as they load, and what is stored counts once they are', async () => {
    part.start(chatting);
    options.onOpen({ workers: 1 });
    store('done', { ...chat, beta: 0.1, seed: 1 }, 'finished');
    await settle();
    tell({ kind: 'modelLoading', loading });
    expect(state()).toMatchObject({ stage: 'playing', loading, isMeasuring: false });
    tell({ kind: 'modelLoading', loading: null });
    expect(state().loading).toBeNull();
    // nothing is played to measure: the name is all that was wanted
    event(startOf());
    await settle();
    expect(started).toHaveLength(2);
    expect(last().config).toMatchObject({ beta: 0.3, seed: 1 });
  });

  test.each([true, false])('are not loaded on once the sweep is cancelled, told of or not: %s', async (isTold) => {
    part.start(chatting);
    options.onOpen({ workers: 1 });
    tellRuns();
    await settle();
    if (isTold) tell({ kind: 'modelLoading', loading });
    part.cancel();
    expect(said.at(-1)).toBe('end');
    tell({ kind: 'modelLoading', loading });
    expect(state()).toMatchObject({ stage: 'idle', loading: null });
    part.start(chatting);
    expect(ports).toBe(2);
  });

  test('stay where they are once they are loaded, whatever is cancelled', async () => {
    part.start(chatting);
    options.onOpen({ workers: 1 });
    tellRuns();
    await settle();
    event(startOf());
    await settle();
    event(startOf());
    part.cancel();
    expect(said).toEqual(expect.not.arrayContaining(['end']));
  });

  test('end what is measured for others', () => {
    part.measure(base);
    options.onOpen({ workers: 1 });
    tellRuns();
    const { number } = last();
    part.measure(chat);
    expect(said).toEqual(['cancel']);
    tell({ kind: 'fact', run: number, fact: factOf(emptyMemory, startOf()).fact });
    expect(state()).toMatchObject({ model: null, isMeasuring: false });
  });
});

describe('what goes wrong', () => {
  test('with one run is told of its job, and the others are played', async () => {
    await begun();
    tell({ kind: 'failed', run: last().number, name: 'EngineError', message: 'not finite' });
    await settle();
    expect([...state().failures]).toEqual([[0, { kind: 'engine', detail: 'not finite' }]]);
    for (let runs = 0; runs < 3; runs++) await finish();
    expect(state().stage).toBe('over');
    // and can be tried again
    part.start(sweeping);
    await settle();
    expect(last().config).toMatchObject({ beta: 0.1, seed: 1 });
  });

  test.each<[string, Report | null]>([
    ['no memory', { kind: 'failed', run: -1, name: 'RangeError', message: 'could not allocate memory' }],
    ['no room', { kind: 'unstored', run: -1, detail: 'quota' }],
    ['a worker that dies', null],
  ])('with all of them stops the sweep: %s', async (_, report) => {
    await begun();
    if (report && 'run' in report) tell({ ...report, run: last().number });
    else options.onFault({ kind: 'silent', detail: '' });
    expect(state()).toMatchObject({ stage: 'failed', job: null });
    expect(state().fault).not.toBeNull();
    const runs = started.length;
    part.start(sweeping);
    expect(ports).toBe(2);
    options.onOpen({ workers: 1 });
    tellRuns();
    await settle();
    expect(started).toHaveLength(runs + 1);
    expect(state().fault).toBeNull();
  });

  test.each([
    { engine: 'server', kind: 'unreachable', detail: 'http://localhost:8000' },
    { engine: 'webllm', kind: 'deviceLost', detail: 'lost' },
  ] as const)('with a model stops the sweep, and is no run’s own: $engine', async (fault) => {
    await begun();
    const runs = started.length;
    tell({ kind: 'failed', run: last().number, name: 'Error', message: 'x', model: fault });
    await settle();
    expect(state()).toMatchObject({ stage: 'failed', fault: { kind: 'model', detail: fault.detail, model: fault } });
    expect(state().failures.size).toBe(0);
    expect(started).toHaveLength(runs);
  });

  test('runs that are kept in memory only are no sweep', async () => {
    await begun();
    tellRuns({ kind: 'memory', reason: 'denied', detail: '' });
    expect(state()).toMatchObject({ stage: 'failed', fault: { kind: 'notStored', detail: 'denied' } });
  });
});

test('cancelled, it hears no more of its run, and goes on from what is stored', async () => {
  await begun();
  const { number } = last();
  part.cancel();
  expect(said.at(-1)).toBe('cancel');
  expect(state()).toMatchObject({ stage: 'idle', job: null });
  tell({ kind: 'failed', run: number, name: 'EngineError', message: 'late' });
  expect(state().failures.size).toBe(0);
  part.start(sweeping);
  await settle();
  expect(last().config).toMatchObject({ beta: 0.1, seed: 1 });
});

test('time that a run has waited is not counted', async () => {
  await begun();
  const { ms } = state().speed;
  event(startOf());
  now += 1000;
  tell({ kind: 'phase', run: last().number, iteration: 0, phase: 'simulate', isWaiting: true });
  now += 50_000;
  event(evaluationOf(0));
  expect(state().speed.ms).toBe(ms);
  now += 700;
  event(evaluationOf(1));
  expect(state().speed.ms).toBe(ms + 700);
});

test('the worker goes with the screen, unless a sweep is in progress', async () => {
  part.measure(base);
  options.onOpen({ workers: 1 });
  part.rest();
  expect(said).toEqual(['end']);
  await begun();
  part.rest();
  expect(said.filter((each) => each === 'end')).toHaveLength(1);
});
