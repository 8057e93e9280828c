// Users of a person's own while they are edited: pure.
import type { Refusal } from '../../core/fault/index.ts';
import { checkedUsers, firstScenario, OwnUsersError, scenarioIds } from '../../ownUsers/index.ts';
import type { OwnUsers } from '../../ownUsers/index.ts';
import { groupsOf, heldOut } from '../../experiments/index.ts';
import type { OwnOpening, OwnScenario, OwnSide } from '../../experiments/index.ts';

/** Users, and which of their scenarios is on show. */
export interface Draft {
  readonly users: OwnUsers;
  readonly at: number;
}

export const freshDraft = (environment: OwnUsers['environment'], name: string): Draft => ({
  users: { environment, scenarios: [freshScenario(environment, name)] },
  at: 0,
});

const freshScenario = (environment: OwnUsers['environment'], name: string): OwnScenario => ({
  ...{ name, like: firstScenario(environment), openings: [] },
});

export const scenarioOf = ({ users, at }: Draft): OwnScenario =>
  users.scenarios[at] ?? freshScenario(users.environment, '');

/** With something changed about the scenario on show. */
export const withScenario = (draft: Draft, changes: Partial<OwnScenario>): Draft => ({
  ...draft,
  users: {
    ...draft.users,
    scenarios: draft.users.scenarios.map((each, index) => (index === draft.at ? { ...each, ...changes } : each)),
  },
});

/** Another scenario, on show. Its name is one that none has. */
export function withAnother({ users }: Draft, name: string): Draft {
  const taken = users.scenarios.map((each) => each.name);
  let number = taken.length + 1;
  while (taken.includes(`${name} ${String(number)}`)) number++;
  const scenarios = [...users.scenarios, freshScenario(users.environment, `${name} ${String(number)}`)];
  return { users: { ...users, scenarios }, at: scenarios.length - 1 };
}

/** In another environment: its first scenario reads the replies of all that none of its own would read. */
export function inEnvironment(draft: Draft, environment: OwnUsers['environment']): Draft {
  const known = scenarioIds(environment);
  const scenarios = draft.users.scenarios.map((each) => ({
    ...each,
    like: known.includes(each.like) ? each.like : firstScenario(environment),
  }));
  return { ...draft, users: { environment, scenarios } };
}

/** With another text of the message that the agent answers. */
export function withMessage(opening: OwnOpening, text: string): OwnOpening {
  const at = opening.messages.findLastIndex(({ role }) => role === 'user');
  return {
    ...opening,
    messages: opening.messages.map((message, index) => (index === at ? { ...message, text } : message)),
  };
}

export const lastMessage = ({ messages }: OwnOpening): string =>
  messages.findLast(({ role }) => role === 'user')?.text ?? '';

/** What is empty is nothing. */
export const withSide = (side: OwnSide, part: keyof OwnSide, text: string): OwnSide => ({
  ...side,
  [part]: text.trim() === '' ? null : text,
});

/** The users, checked as a run would, or why they can't be taken. */
export function checkedDraft({ users }: Draft): OwnUsers | Refusal {
  try {
    return checkedUsers(users);
  } catch (error) {
    if (error instanceof OwnUsersError) return error.refusal;
    throw error;
  }
}

/** How many different openings of checked scenarios are trained on, and how many are for the panel. */
export function dealtOf(scenarios: readonly OwnScenario[]): { readonly training: number; readonly panel: number } {
  let [training, panel] = [0, 0];
  for (const scenario of scenarios) {
    for (const groups of Object.values(groupsOf(scenario))) {
      const kept = heldOut(groups.length);
      panel += kept;
      training += groups.length - kept;
    }
  }
  return { training, panel };
}

/** Every text that a model reads. */
export const textsOf = ({ users }: Draft): string[] =>
  users.scenarios.flatMap(({ openings }) =>
    openings.flatMap(({ messages, gameable, other }) => [
      ...messages.map(({ text }) => text),
      ...[gameable, other].flatMap((side) => (typeof side?.notes === 'string' ? [side.notes] : [])),
    ]),
  );
