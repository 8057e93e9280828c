// Users of one's own, as a config holds them: every part checked, and bounded, because they come from files.
import * as v from 'valibot';
import type { Fault } from '../../core/fault/index.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { sideOf } from '../../environments/ownOpenings.ts';
import type { OwnOpening, OwnScenario } from '../../environments/ownOpenings.ts';
import { refusing, valueText } from '../fault.ts';
import type { RunConfig } from './types.ts';

/** Bounds of what a run may hold. Lengths are UTF-16 units. */
export const ownBounds = {
  ...{ scenarios: 24, openings: 500, messages: 12, name: 60, message: 2000, notes: 2000, wish: 400 },
  /** Of all of it, as JSON. */
  total: 300_000,
} as const;

/** Settings that have nothing to do with users of one's own, as they must stand beside them. */
export const besideOwn = { scenarios: [], cue: 'trait', phrasing: 'known' } as const satisfies Partial<RunConfig>;

/** What a check says that has nothing to tell but itself. */
const says = (
  code: 'empty' | 'illFormed' | 'emptyList' | 'noUserMessage' | 'endsWithAgent' | 'ofNoKind' | 'notALine',
) => refusing(() => ({ code }));

const text = (most: number) =>
  v.pipe(
    v.string(),
    v.check((value) => value.trim() !== '', says('empty')),
    v.maxLength(
      most,
      refusing(({ length }: string) => ({ code: 'tooManyCharacters', n: length, most })),
    ),
    v.check((value) => value.isWellFormed(), says('illFormed')),
  );
const list = <Schema extends v.GenericSchema>(item: Schema, least: number, most: number) =>
  v.pipe(
    v.array(item),
    v.minLength(least, says('emptyList')),
    v.maxLength(
      most,
      refusing(({ length }: readonly unknown[]) => ({ code: 'tooManyEntries', n: length, most })),
    ),
  );

const side = v.nullable(
  v.strictObject({
    notes: v.nullable(text(ownBounds.notes)),
    goal: v.nullable(text(ownBounds.wish)),
    wish: v.nullable(text(ownBounds.wish)),
  }),
);
const messages = v.pipe(
  list(
    v.strictObject({ role: v.picklist(['user', 'agent', 'tool']), text: text(ownBounds.message) }),
    1,
    ownBounds.messages,
  ),
  v.check((all) => all.some(({ role }) => role === 'user'), says('noUserMessage')),
  v.check((all) => all.at(-1)?.role !== 'agent', says('endsWithAgent')),
);
const opening = v.pipe(
  v.strictObject({ messages, gameable: side, other: side }),
  v.check(({ gameable, other }) => gameable !== null || other !== null, says('ofNoKind')),
);
const scenario = v.strictObject({
  name: v.pipe(
    text(ownBounds.name),
    v.check((name) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name), says('notALine')),
  ),
  like: v.string(),
  openings: list(opening, 1, ownBounds.openings),
}) satisfies v.GenericSchema<unknown, OwnScenario>;

/** A list of them, each by itself; what they ask of each other says {@link ownFault}. */
export const ownScenariosSchema = (): v.GenericSchema =>
  v.pipe(
    list(scenario, 0, ownBounds.scenarios),
    v.check(
      (all) => JSON.stringify(all).length <= ownBounds.total,
      refusing((all) => ({ code: 'tooLarge', n: JSON.stringify(all).length, most: ownBounds.total })),
    ),
  );

/** Openings that can be dealt out alike: for both kinds of users, or for one. */
export const ownClasses = ['both', 'gameable', 'other'] as const;
export type OwnClass = (typeof ownClasses)[number];

/** Openings of a scenario that say the same, together, because all of them are kept for the panel or none. In the scenario's order. */
export function groupsOf({
  openings,
}: Pick<OwnScenario, 'openings'>): Readonly<Record<OwnClass, readonly (readonly OwnOpening[])[]>> {
  const alike = new Map<string, OwnOpening[]>();
  for (const opening of openings) {
    const said = JSON.stringify(opening.messages);
    alike.set(said, [...(alike.get(said) ?? []), opening]);
  }
  const groups: Record<OwnClass, OwnOpening[][]> = { both: [], gameable: [], other: [] };
  for (const group of alike.values()) {
    const [gameable, other] = [true, false].map((kind) => group.some((one) => sideOf(one, kind) !== null));
    groups[gameable === other ? 'both' : gameable === true ? 'gameable' : 'other'].push(group);
  }
  return groups;
}

/** How many of so many different openings of a class are kept for the panel: a quarter, at least one. */
export const heldOut = (openings: number): number => Math.ceil(openings / 4);

/**
 * What is wrong with scenarios as a whole: where, and why. `known`: the environment's own. Null: nothing. Each class of a scenario
 * needs two openings, because one of them is kept for the panel, and both kinds of users must be there, because the panel has both. No
 * two scenarios have the same opening: each would deal it out by itself, one to the panel and the other to be trained on.
 */
export function ownFault(
  scenarios: readonly OwnScenario[],
  known: readonly string[],
): readonly [place: string, fault: Fault] | null {
  const names = new Set<string>();
  const saidIn = new Map<string, string>();
  for (const [index, scenario] of scenarios.entries()) {
    const { name, like } = scenario;
    const at = String(index);
    if (!known.includes(like)) return [`${at}.like`, { code: 'notOneOf', value: valueText(like), options: known }];
    if (names.has(name) || known.includes(name)) return [`${at}.name`, { code: 'twice', value: valueText(name) }];
    names.add(name);
    const groups = groupsOf(scenario);
    for (const each of ownClasses) {
      if (groups[each].length === 1) return [`${at}.openings`, { code: 'alone', kind: each }];
    }
    for (const [i, { messages }] of scenario.openings.entries()) {
      const said = JSON.stringify(messages);
      const first = saidIn.get(said) ?? name;
      if (first !== name)
        return [`${at}.openings.${String(i)}.messages`, { code: 'saidIn', scenario: valueText(first) }];
      saidIn.set(said, name);
    }
  }
  for (const isGameable of [true, false]) {
    const has = scenarios.some(({ openings }) => openings.some((one) => sideOf(one, isGameable) !== null));
    if (scenarios.length > 0 && !has) return ['', { code: 'noneFor', group: isGameable ? 'gameable' : 'other' }];
  }
  return null;
}

/** Names scenarios by what they hold: 16 hexadecimal digits, which tell them apart and prove nothing. */
export function ownHash(scenarios: readonly OwnScenario[]): string {
  const stream = RandomStream.root(0).child(encodeURIComponent(JSON.stringify(scenarios)));
  return [0, 1].map((index) => stream.at(index).toString(16).padStart(8, '0')).join('');
}
