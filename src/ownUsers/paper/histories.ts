// The initial states of a sub-environment as openings.
import * as v from 'valibot';
import { ownBounds } from '../../experiments/index.ts';
import type { Fault } from '../../core/fault/index.ts';
import type { OwnOpening, OwnSide } from '../../experiments/index.ts';

type Message = OwnOpening['messages'][number];

const history = v.pipe(v.array(v.looseObject({ role: v.string(), content: v.string() })), v.minLength(1));

/** The paper's roles. A call of a tool and what it answered both reach the agent alone. */
const roles: Readonly<Record<string, Message['role']>> = {
  ...{ environment: 'user', user: 'user', agent: 'agent', assistant: 'agent' },
  ...{ function_call: 'tool', ipython: 'tool', tool: 'tool', tool_response: 'tool', environment_system: 'tool' },
};

interface Settings {
  readonly isGameable: boolean;
  /** What stands for each {name} in its texts. */
  readonly variables: Readonly<Record<string, string>>;
  /** Characters that are taken. */
  readonly budget: number;
}

interface SubEnvironment {
  readonly char_prompt?: string | undefined;
  readonly pm_prompt?: string | undefined;
  readonly histories: Readonly<Record<string, unknown>>;
}

/** `left`: what was not taken, one fact each. The card of a first message becomes the assistant's notes. */
export function readHistories(
  { char_prompt, pm_prompt, histories }: SubEnvironment,
  { isGameable, variables, budget }: Settings,
): { readonly openings: readonly OwnOpening[]; readonly left: readonly Fault[] } {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/gu, (whole, name: string) =>
      Object.hasOwn(variables, name) ? (variables[name] ?? '') : whole,
    );
  const left: Fault[] = [];
  const told = (text: string | undefined, field: string): string | null => {
    if (text === undefined || text.trim() === '') return null;
    const sentence = sentenceOf(fill(text));
    if (sentence.length <= ownBounds.wish) return sentence;
    left.push({ code: 'longPrompt', field, most: ownBounds.wish });
    return null;
  };
  const [goal, wish] = [told(char_prompt, 'char_prompt'), told(pm_prompt, 'pm_prompt')];
  if (wish === null && pm_prompt === undefined) left.push({ code: 'noWish', field: 'pm_prompt' });
  const all = Object.values(histories);
  const openings: OwnOpening[] = [];
  let [taken, unread, tooLong, overBudget] = [0, 0, 0, 0];
  for (const each of all) {
    const opening = openingOf(each, fill, (notes) => ({ notes, goal, wish }), isGameable);
    const size = JSON.stringify(opening).length;
    if (opening === 'unread') unread++;
    else if (opening === 'tooLong') tooLong++;
    else if (openings.length >= ownBounds.openings / 2 || taken + size > budget) overBudget++;
    else {
      openings.push(opening);
      taken += size;
    }
  }
  const of = all.length;
  if (unread > 0) left.push({ code: 'otherForm', n: unread, of });
  if (tooLong > 0) left.push({ code: 'longHistories', n: tooLong, of });
  if (overBudget > 0) left.push({ code: 'firstAlone', n: openings.length, of });
  return { openings, left };
}

function openingOf(
  input: unknown,
  fill: (text: string) => string,
  sideWith: (notes: string | null) => OwnSide,
  isGameable: boolean,
): OwnOpening | 'unread' | 'tooLong' {
  const parsed = v.safeParse(history, input);
  if (!parsed.success) return 'unread';
  let notes: string | null = null;
  const messages: Message[] = [];
  for (const { role, content } of parsed.output) {
    const known = Object.hasOwn(roles, role) ? roles[role] : undefined;
    if (known === undefined) return 'unread';
    const [card, text] = known === 'user' ? splitCard(fill(content)) : [null, fill(content).trim()];
    notes ??= card;
    if (text !== '') messages.push({ role: known, text });
  }
  if (!messages.some(({ role }) => role === 'user') || messages.at(-1)?.role === 'agent') return 'unread';
  const isLong = messages.some(({ text }) => text.length > ownBounds.message) || messages.length > ownBounds.messages;
  if (isLong || (notes?.length ?? 0) > ownBounds.notes) return 'tooLong';
  const side = sideWith(notes);
  return { messages, gameable: isGameable ? side : null, other: isGameable ? null : side };
}

/** The card before a message, without its tags, and the message. */
function splitCard(text: string): [card: string | null, message: string] {
  const match = /<user_context>([\s\S]*?)<\/user_context>/u.exec(text);
  if (!match) return [null, text.trim()];
  const card = (match[1] ?? '').trim();
  return [card === '' ? null : card, (text.slice(0, match.index) + text.slice(match.index + match[0].length)).trim()];
}

/** "would like it" as a sentence of its own. */
function sentenceOf(text: string): string {
  const plain = text.replace(/\s+/gu, ' ').trim();
  const whole = plain.slice(0, 1).toUpperCase() + plain.slice(1);
  return /[.!?]$/u.test(whole) ? whole : `${whole}.`;
}
