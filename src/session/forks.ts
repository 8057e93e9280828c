// A run that is changed in mid-run goes on as a run of its own: what that begins from.
import type { RunPlace } from '../../workers/protocol.ts';
import { changeableKeys, changesWith, ConfigError, parseConfig, presetNamed } from '../experiments/index.ts';
import { freshPlace, shownEntry } from './library.ts';
import { lockOf, lockRefusal } from './locks.ts';
import { computedHead } from './recordings.ts';
import { forkName } from './runNames.ts';
import { setupNearest } from './setup.ts';
import { isLive } from './state.ts';
import type { SessionState } from './state.ts';

interface Fork {
  readonly changes: Partial<SessionState>;
  /** Where it is stored; null: it was refused, and `changes` say why. */
  readonly place: RunPlace | null;
}

/**
 * The first iteration that a change can be for: its training has not been played whole. Null: no run is on show that was computed
 * here and is not over.
 */
export function nextIteration({
  view,
  status,
  recording,
}: Pick<SessionState, 'view' | 'status' | 'recording'>): number | null {
  const canGoOn = isLive(status) || status === 'cancelled' || status === 'interrupted';
  const head = computedHead({ view, recording });
  return canGoOn && view && head >= 0 && head < view.config.iterations ? head : null;
}

/** The run on show with other settings from an iteration on, as far as it has been played. Null: it can't be changed. */
export function forkOf(
  state: SessionState,
  iteration: number,
  settings: Readonly<Record<string, unknown>>,
): Fork | null {
  const { view, setup, library } = state;
  if (!view || nextIteration(state) === null) return null;
  const locked = (['changes', ...changeableKeys] as const).find(
    (key) => (key === 'changes' || Object.hasOwn(settings, key)) && lockOf(state, key) !== 'free',
  );
  if (locked !== undefined) return { changes: { refusal: { field: locked, isLocked: true } }, place: null };
  try {
    const config = parseConfig({ ...view.config, changes: changesWith(view.config, iteration, settings) });
    const policies = view.policies.filter((policy) => policy.iteration <= iteration);
    const rounds = view.rounds.filter((round) => round.iteration < iteration);
    const name = shownEntry(library)?.name ?? presetNamed(setup.preset).title;
    const keeping = lockRefusal(state, setup.config, config);
    // a run that begins anew is one of the setup
    if (keeping && iteration === 0) return { changes: { refusal: keeping }, place: null };
    return {
      changes: {
        ...{ view: { ...view, config, policies, rounds, end: null }, refusal: null },
        ...(keeping ? {} : { setup: setupNearest(config) }),
      },
      place: freshPlace(forkName(name, iteration)),
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { changes: { refusal: { ...error.refusal, field: error.field } }, place: null };
  }
}
