// How long runs take: measured in units of work that a run's settings tell beforehand.
import { hasAdapter } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';

/** Conversations that a policy's evaluation plays. */
const panelOf = ({ panelUsers, panelTwins }: RunConfig): number =>
  2 * (panelUsers + Math.min(panelTwins, 2 * panelUsers));

/**
 * Work of an iteration; 0: that of the untrained policy, which is only evaluated. One conversation played and judged is one unit, and so
 * is one pass of a training step over a row: on the built-in model both take about as long.
 */
export function workOf(config: RunConfig, iteration: number): number {
  const { initialStates, trajectoriesPerState, selectedFraction, epochs, turns, learner, candidates } = config;
  const training = initialStates * trajectoriesPerState;
  const texts = learner === 'rerankKto' ? candidates : 1;
  const played = (iteration === 0 ? 0 : training) + panelOf(config);
  const passes = iteration === 0 || !hasAdapter(config) ? 0 : 2 * selectedFraction * training * epochs;
  return turns * (played * texts + passes);
}

/** Work of what comes after an iteration; -1: of a whole run. */
export function workAfter(config: RunConfig, iteration: number): number {
  const first = iteration < 0 ? workOf(config, 0) : 0;
  return first + Math.max(0, config.iterations - Math.max(0, iteration)) * workOf(config, 1);
}

/** A run that is over within seconds, to measure how fast runs go here. */
export const probeOf = (base: RunConfig): RunConfig => ({
  ...base,
  ...{ iterations: 1, initialStates: 32, trajectoriesPerState: 1, panelUsers: 8, panelTwins: 0, interferenceRows: 0 },
  changes: [],
});

/** What has been measured so far, in milliseconds and units of work. */
export interface Speed {
  readonly ms: number;
  readonly work: number;
}

export const noSpeed: Speed = { ms: 0, work: 0 };

/** Null: nothing has been measured. */
export const msOf = ({ ms, work }: Speed, wanted: number): number | null => (work > 0 ? (ms / work) * wanted : null);
