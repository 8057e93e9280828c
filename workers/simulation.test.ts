// The simulation worker itself, in this process: what it plays is what a test tells it, and it stores in memory.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Checkpoint, PanelTrajectory, RunControl, RunEvent } from '../src/experiments/index.ts';
import {
  completeOf,
  evaluationOf,
  startOf,
  trajectoriesOf,
  updateOf,
} from '../src/experiments/run/testing/eventCases.ts';
import { trajectoryWith, turnWith } from '../src/experiments/run/testing/fakes.ts';
import type { Report, SimulationWorker } from './protocol.ts';
import type { RunRecorder } from './runRecorder.ts';

interface Played {
  worker: unknown;
  events: (from: Checkpoint | null) => readonly RunEvent[];
}
const played = vi.hoisted((): Played => ({ worker: null, events: () => [] }));
vi.mock('comlink', () => ({ expose: (worker: unknown) => (played.worker = worker) }));
vi.mock('./modelFiles.ts', () => ({ fetchModel: () => Promise.resolve({}) }));
vi.mock('./replicaWorkers.ts', () => ({
  replicaCount: () => 1,
  startReplicaWorkers: () => ({ replicas: [], stop: () => undefined }),
}));
vi.mock('../src/runDeps.ts', () => ({
  openRunDeps: () => Promise.resolve({ model: { name: 'builtin', hash: 'own' } }),
}));
vi.mock('../src/experiments/index.ts', async (original) => ({
  ...(await original<object>()),
  runExperiment: async function* (_: unknown, __: unknown, { gate, from }: RunControl): AsyncGenerator<RunEvent, void> {
    await gate?.(from?.iteration ?? 0, 'simulate');
    yield* played.events(from ?? null);
    await gate?.((from?.iteration ?? 0) + 1, 'simulate');
  },
}));

const panelOf = (...harms: readonly boolean[]): PanelTrajectory[] =>
  harms.map((harmful) => ({
    ...trajectoryWith({ played: [turnWith({ gold: { acts: ['permit'], harmful } })] }),
    ...{ reward: 5, vetoed: false, twinOf: null },
  }));
// what is stored here holds no moments
const config = { ...startOf().config, optimizer: 'fresh' as const };
const place = (id: string) => ({ id, name: id, at: 1 });

let simulation: SimulationWorker;
let told: Report[] = [];
const ofRun = (run: number) => told.filter((report) => 'run' in report && report.run === run);
const policies = (run: number) =>
  ofRun(run).flatMap((report) => (report.kind === 'fact' && report.fact.kind === 'policy' ? [report.fact] : []));

beforeEach(async () => {
  vi.restoreAllMocks();
  vi.resetModules();
  told = [];
  played.events = () => [];
  await import('./simulation.worker.ts');
  simulation = played.worker as SimulationWorker;
  await simulation.open((report) => {
    told.push(structuredClone(report));
    return Promise.resolve();
  }, '');
});

describe('a run that goes on', () => {
  const iteration = (i: number, ...harms: readonly boolean[]): RunEvent[] => [
    ...(i === 0 ? [startOf({}, 0, 'aa')] : [trajectoriesOf(i - 1), updateOf(i - 1)]),
    { ...evaluationOf(i), panel: panelOf(...harms) },
    completeOf(i, i === 0 ? 'aa' : 'bb'),
  ];
  const goOn = async (place_: ReturnType<typeof place> | null, forkOf: string | null = null): Promise<void> => {
    const { checkpoint } = (await simulation.readRun('a')).value ?? { checkpoint: null };
    expect(checkpoint?.iteration).toBe(1);
    played.events = (from) => [startOf({}, from?.iteration, from?.fingerprint), ...iteration(2, true, true, false)];
    await simulation.start(2, config, checkpoint, 'play', place_, null, forkOf);
    await expect.poll(() => policies(2)).toHaveLength(1);
  };

  beforeEach(async () => {
    played.events = () => [...iteration(0, false, false, false), ...iteration(1, false, true, false)];
    await simulation.start(1, config, null, 'play', place('a'), null, null);
    await expect.poll(() => ofRun(1).filter(({ kind }) => kind === 'checkpoint')).toHaveLength(2);
    await simulation.cancel();
  });

  test('compares its first policy with the one that is stored', async () => {
    await goOn(place('a'));
    const [policy] = policies(2);
    expect(policy?.change.gameable).toMatchObject({ n: 3 });
    expect(policy?.change.gameable?.value).toBeCloseTo(1 / 3, 12);
    expect(policy?.flips.map(({ before, after }) => [before.harmful, after.harmful])).toEqual([[false, true]]);
  });

  test('under another config compares it, too; and where nothing is stored with nothing', async () => {
    await goOn(place('b'), 'a');
    expect(policies(2)[0]?.flips).toHaveLength(1);
    await simulation.cancel();
    told = [];
    await goOn(null);
    expect(policies(2)[0]).toMatchObject({ change: { gameable: null, other: null }, flips: [] });
  });
});

test('a fork of what another model has made is refused, and nothing of it is stored', async () => {
  played.events = () => [startOf({}, 0, 'aa'), evaluationOf(0), completeOf(0, 'aa')];
  await simulation.start(1, config, null, 'play', place('a'), null, null);
  await expect.poll(() => ofRun(1).filter(({ kind }) => kind === 'checkpoint')).toHaveLength(1);
  await simulation.cancel();
  const { checkpoint } = (await simulation.readRun('a')).value ?? { checkpoint: null };
  const madeWith = { name: 'builtin' as const, hash: 'another' };
  await simulation.start(2, config, checkpoint, 'play', place('b'), madeWith, 'a');
  await expect.poll(() => ofRun(2)).toMatchObject([{ kind: 'failed', name: 'ResumeError' }]);
  expect((await simulation.readRun('b')).fault?.kind).toBe('missing');
});

describe('while the run before is still being put in order', () => {
  let putInOrder = (): void => undefined;
  const recorder = (close: () => Promise<void>): RunRecorder => {
    const fake: Pick<RunRecorder, 'add' | 'close'> = { add: () => Promise.resolve(), close };
    return fake as RunRecorder;
  };
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

  beforeEach(async () => {
    // that of the worker, which is a fresh one for each test
    const { Library } = await import('./library.ts');
    const inOrder = new Promise<void>((resolve) => (putInOrder = resolve));
    const slow = recorder(() => inOrder);
    vi.spyOn(Library.prototype, 'record').mockImplementation((_, run) =>
      Promise.resolve(run === 1 ? slow : recorder(() => Promise.resolve())),
    );
    await simulation.start(1, config, null, 'phase', place('a'), null, null);
    await expect.poll(() => ofRun(1)).not.toHaveLength(0);
  });

  test('the next one can be cancelled', async () => {
    const started = simulation.start(2, config, null, 'play', place('b'), null, null);
    await settle();
    await simulation.cancel();
    putInOrder();
    await started;
    await settle();
    expect(ofRun(2)).toEqual([]);
  });

  test.each([
    [2, true],
    [1, false],
  ])('run %i is asked to end, and no other: the next one does not begin: %s', async (asked, isEnded) => {
    const started = simulation.start(2, config, null, 'play', place('b'), null, null);
    await settle();
    await simulation.cancel(asked);
    putInOrder();
    await started;
    await settle();
    expect(ofRun(2).length === 0).toBe(isEnded);
  });

  test('the next one can be paused, and does not begin before it is played on', async () => {
    const started = simulation.start(2, config, null, 'play', place('b'), null, null);
    await settle();
    await simulation.pause();
    putInOrder();
    await started;
    await settle();
    expect(ofRun(2)).toMatchObject([{ kind: 'phase', isWaiting: true }]);
    await simulation.resume('play');
    await expect.poll(() => ofRun(2).at(-1)).toMatchObject({ kind: 'phase', isWaiting: false });
  });

  test('the last one that is asked for is the one that begins', async () => {
    const started = [2, 3].map((run) => simulation.start(run, config, null, 'play', place('b'), null, null));
    putInOrder();
    await Promise.all(started);
    await expect.poll(() => ofRun(3)).not.toHaveLength(0);
    expect(ofRun(2)).toEqual([]);
  });
});
