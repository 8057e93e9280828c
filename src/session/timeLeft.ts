import { phases } from '../experiments/index.ts';
import type { Phase } from '../experiments/index.ts';

/** How long the run's phases take, measured as they go by; waiting does not count. */
export interface Timing {
  readonly phase: Phase | null;
  /** When the phase in progress began; null: it waits. */
  readonly since: number | null;
  /** Milliseconds of each phase when it last came to its end. */
  readonly took: Readonly<Partial<Record<Phase, number>>>;
}

export const noTiming: Timing = { phase: null, since: null, took: {} };

/** A phase begins, or waits to begin, which ends the one before it. `phase` null: the run is over. */
export function timingAfter(timing: Timing, phase: Phase | null, isWaiting: boolean, now: number): Timing {
  const { phase: before, since } = timing;
  const took = before && since !== null ? { ...timing.took, [before]: now - since } : timing.took;
  return { phase, since: isWaiting ? null : now, took };
}

/**
 * Milliseconds to the end of a run of so many iterations, in phase `phase` of `iteration`, with a share of it done. Null
 * until every phase has been measured.
 */
export function timeLeft(
  { took }: Timing,
  at: { readonly iteration: number; readonly phase: Phase; readonly share: number },
  iterations: number,
): number | null {
  const measured = phases.map((phase) => took[phase]);
  if (measured.some((each) => each === undefined)) return null;
  const all = measured.map((each) => each ?? 0);
  const whole = all.reduce((sum, each) => sum + each, 0);
  const index = phases.indexOf(at.phase);
  const rest = all.slice(index + 1).reduce((sum, each) => sum + each, 0) + (all[index] ?? 0) * (1 - at.share);
  // an evaluation carries the number of the policy that the iteration has made
  const begun = at.phase === 'evaluate' ? at.iteration : at.iteration + 1;
  return rest + whole * (iterations - begun);
}
