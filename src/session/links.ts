// Links that are given away: to the setup, to the moment looked at. Never what a run came to, but for its fingerprint.
import { addressOf } from './address.ts';
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
  const { view } = state;
  const isOver = view?.end === 'finished' || view?.end === 'collapsed';
  const fingerprint = isOver ? view.fingerprint.slice(0, fingerprintDigits) : null;
  const shown = view ? { ...state, setup: setupNearest(view.config) } : state;
  return {
    setup: page + addressOf({ ...state, screen: 'run', lookedAt: null, compared: null }),
    moment: page + addressOf(shown, fingerprint),
  };
}
