import { nobody } from '../../session/index.ts';
import type { Talking } from '../../session/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import type { Speaker } from '../../policies/index.ts';
import type { StoredRun } from '../../storage/index.ts';
import { namedRun } from '../archive/namedRun.ts';

/** Whom a person talks to. */
export interface Partner {
  /** Null: the untrained model alone. */
  readonly run: StoredRun | null;
  readonly speaker: Speaker | null;
  readonly config: RunConfig;
  /** The address asks for a run that is not stored here. */
  readonly isElsewhere: boolean;
}

/** `runs`: those with a policy, the newest first; `config`: of the setup, where no run is talked to. */
export function partnerOf(
  { run, iteration }: Pick<Talking, 'run' | 'iteration'>,
  runs: readonly StoredRun[],
  expected: string | null,
  config: RunConfig,
): Partner {
  if (run === nobody) return { run: null, speaker: null, config, isElsewhere: false };
  const named = run === null ? runs[0] : namedRun(runs, run, expected);
  const chosen = named ?? runs[0];
  const isElsewhere = run !== null && !named;
  if (!chosen) return { run: null, speaker: null, config, isElsewhere };
  const newest = chosen.completed ?? 0;
  const speaker = { run: chosen.run, iteration: Math.min(iteration ?? newest, newest) };
  return { run: chosen, speaker, config: chosen.config, isElsewhere };
}

/** As an address names whom one talks to now: that does not change with the newest run, nor when there is a first one. */
export const pinnedTo = (speaker: Speaker | null): Pick<Talking, 'run' | 'iteration'> =>
  speaker ?? { run: nobody, iteration: null };
