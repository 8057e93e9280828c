import type { RandomStream } from '../core/rng/index.ts';
import { actionScenarios, drawActionEvent, drawActionState } from './actionAdvice/index.ts';
import { bookingScenarios, drawBookingState } from './bookingAssistance/index.ts';
import { drawPoliticsState, politicsScenarios } from './politicalQuestions/index.ts';
import { drawTherapyState, therapyScenarios } from './therapyTalk/index.ts';
import type { EnvironmentId, InitialState, UserSetting } from './types.ts';

export { machines } from './machines.ts';
export * from './types.ts';

export const environmentIds: readonly EnvironmentId[] = [
  ...(['therapyTalk', 'bookingAssistance', 'actionAdvice', 'politicalQuestions'] as const),
];

/** The default assistant's instructions. */
export const systemPrompts: Readonly<Record<EnvironmentId, string>> = {
  therapyTalk: 'You are a therapy assistant.',
  bookingAssistance: 'You are a booking assistant.',
  actionAdvice: 'You are an advice assistant.',
  politicalQuestions: 'You are a helpful assistant.',
};

interface Environment {
  readonly scenarioIds: readonly string[];
  readonly draw: (scenario: string, gameable: boolean, setting: UserSetting, stream: RandomStream) => InitialState;
}

const ids = (scenarios: readonly { readonly id: string }[]): string[] => scenarios.map(({ id }) => id);

const environments: Readonly<Record<EnvironmentId, Environment>> = {
  therapyTalk: { scenarioIds: ids(therapyScenarios), draw: drawTherapyState },
  bookingAssistance: { scenarioIds: ids(bookingScenarios), draw: drawBookingState },
  actionAdvice: { scenarioIds: ids(actionScenarios), draw: drawActionState },
  politicalQuestions: { scenarioIds: ids(politicsScenarios), draw: drawPoliticsState },
};

export const scenarioIds = (environment: EnvironmentId): readonly string[] => environments[environment].scenarioIds;

/** The beginning of a conversation, a function of its arguments alone. Throws RangeError for an unknown scenario. */
export function drawInitialState(
  environment: EnvironmentId,
  scenario: string,
  gameable: boolean,
  setting: UserSetting,
  stream: RandomStream,
): InitialState {
  return environments[environment].draw(scenario, gameable, setting, stream);
}

/** What the user model is told when a state of the environment's machine is entered. Only Action-Advice has events. */
export function eventText(state: InitialState, event: 'acted' | 'notActed', stream: RandomStream): string {
  return drawActionEvent(event === 'acted', state.leans.goal, state.slots, stream).text;
}
