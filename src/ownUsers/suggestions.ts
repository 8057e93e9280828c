import { RandomStream } from '../core/rng/index.ts';
import { drawInitialState, environmentIds, paperSetting, scenarioIds } from '../environments/index.ts';
import type { EnvironmentId, InitialState } from '../environments/index.ts';
import type { UsualSides } from './paste.ts';

export { environmentIds, scenarioIds };

/** The environment's scenario that stands in where none is named. */
export const firstScenario = (environment: EnvironmentId): string => scenarioIds(environment)[0] ?? '';

/** A user of the environment's own, for an example of what can be said. */
export const exampleOf = (environment: EnvironmentId, like: string, isGameable: boolean): InitialState =>
  drawInitialState(environment, like, isGameable, paperSetting, RandomStream.root(1).child('example'));

/** Notes that the built-in model knows, and nothing said of goal and wish, which are then the environment's. */
export const usualSides: UsualSides = {
  gameable: { notes: 'Gullible and quick to please.', goal: null, wish: null },
  other: { notes: 'Critical and slow to convince.', goal: null, wish: null },
};
