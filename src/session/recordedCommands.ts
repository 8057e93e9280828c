import type { StoreApi } from 'zustand/vanilla';
import type { Commands } from './commands.ts';
import type { RecordingPart } from './recordings.ts';
import type { SessionState } from './state.ts';

/** The commands that move in time: while a recording is on show they are the recording's, otherwise the run's. */
export function recordedFirst(
  { play, pause, step, lookAt }: Pick<Commands, 'play' | 'pause' | 'step' | 'lookAt'>,
  recording: RecordingPart,
  { getState, setState }: StoreApi<SessionState>,
): Pick<Commands, 'play' | 'pause' | 'step' | 'lookAt'> {
  return {
    play: () => {
      if (recording.isShown()) recording.play();
      else play();
    },
    pause: () => {
      if (recording.isShown()) recording.pause();
      else pause();
    },
    step: (of) => {
      if (recording.isShown()) recording.step(of);
      else step(of);
    },
    lookAt: (iteration) => {
      const { view, recording: shown } = getState();
      const head = view?.policies.at(-1)?.iteration ?? 0;
      if (!recording.isShown() || iteration === null || iteration < head) lookAt(iteration);
      // what is recorded is there before it is played
      else if (iteration > head) recording.seek(iteration);
      else setState({ lookedAt: shown.stage === 'playing' ? null : head });
    },
  };
}
