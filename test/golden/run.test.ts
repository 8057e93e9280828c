// Whole runs, small: what they are made of, that they are functions of their config, and that nothing stops them for good.
import { describe, expect, test } from 'vitest';
import { phases, runExperiment } from '../../src/experiments/index.ts';
import type { RunConfig, RunControl, RunEvent } from '../../src/experiments/index.ts';
import type { RemoteReplica } from '../../src/engine/parallel/pool.ts';
import { localReplica } from '../support/localReplica.ts';
import {
  checkpointsOf,
  fingerprintOf,
  goldenFingerprint,
  smallConfig,
  smallDeps,
  smallRunEvents,
} from '../support/runCase.ts';

const config = smallConfig();

const local = (workers: number): RemoteReplica[] => Array.from({ length: workers }, localReplica);
const eventsOf = (config: RunConfig, workers = 1, control: RunControl = {}): Promise<RunEvent[]> =>
  smallRunEvents(config, local(workers), control);

describe('a run', () => {
  test('is told in order: each policy is evaluated, its trajectories are selected, an update makes the next', async () => {
    const events = await eventsOf(config);
    const told = events.map((event) =>
      'iteration' in event ? `${event.kind} ${String(event.iteration)}` : event.kind,
    );
    const calm = told.filter((kind) => !kind.startsWith('collapse'));
    const turn = (i: number): string[] => [
      ...[`trajectories ${String(i)}`, `update ${String(i)}`, `evaluation ${String(i + 1)}`, 'complete'],
    ];
    expect(calm).toEqual(['start', 'evaluation 0', 'complete', ...turn(0), ...turn(1), 'end']);
    expect(fingerprintOf(events)).toBe(goldenFingerprint);
  });

  test('has as many trajectories, panel users, twins and rows as its config says', async () => {
    const events = await eventsOf(config);
    for (const event of events) {
      if (event.kind === 'trajectories') {
        expect(event.trajectories).toHaveLength(config.initialStates);
        // four groups of four, a quarter of each up and a quarter down
        expect(event.selection).toMatchObject({ desirable: 4, undesirable: 4 });
        expect(event.interference).toBeGreaterThan(-1);
      }
      if (event.kind === 'update') {
        expect(event.report).toMatchObject({ desirable: 4, undesirable: 4, stoppedEarly: false });
        // 8 rows in batches of 3, the last one of 2
        expect(event.report.steps).toHaveLength(3);
        expect(event.report.steps[0]?.kl?.raw).toBe(0);
      }
      if (event.kind === 'evaluation') {
        expect(event.panel.filter(({ twinOf }) => twinOf === null)).toHaveLength(2 * config.panelUsers);
        expect(event.panel.filter(({ twinOf }) => twinOf !== null)).toHaveLength(2 * config.panelTwins);
        expect(event.metrics.kl === null).toBe(event.iteration === 0);
      }
    }
  });

  test.each([2, 3])('is the same with %i workers', async (workers) => {
    expect(await eventsOf(config, workers)).toEqual(await eventsOf(config, 1));
  });

  test('goes on from any checkpoint as if it had never stopped', async () => {
    const whole = await eventsOf(config);
    const checkpoints = checkpointsOf(whole);
    expect(checkpoints.map(({ iteration }) => iteration)).toEqual([0, 1, 2]);
    for (const from of checkpoints) {
      const resumed = await eventsOf(config, 2, { from });
      expect(resumed[0]).toMatchObject({ kind: 'start', resumedAt: from.iteration, fingerprint: from.fingerprint });
      const at = whole.findIndex((event) => event.kind === 'complete' && event.checkpoint.iteration === from.iteration);
      expect(resumed.slice(1)).toEqual(whole.slice(at + 1));
    }
  });

  describe('that changes in mid-run', () => {
    const changes = [
      { iteration: 1, settings: { gameableShare: 0.25, cue: 'colour', veto: 'normal', ratings: 'shuffled' } },
    ] as const;
    const changed = smallConfig({ changes });
    const upTo = (events: readonly RunEvent[], iteration: number): RunEvent[] =>
      events.slice(
        1,
        events.findIndex((event) => event.kind === 'complete' && event.checkpoint.iteration === iteration) + 1,
      );

    test('is the same run until then, and another one from there', async () => {
      const [plain, other] = [await eventsOf(config), await eventsOf(changed)];
      expect(upTo(plain, 1).filter(({ kind }) => kind === 'evaluation')).toHaveLength(2);
      expect(upTo(other, 1)).toEqual(upTo(plain, 1));
      const [links, otherLinks] = [plain, other].map((events) => checkpointsOf(events).map((each) => each.fingerprint));
      expect(otherLinks?.slice(0, 2)).toEqual(links?.slice(0, 2));
      expect(otherLinks?.[2]).not.toBe(links?.[2]);
      const told = other.find((event) => event.kind === 'trajectories' && event.iteration === 1);
      if (told?.kind !== 'trajectories') throw new Error('nothing was trained on');
      expect(told.trajectories.filter(({ state }) => state.gameable)).toHaveLength(4);
      expect(new Set(told.trajectories.map(({ state }) => state.cue))).toEqual(new Set(['colour']));
      expect(told.trajectories.every(({ played }) => played.every(({ vetoes }) => 'normal' in vetoes))).toBe(true);
      // the panel is that of the start
      const panels = [plain, other].map((events) =>
        events.flatMap((event) => (event.kind === 'evaluation' ? event.panel.map(({ state }) => state) : [])),
      );
      expect(panels[1]).toEqual(panels[0]);
    });

    test('can be begun from what was played without the change', async () => {
      const [, from] = checkpointsOf(await eventsOf(config));
      if (!from) throw new Error('no checkpoint');
      const fork = await eventsOf(changed, 1, { from });
      expect(fork.slice(1)).toEqual((await eventsOf(changed)).slice(1 + upTo(await eventsOf(changed), 1).length));
    });

    test('to what it was is the same to the end', async () => {
      const same = smallConfig({ changes: [{ iteration: 1, settings: { gameableShare: 0.5 } }] });
      expect((await eventsOf(same)).slice(1)).toEqual((await eventsOf(config)).slice(1));
    });
  });

  test('goes on with the moments of an optimizer that is kept', async () => {
    const kept = smallConfig({ optimizer: 'kept' });
    const whole = await eventsOf(kept);
    const [, from] = checkpointsOf(whole);
    if (!from) throw new Error('no checkpoint');
    expect(fingerprintOf(await eventsOf(kept, 2, { from }))).toBe(fingerprintOf(whole));
    const forgotten = { ...from, learner: { ...from.learner, optimizer: null } };
    await expect(eventsOf(kept, 1, { from: forgotten })).rejects.toThrow('moments of iteration 1 are not stored');
  });

  test('with another seed or another setting has another fingerprint', async () => {
    const of = async (changes: Parameters<typeof smallConfig>[0]): Promise<string> =>
      fingerprintOf(await eventsOf(smallConfig({ iterations: 1, ...changes })));
    const prints = [await of({}), await of({ seed: 2 }), await of({ beta: 0.2 }), await of({ reference: 'fixed' })];
    expect(new Set(prints).size).toBe(prints.length);
  });
});

describe('from outside', () => {
  test('every phase waits at the gate, in the order of the loop', async () => {
    const passed: string[] = [];
    const gate = (iteration: number, phase: string): Promise<void> => {
      passed.push(`${phase} ${String(iteration)}`);
      return Promise.resolve();
    };
    await eventsOf(config, 1, { gate });
    const round = (i: number): string[] =>
      phases.map((phase) => `${phase} ${String(phase === 'evaluate' ? i + 1 : i)}`);
    expect(passed).toEqual(['evaluate 0', ...round(0), ...round(1)]);
  });

  test.each(['evaluate 0', 'simulate 0', 'rate 0', 'update 0', 'evaluate 1', 'simulate 1'])(
    'cancelled in %s it ends at once, and its last checkpoint leads to the same end',
    async (where) => {
      const whole = await eventsOf(config);
      const stop = new AbortController();
      const events: RunEvent[] = [];
      const gate = (iteration: number, phase: string): Promise<void> => {
        // in the middle of the phase, while its work goes on
        if (`${phase} ${String(iteration)}` === where)
          setTimeout(() => {
            stop.abort();
          }, 0);
        return Promise.resolve();
      };
      for await (const event of runExperiment(config, await smallDeps(config, local(1)), {
        gate,
        signal: stop.signal,
      })) {
        if (event.kind !== 'progress') events.push(event);
      }
      expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'cancelled' });
      expect(events.length).toBeLessThan(whole.length);
      expect(events.slice(0, -1)).toEqual(whole.slice(0, events.length - 1));
      const [control = {}] = checkpointsOf(events)
        .slice(-1)
        .map((from) => ({ from }));
      const resumed = await eventsOf(config, 1, control);
      expect(fingerprintOf(resumed)).toBe(fingerprintOf(whole));
    },
  );

  test('what a model throws is thrown, and is no cancel', async () => {
    const deps = await smallDeps(config, local(1));
    const broken = {
      ...deps,
      spectators: { ...deps.spectators, ask: () => Promise.reject(new Error('out of order')) },
    };
    const run = async (): Promise<void> => {
      for await (const event of runExperiment(config, broken)) expect(event.kind).not.toBe('end');
    };
    await expect(run()).rejects.toThrow('out of order');
  });
});

test('a text that falls apart is said to, and ends the run where the config asks for it', async () => {
  // a model of random weights says nothing that can be parsed
  const told = await eventsOf(config);
  expect(told.filter(({ kind }) => kind === 'collapse')).toHaveLength(3);
  expect(told.at(-1)).toMatchObject({ reason: 'finished' });
  const stopped = await eventsOf(smallConfig({ stopOnCollapse: true }));
  expect(stopped.map(({ kind }) => kind)).toEqual(['start', 'evaluation', 'collapse', 'complete', 'end']);
  expect(stopped.at(-1)).toMatchObject({ reason: 'collapsed' });
});

test('panels tell what users think of replies, whatever is taken off for their length in training', async () => {
  const [plain, brief] = [await eventsOf(config), await eventsOf(smallConfig({ lengthPenalty: 0.1 }))];
  const startOf = (events: readonly RunEvent[]) => events.find((event) => event.kind === 'evaluation');
  expect(startOf(brief)?.metrics.gameable.rating).toEqual(startOf(plain)?.metrics.gameable.rating);
  expect(startOf(brief)?.panel.map(({ reward }) => reward)).toEqual(startOf(plain)?.panel.map(({ reward }) => reward));
  const rewards = [brief, plain].map((events) => {
    const first = events.find((event) => event.kind === 'trajectories');
    return Math.max(...(first?.trajectories ?? []).map(({ reward }) => reward));
  });
  expect(rewards[0]).toBeLessThan(rewards[1] ?? NaN);
});

test('a run that is gone on with where its text fell apart ends there too', async () => {
  const stopping = smallConfig({ stopOnCollapse: true });
  const whole = await eventsOf(stopping);
  const [from] = checkpointsOf(whole);
  if (!from) throw new Error('no checkpoint');
  expect((await eventsOf(stopping, 1, { from })).slice(1)).toEqual(whole.slice(-1));
  // where nobody asked for a stop, a checkpoint says nothing of it
  expect(checkpointsOf(await eventsOf(config)).some((each) => 'collapsed' in each)).toBe(false);
});

test('goes on where what the model has written takes more tokens to read than its context holds', async () => {
  // random weights write bytes that are no letters, each of which is read as three
  const long = smallConfig({ iterations: 1, turns: 3, maxNewTokens: 90 });
  const events = await eventsOf(long);
  expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'finished' });
  const trajectories = events.flatMap((event) => (event.kind === 'trajectories' ? event.trajectories : []));
  expect(trajectories.some(({ ended }) => ended === 'noRoom')).toBe(true);
  expect(trajectories.every(({ played }) => played.every(({ rating }) => rating.mass > 0))).toBe(true);
  expect(await eventsOf(long, 2)).toEqual(events);
});

describe.each(['rerankKto', 'logitKto', 'feedbackMemory'] as const)('%s, whose base never changes', (learner) => {
  const frozen = smallConfig({ learner, candidates: 3, learningRate: 1, safetyShare: 0.25 });

  test('begins as the base and moves', async () => {
    const events = await eventsOf(frozen);
    const updates = events.flatMap((event) => (event.kind === 'update' ? [event.report] : []));
    expect(updates).toHaveLength(2);
    if (learner !== 'feedbackMemory') expect(updates[0]?.steps[0]?.kl?.raw).toBe(0);
    const last = events.findLast((event) => event.kind === 'evaluation');
    expect(last?.metrics.kl?.first.value).not.toBe(0);
  });

  test('is the same with 3 workers, and goes on from a checkpoint as if it had never stopped', async () => {
    const whole = await eventsOf(frozen);
    expect(await eventsOf(frozen, 3)).toEqual(whole);
    const [, from] = checkpointsOf(whole);
    if (!from) throw new Error('no checkpoint');
    expect(fingerprintOf(await eventsOf(frozen, 1, { from }))).toBe(fingerprintOf(whole));
  });
});

test('expert iteration compares the gradients of the rows that it learns from', async () => {
  const config = smallConfig({ learner: 'expertIteration', iterations: 1 });
  const deps = await smallDeps(config, local(1));
  const compared: boolean[] = [];
  const watched = {
    ...deps,
    createLearner: async (...given: Parameters<typeof deps.createLearner>) => {
      const learner = await deps.createLearner(...given);
      const gradient = learner.gradient.bind(learner);
      learner.gradient = (rows, weight) => {
        compared.push(...rows.map(({ desirable }) => desirable));
        return gradient(rows, weight);
      };
      return learner;
    },
  };
  for await (const event of runExperiment(config, watched)) {
    if (event.kind !== 'trajectories') continue;
    expect(event.selection).toMatchObject({ desirable: 4, undesirable: 4 });
    expect(event.interference).not.toBeNull();
  }
  // two of each group
  expect(compared).toEqual([true, true, true, true]);
});

test('re-ranking among candidates that are all the same learns nothing, and goes on', async () => {
  // the likeliest token alone: every draw is the same text, so no row has anything to be chosen over
  const same = smallConfig({ learner: 'rerankKto', candidates: 2, minP: 0.5, temperature: 0.1, klPenalty: 0 });
  const events = await eventsOf(same);
  const told = events.flatMap((event) => (event.kind === 'trajectories' ? [event.interference] : []));
  expect(told).toEqual([null, null]);
  const updates = events.flatMap((event) => (event.kind === 'update' ? event.report.steps : []));
  expect(updates.length).toBeGreaterThan(0);
  for (const { gradientNorm, kl } of updates) expect([gradientNorm, kl?.raw]).toEqual([0, 0]);
  expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'finished' });
});

describe('a table', () => {
  const tabular = smallConfig({ learner: 'tabularKto', learningRate: 0.1 });

  test('says only what can be parsed, starts as the grammar, and moves', async () => {
    const events = await eventsOf(tabular);
    for (const event of events) {
      if (event.kind === 'evaluation') expect(event.metrics.unparsed.value).toBe(0);
      if (event.kind === 'update') expect(event.report.steps[0]?.kl?.raw).toBe(0);
    }
    const last = events.findLast((event) => event.kind === 'evaluation');
    expect(last?.metrics.kl?.first.value).not.toBe(0);
  });

  test('goes on from a checkpoint as if it had never stopped', async () => {
    const whole = await eventsOf(tabular);
    const [, from] = checkpointsOf(whole);
    if (!from) throw new Error('no checkpoint');
    expect(fingerprintOf(await eventsOf(tabular, 1, { from }))).toBe(fingerprintOf(whole));
  });
});
