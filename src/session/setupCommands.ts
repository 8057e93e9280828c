// What changes the setup: the controls before a run.
import type { StoreApi } from 'zustand/vanilla';
import type { Commands } from './commands.ts';
import { changedSetup, engineChanges, learnerChanges, setupOf } from './setup.ts';
import type { Setup } from './setup.ts';
import type { SessionState } from './state.ts';

/** `onPreset`: after another preset has been chosen. */
export function setupCommands(
  store: StoreApi<SessionState>,
  onPreset: () => void,
): Pick<Commands, 'choosePreset' | 'chooseEngine' | 'chooseLearner' | 'change'> {
  const setUp = (setup: Setup): void => {
    store.setState({ setup, refusal: null, expected: null });
  };
  const change = (changes: Readonly<Record<string, unknown>>): void => {
    const next = changedSetup(store.getState().setup, changes);
    if ('message' in next) store.setState({ refusal: next });
    else setUp(next);
  };
  return {
    choosePreset: (id) => {
      setUp(setupOf(id));
      onPreset();
    },
    chooseEngine: (engine) => {
      change(engineChanges(engine));
    },
    chooseLearner: (learner) => {
      change(learnerChanges(learner));
    },
    change,
  };
}
