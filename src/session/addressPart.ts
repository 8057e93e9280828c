// The address follows what is set up and looked at, and the page follows an address that is gone to.
import type { StoreApi } from 'zustand/vanilla';
import { addressOf, expectedOf, readAddress } from './address.ts';
import type { Commands } from './commands.ts';
import { isSameConfig } from './setup.ts';
import { isLive } from './state.ts';
import type { SessionState } from './state.ts';
import { withUnlinked } from './talking.ts';

/** The address is written when a control has rested for so long. */
const restMs = 300;
const followed = ['setup', 'lookedAt', 'listing', 'comparing', 'talking', 'sweeping'] as const;

export interface AddressPart {
  /** Makes a change that the browser's Back takes back. */
  readonly step: (change: () => void) => void;
  readonly write: () => void;
  readonly stop: () => void;
}

/** `reset`: called before the page goes to a broken address, or, unless a run is live, to one of another setup. */
export function addressPart(store: StoreApi<SessionState>, reset: () => void): AddressPart {
  const get = store.getState;
  let resting: ReturnType<typeof setTimeout> | undefined;
  const rest = (): void => {
    clearTimeout(resting);
    resting = undefined;
  };
  // what the link said of its setup stays in it
  const addressNow = (): string => addressOf(get(), expectedOf(get(), get().setup.config));
  const write = (): void => {
    rest();
    if (!get().linkFault) history.replaceState(null, '', addressNow());
  };
  const stopFollowing = store.subscribe((state, before) => {
    if (followed.every((key) => state[key] === before[key])) return;
    rest();
    resting = setTimeout(write, restMs);
  });
  const onMove = (): void => {
    rest();
    const { setup, status, lookedAt, talking, sweeping } = get();
    const read = readAddress(location.hash, sweeping.base);
    const address = { ...read, talking: withUnlinked(read.talking, talking) };
    const isSame = isSameConfig(address.setup.config, setup.config);
    // a live run keeps its own setup, and where it is looked at: the address's is what is set up next
    const isNext = !isSame && !address.linkFault && isLive(status);
    if (!isNext && (!isSame || address.linkFault)) reset();
    const { view, expected } = get();
    const isOfRun = view !== null && expectedOf({ expected }, view.config) !== null;
    store.setState({
      ...address,
      expected: address.expected ?? (isOfRun ? expected : null),
      ...(isSame ? { setup } : {}),
      ...(isNext ? { lookedAt, refusal: null } : {}),
    });
    rest();
  };
  addEventListener('popstate', onMove);
  return {
    write,
    step: (change) => {
      // what is gone back to is what was there, not what was there a moment before
      if (resting !== undefined) write();
      change();
      rest();
      const address = addressNow();
      if (address !== location.hash) history.pushState(null, '', address);
    },
    stop: () => {
      stopFollowing();
      rest();
      removeEventListener('popstate', onMove);
    },
  };
}

type LooksCommands = Pick<
  Commands,
  'show' | 'list' | 'compare' | 'talk' | 'sweepOver' | 'goToBeat' | 'bet' | 'goToChapter' | 'predict' | 'dismissRefused'
>;

/** The commands that only change what is looked at. */
export function looksCommands({ getState, setState }: StoreApi<SessionState>, { step }: AddressPart): LooksCommands {
  const change = (isStep: boolean, make: () => void): void => {
    if (isStep) step(make);
    else make();
  };
  return {
    show: (screen) => {
      if (screen === getState().screen) return;
      step(() => {
        setState({ screen });
      });
    },
    list: (changes, isStep) => {
      change(isStep, () => {
        setState(({ listing }) => ({ listing: { ...listing, ...changes } }));
      });
    },
    compare: (changes, isStep) => {
      change(isStep, () => {
        setState(({ comparing }) => ({ comparing: { ...comparing, ...changes } }));
      });
    },
    talk: (changes, isStep) => {
      change(isStep, () => {
        setState(({ talking }) => ({ talking: { ...talking, ...changes } }));
      });
    },
    sweepOver: (changes, isStep) => {
      change(isStep, () => {
        setState(({ sweeping }) => ({ sweeping: { ...sweeping, ...changes } }));
      });
    },
    goToBeat: (beat) => {
      if (beat === getState().beat) return;
      step(() => {
        setState({ beat });
      });
    },
    bet: (changes) => {
      setState(({ bets }) => ({ bets: { ...bets, ...changes } }));
    },
    goToChapter: (story) => {
      if (story === getState().story) return;
      step(() => {
        setState({ story });
      });
    },
    predict: (prediction) => {
      setState({ prediction });
    },
    dismissRefused: () => {
      setState({ refusedWords: [] });
    },
  };
}
