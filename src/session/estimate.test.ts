import { describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { presetNamed } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import { estimateOf, watchPace } from './estimate.ts';
import { noRecording } from './recordings.ts';
import type { SessionState } from './state.ts';

const config: RunConfig = {
  ...presetNamed('therapy-50').config,
  ...{ iterations: 1, initialStates: 64, trajectoriesPerState: 1, panelUsers: 16, panelTwins: 8 },
};
const stored = { config, completed: 1, trajectories: 160, sizeBytes: 1_288_005 };

describe('the size of a run', () => {
  test('is within a tenth of what such runs were measured to take', () => {
    expect(estimateOf(config, [], null).bytes / stored.sizeBytes).toBeCloseTo(1, 1);
    const booking = { ...config, environment: 'bookingAssistance' } as const;
    expect(estimateOf(booking, [], null).bytes / 1_327_084).toBeCloseTo(1, 1);
  });

  test('follows a stored run like it, whatever its size', () => {
    const twice = { ...stored, sizeBytes: 2 * (stored.sizeBytes - 894_400) + 894_400 };
    const [small, large] = [stored, twice].map((like) => estimateOf({ ...config, iterations: 8 }, [like], null).bytes);
    // 8 x 64 of training, 9 x 48 of panels, 9 policies
    expect(small).toBeCloseTo((944 * (stored.sizeBytes - 894_400)) / 160 + 9 * 447_200, 0);
    expect((large ?? 0) - (small ?? 0)).toBeCloseTo((944 * (stored.sizeBytes - 894_400)) / 160, 0);
  });

  test('does not follow another kind of run, nor one without an iteration', () => {
    const plain = estimateOf(config, [], null);
    expect(estimateOf(config, [{ ...stored, config: { ...config, turns: 2 }, sizeBytes: 9e9 }], null)).toEqual(plain);
    expect(estimateOf(config, [{ ...stored, completed: null, sizeBytes: 9e9 }], null)).toEqual(plain);
  });
});

describe('the time of a run', () => {
  const pace = { config, msPerTrajectory: 10 };
  test('is known once one like it has been played', () => {
    expect(estimateOf(config, [], null).ms).toBeNull();
    expect(estimateOf(config, [], pace).ms).toBe(1600);
    expect(estimateOf({ ...config, iterations: 3, seed: 9 }, [], pace).ms).toBe(10 * (3 * 64 + 4 * 48));
    expect(estimateOf({ ...config, epochs: 4 }, [], pace).ms).toBeNull();
  });

  function played() {
    let time = 0;
    const view = (iteration: number) => ({
      config,
      policies: Array.from({ length: iteration + 1 }, (_, i) => ({ iteration: i })),
      rounds: [],
    });
    const store = createStore<SessionState>(
      () =>
        ({
          status: 'playing',
          speed: 2,
          view: view(-1),
          pace: null,
          recording: noRecording,
        }) as unknown as SessionState,
    );
    watchPace(store, () => time);
    const reach = (iteration: number, at: number): void => {
      time = at;
      store.setState({ view: view(iteration) as unknown as SessionState['view'] });
    };
    return { store, reach };
  }

  test('is measured from one evaluation to the next', () => {
    const { store, reach } = played();
    reach(0, 500);
    expect(store.getState().pace).toBeNull();
    reach(1, 500 + 1120);
    expect(store.getState().pace?.msPerTrajectory).toBe(10);
    reach(2, 500 + 1120 + 2240);
    expect(store.getState().pace?.msPerTrajectory).toBe(20);
  });

  test('is measured of what is computed, though more is on show that was recorded', () => {
    const { store, reach } = played();
    const compute = (computed: number, at: number): void => {
      reach(8, at);
      store.setState({ recording: { ...noRecording, stage: 'checked', check: { computed, differs: null } } });
    };
    store.setState({ recording: { ...noRecording, stage: 'checked', check: { computed: null, differs: null } } });
    reach(8, 100);
    compute(0, 500);
    expect(store.getState().pace).toBeNull();
    compute(1, 500 + 1120);
    expect(store.getState().pace?.msPerTrajectory).toBe(10);
  });

  test.each([{ status: 'paused' } as const, { speed: 1 } as const])('is not measured across %j', (changes) => {
    const { store, reach } = played();
    const before = store.getState();
    reach(0, 500);
    store.setState(changes);
    store.setState({ status: before.status, speed: before.speed });
    reach(1, 99_000);
    expect(store.getState().pace).toBeNull();
    reach(2, 99_000 + 1120);
    expect(store.getState().pace?.msPerTrajectory).toBe(10);
  });
});
