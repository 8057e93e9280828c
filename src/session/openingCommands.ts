// What is on show on the Run screen: its iteration, and what sets it up from elsewhere.
import type { StoreApi } from 'zustand/vanilla';
import { decodeLink } from '../link/index.ts';
import type { AddressPart } from './addressPart.ts';
import type { Commands } from './commands.ts';
import { lockRefusal } from './locks.ts';
import { changedSetup, setupNearest, setupOf } from './setup.ts';
import type { FieldRefusal, Setup } from './setup.ts';
import { isLive } from './state.ts';
import type { SessionState } from './state.ts';

interface OpeningParts extends Pick<AddressPart, 'step' | 'write'> {
  readonly reset: () => void;
  readonly openRecording: () => void;
}

export function openingCommands(
  { getState, setState }: StoreApi<SessionState>,
  { reset, openRecording, step, write }: OpeningParts,
): Pick<Commands, 'setUp' | 'openRecorded' | 'openNearest' | 'lookAt'> {
  /** Goes to the Run screen; with what was on show there only where the locks do not allow the setup. */
  const goTo = (next: Setup | FieldRefusal, lookedAt: number | null): boolean => {
    const { setup, ...locks } = getState();
    const refusal = 'fault' in next ? next : lockRefusal(locks, setup.config, next.config);
    step(() => {
      if (refusal || 'fault' in next) {
        setState({ screen: 'run', refusal });
        return;
      }
      // what is over is in the Library, or can be computed again
      if (!isLive(getState().status)) reset();
      setState({
        ...{ screen: 'run', setup: next, refusal: null },
        ...(lookedAt === null ? {} : { lookedAt }),
      });
    });
    return refusal === null;
  };
  return {
    lookAt: (iteration) => {
      const { view, status } = getState();
      const head = view?.policies.at(-1)?.iteration ?? 0;
      const isHead = iteration === null || (iteration >= head && isLive(status));
      setState({ lookedAt: isHead ? null : Math.min(head, Math.max(0, iteration)) });
    },
    openNearest: () => {
      const { linkFault } = getState();
      if (!linkFault) return;
      setState({ linkFault: null, setup: setupOf(linkFault.preset) });
      write();
    },
    setUp: (preset, changes = {}) => {
      goTo(changedSetup(setupOf(preset), changes), null);
    },
    openRecorded: ({ link, iterations }) => {
      if (isLive(getState().status)) return;
      if (goTo(setupNearest(decodeLink(link).config), iterations)) openRecording();
    },
  };
}
