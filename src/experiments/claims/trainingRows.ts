// Whose rows a run trained on. Runs hold how many rows there were, not whose; settings and selection tell the rest.
import { selectedOf } from '../../core/selection/index.ts';
import { scenarioIds } from '../../environments/index.ts';
import type { RunConfig } from '../config/index.ts';
import type { RunSummary } from '../run/summary.ts';

export interface RowsOf {
  readonly gameable: number;
  readonly all: number;
}

/**
 * Rows of a run without vetoes whose groups are of a scenario, all iterations together: groups round up to whole rows, so the smaller the group,
 * the larger its share. Null: the run's settings, or its own counts, don't tell.
 */
export function gameableRows({ config, iterations }: RunSummary): RowsOf | null {
  if (config.selectionLevel !== 'scenario' || config.veto !== 'none') return null;
  if (config.changes.length > 0 || config.ownScenarios.length > 0) return null;
  const { initialStates, gameableShare } = config;
  const users = Math.round(initialStates * gameableShare);
  const gameable = rowsOfGroup(users, config);
  const each = gameable + rowsOfGroup(initialStates - users, config);
  const rounds = iterations.flatMap(({ selection }) => selection ?? []);
  const isTold = rounds.every(({ desirable, undesirable }) => desirable === each && undesirable === each);
  return rounds.length > 0 && isTold ? { gameable: 2 * gameable * rounds.length, all: 2 * each * rounds.length } : null;
}

/** Desirable rows of so many users, whose scenarios come in turn; as many are undesirable. */
function rowsOfGroup(users: number, config: RunConfig): number {
  const { environment, scenarios, trajectoriesPerState, selectedFraction } = config;
  const count = scenarios.length > 0 ? scenarios.length : scenarioIds(environment).length;
  const sizes = Array.from({ length: count }, (_, i) => Math.floor((users + count - 1 - i) / count));
  return sizes.reduce((sum, size) => sum + selectedOf(size * trajectoriesPerState, selectedFraction), 0);
}
