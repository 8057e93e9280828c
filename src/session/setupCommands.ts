// What changes the setup: the controls before a run.
import type { StoreApi } from 'zustand/vanilla';
import type { Commands } from './commands.ts';
import { lockRefusal } from './locks.ts';
import { changedSetup, engineChanges, learnerChanges, setupOf } from './setup.ts';
import type { FieldRefusal, Setup } from './setup.ts';
import type { SessionState } from './state.ts';

/** `onPreset`: after another preset has been chosen. */
export function setupCommands(
  store: StoreApi<SessionState>,
  onPreset: () => void,
): Pick<Commands, 'choosePreset' | 'chooseEngine' | 'chooseLearner' | 'change' | 'setPace'> {
  const setUp = (next: Setup | FieldRefusal): boolean => {
    const { setup, ...locks } = store.getState();
    const refusal = 'fault' in next ? next : lockRefusal(locks, setup.config, next.config);
    if (refusal || 'fault' in next) store.setState({ refusal });
    else store.setState({ setup: next, refusal: null });
    return refusal === null;
  };
  const change = (changes: Readonly<Record<string, unknown>>): void => {
    setUp(changedSetup(store.getState().setup, changes));
  };
  return {
    choosePreset: (id) => {
      if (setUp(setupOf(id))) onPreset();
    },
    chooseEngine: (engine) => {
      change(engineChanges(engine, store.getState().setup.config));
    },
    chooseLearner: (learner) => {
      change(learnerChanges(learner, store.getState().setup.config));
    },
    change,
    setPace: (pace) => {
      store.setState({ pace });
    },
  };
}
