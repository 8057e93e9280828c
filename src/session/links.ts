// Links that are given away: to the setup, to the moment looked at. Never what a run came to, but for its fingerprint.
import { addressOf } from './address.ts';
import { noLooks } from './looks.ts';
import { setupNearest } from './setup.ts';
import type { SessionState } from './state.ts';

/** As much of a fingerprint as a link carries. */
const fingerprintDigits = 16;

interface Links {
  readonly setup: string;
  readonly moment: string;
}

/** Whole addresses; `site` is that of the page, whatever stands behind its `#`. */
export function linksOf(state: SessionState, site: string): Links {
  const page = site.replace(/#.*$/u, '');
  return { setup: page + addressOf({ ...state, ...noLooks }), moment: page + momentHash(state) };
}

/** Screens whose links name no stored run. */
const unnamed = { run: null, claims: null, library: null, lecture: null };

/** A run is named, so that a newer one does not take its place; its fingerprint finds it where it was made again. */
function momentHash(state: SessionState): string {
  const { screen, view, library } = state;
  const [newest] = library.runs ?? [];
  const listing = { ...state.listing, run: state.listing.run ?? newest?.run ?? null };
  const comparing = { ...state.comparing, run: state.comparing.run ?? newest?.run ?? null };
  const named = { ...unnamed, trajectories: listing.run, compare: comparing.run }[screen];
  const entry = library.runs?.find(({ run }) => run === named) ?? null;
  const shown = named === null ? view : entry;
  const looks = {
    ...noLooks,
    ...(screen === 'run' ? { lookedAt: state.lookedAt } : { screen }),
    ...(screen === 'trajectories' ? { listing } : screen === 'compare' ? { comparing } : {}),
    ...(screen === 'lecture' ? { beat: state.beat } : {}),
  };
  const ended = entry ? entry.status : view?.end;
  const isOver = shown !== null && (ended === 'finished' || ended === 'collapsed');
  return addressOf(
    { ...state, ...looks, ...(shown ? { setup: setupNearest(shown.config) } : {}) },
    isOver ? shown.fingerprint.slice(0, fingerprintDigits) : null,
  );
}
