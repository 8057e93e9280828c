// The address follows what is set up and looked at, and the page follows an address that is gone to.
import type { StoreApi } from 'zustand/vanilla';
import { addressOf, readAddress } from './address.ts';
import type { SessionState } from './state.ts';

/** The address is written when a control has rested for so long. */
const restMs = 300;

/** `reset`: ends the run on show. Gives a function that ends this. */
export function followAddress(
  { getState, setState, subscribe }: StoreApi<SessionState>,
  reset: () => void,
): () => void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    if (!getState().linkFault) history.replaceState(null, '', addressOf(getState()));
  };
  const stop = subscribe((state, before) => {
    const isAsBefore = (['setup', 'lookedAt', 'compared'] as const).every((key) => state[key] === before[key]);
    if (isAsBefore) return;
    clearTimeout(resting);
    resting = setTimeout(write, restMs);
  });
  const onMove = (): void => {
    clearTimeout(resting);
    const address = readAddress(location.hash);
    const { setup } = getState();
    const isSame = JSON.stringify(address.setup.config) === JSON.stringify(setup.config);
    if (!isSame || address.linkFault) reset();
    setState(isSame ? { ...address, setup } : address);
    clearTimeout(resting);
  };
  addEventListener('popstate', onMove);
  return () => {
    stop();
    clearTimeout(resting);
    removeEventListener('popstate', onMove);
  };
}
