// Links that are given away: to the setup, to the moment looked at. Never what a run came to, but for its fingerprint.
import type { RunConfig } from '../experiments/index.ts';
import { fitsLink } from '../link/index.ts';
import { addressOf } from './address.ts';
import { noLooks } from './looks.ts';
import { setupNearest } from './setup.ts';
import type { SessionState } from './state.ts';
import { holdsBase } from './sweep/sweeping.ts';

/** As much of a fingerprint as a link carries. */
export const fingerprintDigits = 16;

interface Links {
  readonly setup: string;
  readonly moment: string;
}

/** What is given away: a run that is over has its fingerprint; `run` null: there is none on show, only a setup. */
interface OnShow {
  readonly config: RunConfig;
  readonly run: { readonly fingerprint: string | null } | null;
}

/** Whole addresses; `site` is that of the page, whatever stands behind its `?` or `#`. */
export function linksOf(state: SessionState, site: string): Links {
  const page = pageOf(site);
  return { setup: page + addressOf({ ...state, ...noLooks }), moment: page + momentHash(state) };
}

/** Whether the links hold what a person has written themself: in Talk, or as users of their own. */
export function holdsOwnWords(state: SessionState): boolean {
  const { screen, talking, setup, sweeping } = state;
  const hasTalked = talking.notes !== null || talking.draft !== null || talking.said.some(({ text }) => text !== null);
  const configs = [setup.config, onShow(state).config, ...(screen === 'sweep' ? [sweeping.base] : [])];
  return (screen === 'talk' && hasTalked) || configs.some(({ ownScenarios }) => ownScenarios.length > 0);
}

/** Whether the links hold the users whom they are for: one's own may be too many, and then they are only named. */
export const holdsUsers = (state: SessionState): boolean =>
  fitsLink(onShow(state).config) && (state.screen !== 'sweep' || holdsBase(state.sweeping));

/** Without what makes it a frame in another page. */
export const pageOf = (site: string): string => site.replace(/[?#].*$/u, '');

/** The setup or the run on show, and the link that opens it: to what it is, not to where it is looked at. */
export function citedOf(state: SessionState, site: string): OnShow & { readonly link: string } {
  const shown = onShow(state);
  const fingerprint = shown.run?.fingerprint?.slice(0, fingerprintDigits) ?? null;
  const link = addressOf({ ...state, ...noLooks, setup: setupNearest(shown.config) }, fingerprint);
  return { ...shown, link: pageOf(site) + link };
}

/** What the screen shows: the stored run that it names, or else the run on the Run screen, or the setup. */
function onShow({ screen, view, setup, library, listing, comparing, talking }: SessionState): OnShow {
  const newest = library.runs?.[0]?.run ?? null;
  const named = {
    ...{ trajectories: listing.run ?? newest, compare: comparing.run ?? newest, talk: talking.run ?? newest },
    ...{ run: null, sweep: null, claims: null, library: null, lecture: null, story: null },
  }[screen];
  const entry = library.runs?.find(({ run }) => run === named) ?? null;
  const shown = named === null ? view : entry;
  if (!shown) return { config: setup.config, run: null };
  const ended = entry ? entry.status : view?.end;
  const isOver = ended === 'finished' || ended === 'collapsed';
  return { config: shown.config, run: { fingerprint: isOver ? shown.fingerprint : null } };
}

/** A run is named, so that a newer one does not take its place; its fingerprint finds it where it was made again. */
function momentHash(state: SessionState): string {
  const { screen, library } = state;
  const [newest] = library.runs ?? [];
  const listing = { ...state.listing, run: state.listing.run ?? newest?.run ?? null };
  const comparing = { ...state.comparing, run: state.comparing.run ?? newest?.run ?? null };
  const { config, run } = onShow(state);
  const talking = { ...state.talking, run: state.talking.run ?? newest?.run ?? null };
  const looks = {
    ...noLooks,
    ...(screen === 'run' ? { lookedAt: state.lookedAt } : { screen }),
    ...(screen === 'trajectories' ? { listing } : screen === 'compare' ? { comparing } : {}),
    ...(screen === 'talk' ? { talking } : {}),
    ...(screen === 'sweep' ? { sweeping: state.sweeping } : {}),
    ...(screen === 'lecture' ? { beat: state.beat } : {}),
    ...(screen === 'story' ? { story: state.story } : {}),
  };
  return addressOf(
    { ...state, ...looks, ...(run ? { setup: setupNearest(config) } : {}) },
    run?.fingerprint?.slice(0, fingerprintDigits) ?? null,
  );
}
