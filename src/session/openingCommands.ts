// What sets the Run screen up from elsewhere.
import type { StoreApi } from 'zustand/vanilla';
import { decodeLink } from '../link/index.ts';
import type { AddressPart } from './addressPart.ts';
import type { Commands } from './commands.ts';
import { lockRefusal } from './locks.ts';
import { changedSetup, setupNearest, setupOf } from './setup.ts';
import type { Refusal, Setup } from './setup.ts';
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
  /** Goes to the Run screen; with what was on show there only where the locks do not allow the setup. */
  const goTo = (next: Setup | Refusal, lookedAt: number | null): boolean => {
    const { setup, ...locks } = getState();
    const refusal = 'message' in next ? next : lockRefusal(locks, setup.config, next.config);
    step(() => {
      if (refusal || 'message' in next) {
        setState({ screen: 'run', refusal });
        return;
      }
      // what is over is in the Library, or can be computed again
      if (!isLive(getState().status)) reset();
      setState({
        ...{ screen: 'run', setup: next, refusal: null, expected: null },
        ...(lookedAt === null ? {} : { lookedAt }),
      });
    });
    return refusal === null;
  };
  return {
    setUp: (preset, changes = {}) => {
      goTo(changedSetup(setupOf(preset), changes), null);
    },
    openRecorded: ({ link, iterations }) => {
      if (isLive(getState().status)) return;
      if (goTo(setupNearest(decodeLink(link).config), iterations)) openRecording();
    },
  };
}
