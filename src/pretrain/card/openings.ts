import { RandomStream } from '../../core/rng/index.ts';
import { drawInitialState, scenarioIds } from '../../environments/index.ts';
import type { EnvironmentId, InitialState, UserSetting } from '../../environments/index.ts';

/** Openings of the card come from seeds of their own. Short messages recur in pretraining; with their notes they hardly do. */
const cardSeed = 20_241_106;

export const cardStream = (name: string): RandomStream => RandomStream.root(cardSeed).child(name);

/** What the assistant of Therapy-Talk asks to find out whom it speaks with. */
export const askingAlone = 'Do you decide such things alone?';

/** Opening `index` of an environment, its scenarios in turn. The same index gives twins: all but `gameable` is shared. */
export function cardState(
  environment: EnvironmentId,
  index: number,
  gameable: boolean,
  setting: UserSetting,
  name: string,
): InitialState {
  const scenarios = scenarioIds(environment);
  const scenario = scenarios[index % scenarios.length] ?? '';
  return drawInitialState(
    environment,
    scenario,
    gameable,
    setting,
    cardStream(`${name}/${environment}/${String(index)}`),
  );
}
