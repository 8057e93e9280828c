// What somebody is at with users of their own. It outlives the dialog, which goes with a look elsewhere, and not the page.
import type { Refusal } from '../../core/fault/index.ts';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { ownHash } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { usualSides } from '../../ownUsers/index.ts';
import type { UsualSides } from '../../ownUsers/index.ts';
import { checkedDraft, freshDraft } from './draft.ts';
import type { Draft } from './draft.ts';

export interface Desk {
  readonly draft: Draft;
  readonly usual: UsualSides;
  readonly pasted: string;
  /** What of the files last opened has no counterpart here. */
  readonly left: readonly Refusal[];
  /** The draft as it came from, or went to, a place that has it: the setup or a file. */
  readonly safe: string;
  /** The setup's users when the desk was last come to. */
  readonly seen: string;
}

type Setup = Pick<RunConfig, 'environment' | 'ownScenarios'>;
/** What this browser keeps, under its hash. */
type Kept = readonly { readonly hash: string }[];

/** A draft's users as text: equal for equal ones. */
export const textOf = ({ users }: Draft): string => JSON.stringify(users);

const seenOf = ({ environment, ownScenarios }: Setup): string => JSON.stringify([environment, ownScenarios]);

const isIn = (draft: Draft, setup: Setup): boolean => {
  const checked = checkedDraft(draft);
  return !('fault' in checked) && JSON.stringify([checked.environment, checked.scenarios]) === seenOf(setup);
};

/** Whether the draft has openings that are nowhere else: neither kept, nor in the setup, nor in a file. */
export function isAtRisk({ draft, safe }: Pick<Desk, 'draft' | 'safe'>, setup: Setup, kept: Kept): boolean {
  if (draft.users.scenarios.every(({ openings }) => openings.length === 0)) return false;
  if (textOf(draft) === safe || isIn(draft, setup)) return false;
  const checked = checkedDraft(draft);
  if ('fault' in checked) return true;
  const hash = ownHash(checked.scenarios);
  return kept.every((each) => each.hash !== hash);
}

/** The setup's users, or none yet. `name`: of the first scenario. */
function begun(setup: Setup, name: string): Pick<Desk, 'draft' | 'left' | 'safe'> {
  const { environment, ownScenarios } = setup;
  const draft =
    ownScenarios.length > 0
      ? { users: { environment, scenarios: ownScenarios }, at: 0 }
      : freshDraft(environment, name);
  return { draft, left: [], safe: textOf(draft) };
}

const desks = new WeakMap<object, StoreApi<Desk>>();

/**
 * The desk of a session. Where the setup has got other users since it was last come to, it begins with these, unless its draft is
 * at risk.
 */
export function deskOf(session: object, setup: Setup, kept: () => Kept, name: string): StoreApi<Desk> {
  const seen = seenOf(setup);
  const desk = desks.get(session);
  if (!desk) {
    const fresh = createStore<Desk>(() => ({ ...begun(setup, name), usual: usualSides, pasted: '', seen }));
    desks.set(session, fresh);
    return fresh;
  }
  const now = desk.getState();
  if (now.seen !== seen) {
    const keepsDraft = isIn(now.draft, setup) || isAtRisk(now, setup, kept());
    desk.setState({ ...(keepsDraft ? {} : begun(setup, name)), seen });
  }
  return desk;
}
