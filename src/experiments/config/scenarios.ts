import { scenarioIds } from '../../environments/ids.ts';
import type { RunConfig } from './types.ts';

/** The environment's scenarios that users come for, where they are not one's own. */
export const scenariosOf = ({
  environment,
  scenarios,
}: Pick<RunConfig, 'environment' | 'scenarios'>): readonly string[] =>
  scenarios.length > 0 ? scenarios : scenarioIds(environment);
