// What sets the Run screen up from elsewhere.
import type { StoreApi } from 'zustand/vanilla';
import { decodeLink } from '../link/index.ts';
import type { AddressPart } from './addressPart.ts';
import type { Commands } from './commands.ts';
import { changedSetup, setupNearest, setupOf } from './setup.ts';
import { isLive } from './state.ts';
import type { SessionState } from './state.ts';

interface OpeningParts extends Pick<AddressPart, 'step'> {
  readonly reset: () => void;
  readonly openRecording: () => void;
}

export function openingCommands(
  { getState, setState }: StoreApi<SessionState>,
  { reset, openRecording, step }: OpeningParts,
): Pick<Commands, 'setUp' | 'openRecorded'> {
  return {
    setUp: (preset, changes = {}) => {
      step(() => {
        // what is over is in the Library, or can be computed again
        if (!isLive(getState().status)) reset();
        const next = changedSetup(setupOf(preset), changes);
        setState({
          screen: 'run',
          ...('message' in next ? { refusal: next } : { setup: next, refusal: null, expected: null }),
        });
      });
    },
    openRecorded: ({ link, iterations }) => {
      if (isLive(getState().status)) return;
      const { config } = decodeLink(link);
      step(() => {
        reset();
        setState({ screen: 'run', setup: setupNearest(config), expected: null, lookedAt: iterations });
      });
      openRecording();
    },
  };
}
