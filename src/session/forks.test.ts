import { describe, expect, test } from 'vitest';
import { completeOf, evaluationOf, startOf, trajectoriesOf, updateOf } from '../experiments/run/testing/eventCases.ts';
import { emptyMemory, factOf } from '../facts/index.ts';
import { forkOf, nextIteration } from './forks.ts';
import { noLibrary } from './library.ts';
import { noRecording } from './recordings.ts';
import { forkName } from './runNames.ts';
import { viewAfter } from './runView.ts';
import type { RunView } from './runView.ts';
import { setupNearest } from './setup.ts';
import type { SessionState, Status } from './state.ts';

/** Two of four iterations are whole; of the third, training has begun. */
function stateAt(status: Status, changes: Partial<SessionState> = {}): SessionState {
  let memory = emptyMemory;
  let view: RunView | null = null;
  const played = [0, 1].flatMap((iteration) => [
    ...[trajectoriesOf(iteration), updateOf(iteration), evaluationOf(iteration + 1)],
    completeOf(iteration + 1, `b${String(iteration)}`),
  ]);
  for (const event of [
    startOf({ iterations: 4 }),
    evaluationOf(0),
    completeOf(0, 'aa'),
    ...played,
    trajectoriesOf(2),
  ]) {
    const next = factOf(memory, event);
    memory = next.memory;
    view = viewAfter(view, next.fact);
  }
  const setup = setupNearest(startOf({ iterations: 4 }).config);
  // the other parts of the state are not looked at
  return {
    status,
    view,
    setup,
    library: noLibrary,
    recording: noRecording,
    fixed: [],
    hidden: [],
    ...changes,
  } as SessionState;
}

describe('the next iteration', () => {
  test.each(['playing', 'paused', 'stepping', 'cancelled', 'interrupted'] as const)('of a run that is %s', (status) => {
    expect(nextIteration(stateAt(status))).toBe(2);
  });

  test.each(['ready', 'finished', 'opening', 'failed'] as const)('is none where the page is %s', (status) => {
    expect(nextIteration(stateAt(status))).toBeNull();
  });

  test('is none of a recorded run, and none behind the last', () => {
    expect(nextIteration(stateAt('paused', { recording: { ...noRecording, stage: 'paused' } }))).toBeNull();
    const { view } = stateAt('paused');
    const short = view && { ...view, config: { ...view.config, iterations: 2 } };
    expect(nextIteration(stateAt('paused', { view: short }))).toBeNull();
  });
});

describe('over its recording, the next iteration', () => {
  const over = (computed: number | null, differs: number | null = null): Partial<SessionState> => ({
    recording: { ...noRecording, stage: 'checked', check: { computed, differs } },
  });

  test.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [null, null],
  ])('is that after what is computed: %j gives %j', (computed, next) => {
    expect(nextIteration(stateAt('paused', over(computed)))).toBe(next);
  });

  test('is there though the recording has gone to its end', () => {
    const { view } = stateAt('paused');
    const short = view && { ...view, config: { ...view.config, iterations: 2 } };
    expect(nextIteration(stateAt('paused', { ...over(1), view: short }))).toBe(1);
    expect(nextIteration(stateAt('paused', { ...over(2), view: short }))).toBeNull();
  });

  test('is that of what is on show once the two differ', () => {
    expect(nextIteration(stateAt('paused', over(1, 1)))).toBe(2);
  });
});

describe('a fork', () => {
  test('keeps what is whole, and has the change from there on', () => {
    const fork = forkOf(stateAt('paused'), 2, { gameableShare: 0.1 });
    const { view, setup } = fork?.changes ?? {};
    expect(view?.policies.map(({ iteration }) => iteration)).toEqual([0, 1, 2]);
    expect(view?.rounds.map(({ iteration }) => iteration)).toEqual([0, 1]);
    expect(setup?.config.changes).toEqual([{ iteration: 2, settings: { gameableShare: 0.1 } }]);
    expect(view?.config).toEqual(setup?.config);
    expect(fork?.place?.name).toMatch(/ \(changed at 2\)$/u);
  });

  test('is refused with the place of the fault', () => {
    expect(forkOf(stateAt('paused'), 2, { gameableShare: 3 })).toMatchObject({
      changes: { refusal: { field: 'changes.0.settings.gameableShare' } },
      place: null,
    });
    const locked = stateAt('paused', { fixed: ['gameableShare'], hidden: ['cue'] });
    for (const settings of [{ gameableShare: 0.1 }, { cue: 'none' }]) {
      expect(forkOf(locked, 2, settings)).toMatchObject({ changes: { refusal: { isLocked: true } }, place: null });
    }
    expect(forkOf(locked, 2, { veto: 'normal' })?.place).not.toBeNull();
    expect(forkOf(stateAt('finished'), 2, { gameableShare: 0.1 })).toBeNull();
  });

  test('of a fork is called after the first run', () => {
    expect(forkName('My run', 3)).toBe('My run (changed at 3)');
    expect(forkName(forkName('My run', 3), 5)).toBe('My run (changed at 5)');
  });
});
