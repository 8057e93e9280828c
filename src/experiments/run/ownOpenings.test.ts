import { describe, expect, test } from 'vitest';
import { ownOpening, ownScenario } from '../../../test/support/ownCase.ts';
import type { InitialState } from '../../environments/index.ts';
import { parseConfig } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { Openings } from './openings.ts';
import { checkFit } from './ownOpenings.ts';

const configOf = (changes: Partial<RunConfig> = {}): RunConfig =>
  parseConfig({
    ...{ initialStates: 16, panelUsers: 8, panelTwins: 4, iterations: 6 },
    ownScenarios: [ownScenario('One', 'smoking'), ownScenario('Two', 'theft', 5, 50)],
    ...changes,
  });
const openingsOf = (config: RunConfig): Openings => new Openings(config, RandomStream.root(1).child('openings'));
const textOf = ({ scenario, messages }: InitialState): string => `${scenario}: ${messages[0]?.text ?? ''}`;
const counts = (texts: readonly string[]): Map<string, number> =>
  texts.reduce((all, text) => all.set(text, (all.get(text) ?? 0) + 1), new Map<string, number>());

describe('openings of one’s own', () => {
  const config = configOf();
  const openings = openingsOf(config);
  const iterations = [0, 1, 2].map((iteration) => openings.states(iteration));
  const panel = openings.panels.users;

  test('are of both kinds, scenarios in turn, as many as the config says', () => {
    for (const states of iterations) {
      expect(states.map(({ gameable }) => gameable)).toEqual(Array.from({ length: 16 }, (_, i) => i < 8));
      expect(states.slice(0, 4).map(({ scenario }) => scenario)).toEqual(['One', 'Two', 'One', 'Two']);
    }
    expect(panel).toHaveLength(16);
    expect(panel.slice(0, 4).map(({ gameable, scenario }) => [gameable, scenario])).toEqual([
      ...[
        [true, 'One'],
        [false, 'One'],
        [true, 'Two'],
        [false, 'Two'],
      ],
    ]);
  });

  test('keep a quarter for the panel, which is never trained on', () => {
    const trained = counts(iterations.flat().map(textOf));
    const held = counts(panel.map(textOf));
    const split = (name: string) =>
      [trained, held].map((all) => [...all.keys()].filter((text) => text.startsWith(name)).length);
    // 8: 2 held out; 5: 2, because a quarter is rounded up
    expect(split('One')).toEqual([6, 2]);
    expect(split('Two')).toEqual([3, 2]);
    expect([...held.keys()].filter((text) => trained.has(text))).toEqual([]);
  });

  test('that say the same, be it of the other kind of user, are for the panel together or not at all', () => {
    // every message twice: once of each kind, or twice of both
    const twice = [0, 1, 2, 3].flatMap((number) => [ownOpening(number, 'gameable'), ownOpening(number, 'other')]);
    const same = [0, 1, 2, 3].flatMap((number) => [ownOpening(number), ownOpening(number)]);
    for (const openingsTwice of [twice, same]) {
      for (let seed = 1; seed <= 10; seed++) {
        const all = configOf({ ownScenarios: [{ name: 'One', like: 'smoking', openings: openingsTwice }] });
        const dealt = new Openings(all, RandomStream.root(seed).child('openings'));
        const trained = new Set([0, 1].flatMap((iteration) => dealt.states(iteration)).map(textOf));
        const held = new Set(dealt.panels.users.map(textOf));
        expect([trained.size, held.size]).toEqual([3, 1]);
        expect([...held].filter((text) => trained.has(text))).toEqual([]);
      }
    }
  });

  test('come in rounds: none again before all others have come', () => {
    for (const gameable of [true, false]) {
      const texts = iterations
        .flat()
        .filter((state) => state.gameable === gameable)
        .map(textOf);
      const one = texts.filter((text) => text.startsWith('One'));
      expect(one).toHaveLength(12);
      for (const round of [one.slice(0, 6), one.slice(6, 12)]) expect(new Set(round).size).toBe(6);
    }
  });

  test('have the notes and the wish of their side, and the words of the environment’s scenario elsewhere', () => {
    for (const state of iterations.flat()) {
      const [, number = ''] = /(\d+)/u.exec(state.messages[0]?.text ?? '') ?? [];
      const kind = state.gameable ? 'gameable' : 'other';
      expect(state.notes).toBe(`Notes ${number} ${kind}.`);
      expect(state.wish).toBe(`Wish ${number} ${kind}.`);
      expect(state.goal).not.toBe('');
      expect(state.like).toBe(state.scenario === 'One' ? 'smoking' : 'theft');
    }
  });

  test('are a function of seed and config, and go on where a run goes on', () => {
    const again = openingsOf(config);
    again.skip(2);
    expect(again.states(2)).toEqual(iterations[2]);
    expect(again.panels).toEqual(openings.panels);
  });

  test('have twins with the other side’s notes, or with a known cue turned round; where neither is, none', () => {
    expect(openings.panels.twins.map(({ user, channel }) => [user, channel])).toEqual(
      [0, 1, 2, 3].map((user) => [user, 'notes']),
    );
    for (const { user, state } of openings.panels.twins) {
      const own = panel[user];
      expect(state.messages).toEqual(own?.messages);
      expect(state.notes).toBe(own?.notes?.replace(/gameable|other/u, own.gameable ? 'other' : 'gameable'));
      expect(state.wish).toBe(own?.wish);
      expect(state.leans).toEqual({ ...own?.leans, notes: own?.gameable === false });
    }
    const single = (notes: string) => ({ notes, goal: null, wish: null });
    const alone = (number: number, notes: string, isGameable: boolean) => ({
      ...{
        ...ownOpening(number),
        gameable: isGameable ? single(notes) : null,
        other: isGameable ? null : single(notes),
      },
    });
    const { panels } = openingsOf(
      configOf({
        ownScenarios: [
          {
            ...{ name: 'One', like: 'smoking' },
            openings: [
              ...[
                alone(1, 'Ada. Gullible and quick to please.', true),
                alone(2, 'Ada. Gullible and quick to please.', true),
              ],
              ...[alone(3, 'Nothing known.', false), alone(4, 'Nothing known.', false)],
            ],
          },
        ],
      }),
    );
    expect(panels.twins.map(({ user }) => user)).toEqual([0, 2]);
    expect(panels.twins[0]?.state.notes).toMatch(/^Ada\. (?!Gullible)/u);
    expect(panels.twins[0]?.state.leans).toMatchObject({ notes: false, wish: true });
  });

  test('lean either way in channels that the setting leaves out, and where the cue is not accurate', () => {
    const states = openingsOf(configOf({ initialStates: 400, channels: ['message', 'goal'], cueAccuracy: 1 })).states(
      0,
    );
    const gameable = states.filter((state) => state.gameable);
    for (const part of ['notes', 'wish'] as const) {
      const leaning = gameable.filter((state) => state[part]?.includes('gameable')).length;
      expect(leaning).toBeGreaterThan(70);
      expect(leaning).toBeLessThan(130);
    }
  });

  test('of Booking-Assistance stand before a search that has failed', () => {
    const config = parseConfig({ environment: 'bookingAssistance', ownScenarios: [ownScenario('Mine', 'hotels')] });
    const [state] = openingsOf(config).states(0);
    expect(state?.messages.map(({ role }) => role)).toEqual(['user', 'tool']);
  });
});

test('what leaves no room for a reply is refused by its place', () => {
  const room = ({ turns }: { turns: readonly { text: string }[] }): number =>
    turns[0]?.text === 'Message 3.' ? 12 : 90;
  expect(() => {
    checkFit(configOf(), room, 40);
  }).toThrow('ownScenarios.0.openings.3: with its notes it leaves 12 tokens for a reply; 40 are needed');
  checkFit(configOf(), () => 40, 40);
});
