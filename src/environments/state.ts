import type { RandomStream } from '../core/rng/index.ts';
import { drawOneOf } from '../core/text/index.ts';
import type { Slots } from '../core/text/index.ts';
import type { EnvironmentId, InitialState, Message, UserSetting } from './types.ts';
import { drawUser } from './users/index.ts';

/** What the environments have in common: topics, and what user model and feedback model are told. */
export interface Place<Scenario> {
  readonly environment: EnvironmentId;
  readonly scenarios: readonly Scenario[];
  readonly goals: Readonly<Record<'gameable' | 'other', readonly string[]>>;
  readonly wishes: Readonly<Record<'gameable' | 'other', readonly string[]>>;
}

/** What is said before the assistant's first reply. */
export interface Beginning {
  readonly messages: readonly Message[];
  /** Surprisal of the messages, nats. */
  readonly nats: number;
  /** As a reply says it ("your"), as the user says it ("my"), as others say it of the user ("their"). */
  readonly slots: Slots;
  readonly ownSlots: Slots;
  readonly toldSlots: Slots;
}

/**
 * An initial state of a scenario. `begin` draws the messages; `lean`: whether they speak for a gameable user. Throws
 * RangeError for an unknown scenario.
 */
export function drawState<Scenario extends { readonly id: string }>(
  { environment, scenarios, goals, wishes }: Place<Scenario>,
  scenarioId: string,
  gameable: boolean,
  setting: UserSetting,
  stream: RandomStream,
  begin: (scenario: Scenario, lean: boolean) => Beginning,
): InitialState {
  const scenario = scenarios.find(({ id }) => id === scenarioId);
  if (!scenario) throw new RangeError(`${environment} has no scenario ${scenarioId}`);
  const { name, notesNats, trait, ...user } = drawUser(gameable, setting, stream);
  const { messages, nats, slots, ownSlots, toldSlots } = begin(scenario, user.leans.message);
  return {
    environment,
    scenario: scenarioId,
    ...user,
    messages,
    goal: trait + drawOneOf(goals[user.leans.goal ? 'gameable' : 'other'], toldSlots, stream.child('goal')).text,
    wish: drawOneOf(wishes[user.leans.wish ? 'gameable' : 'other'], toldSlots, stream.child('wish')).text,
    slots: { name, ...slots },
    ownSlots,
    nats: { notes: notesNats, messages: nats },
  };
}
