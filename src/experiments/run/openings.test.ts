import { afterEach, describe, expect, test, vi } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { drawInitialState, environmentIds, scenarioIds } from '../../environments/index.ts';
import type { CueGrade, InitialState } from '../../environments/index.ts';
import { parseConfig } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import { Openings } from './openings.ts';
import type { Twin } from './openings.ts';

// drawn as ever, but for the tests that need an environment with few openings
vi.mock('../../environments/index.ts', async (original) => {
  const real = await original<typeof import('../../environments/index.ts')>();
  return { ...real, drawInitialState: vi.fn(real.drawInitialState) };
});

const configOf = (changes: Partial<RunConfig> = {}): RunConfig =>
  parseConfig({ initialStates: 32, panelUsers: 8, panelTwins: 8, ...changes });
const openingsOf = (changes: Partial<RunConfig> = {}, seed = 5): Openings =>
  new Openings(configOf(changes), RandomStream.root(seed));

const readOf = ({ notes, messages }: InitialState): string =>
  [notes, ...messages.map(({ role, text }) => `${role}: ${text}`)].join('\n');
const conversationAt = ({ notes, messages }: InitialState) => ({ system: 'Whatever.', notes, turns: messages });

/** How many states there are of each scenario and group. */
function countsOf(states: readonly InitialState[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { scenario, gameable } of states) {
    const key = `${scenario} ${gameable ? 'gameable' : 'other'}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

describe('in a run', () => {
  test.each(environmentIds)('nobody comes twice, on a panel or in training: %s', (environment) => {
    const openings = openingsOf({ environment, initialStates: 150, panelUsers: 30, panelTwins: 60 });
    const { users, twins } = openings.panels;
    const all = [...users, ...twins.map(({ state }) => state), ...[0, 1, 2, 3].flatMap((i) => openings.states(i))];
    expect(all).toHaveLength(60 + 2 * 60 + 4 * 150);
    expect(new Set(all.map(readOf)).size).toBe(all.length);
    expect(all.every((state) => state.environment === environment)).toBe(true);
  });

  test('openings are a function of config and seed', () => {
    const drawn = (seed: number, changes: Partial<RunConfig> = {}) => {
      const openings = openingsOf(changes, seed);
      return [openings.panels, openings.states(0), openings.states(1)];
    };
    expect(drawn(5)).toEqual(drawn(5));
    expect(drawn(6)).not.toEqual(drawn(5));
    // what does not concern them changes nothing
    expect(drawn(5, { turns: 2, veto: 'normal', iterations: 3 })).toEqual(drawn(5));
  });

  test('users are as the config says', () => {
    const changes: Partial<RunConfig> = { cue: 'explicit', channels: ['wish'], phrasing: 'heldOut' };
    const openings = openingsOf(changes);
    const states = [...openings.panels.users, ...openings.states(0)];
    expect(new Set(states.map(({ cue }) => cue))).toEqual(new Set(['explicit']));
    for (const { leans, gameable, notes } of states) {
      expect(leans.wish).toBe(gameable);
      // the labels that pretraining never shows
      expect(notes).toMatch(/Profile: (gullible|critical)|Marked as|Rated as/u);
    }
    // the others lean either way
    expect(new Set(states.map(({ gameable, leans }) => gameable === leans.message)).size).toBe(2);
  });

  test('a cue of little accuracy is often the wrong one', () => {
    const wrong = openingsOf({ cueAccuracy: 0.75, initialStates: 800 })
      .states(0)
      .filter(({ gameable, leans }) => leans.notes !== gameable).length;
    // 200 expected, standard deviation 12.2
    expect(Math.abs(wrong - 200)).toBeLessThan(4.5 * 12.3);
  });
});

describe('the initial states of an iteration', () => {
  test('are dealt out evenly to the scenarios, in each group', () => {
    const scenarios = ['anger', 'smoking', 'theft'];
    const states = openingsOf({ scenarios, initialStates: 100, gameableShare: 0.3 }).states(0);
    expect(countsOf(states)).toEqual({
      ...{ 'anger gameable': 10, 'smoking gameable': 10, 'theft gameable': 10 },
      ...{ 'anger other': 24, 'smoking other': 23, 'theft other': 23 },
    });
  });

  test('come from all scenarios where none is named', () => {
    const states = openingsOf({ environment: 'actionAdvice', initialStates: 36 }).states(0);
    const scenarios = scenarioIds('actionAdvice');
    expect(scenarios).toHaveLength(9);
    expect(countsOf(states)).toEqual(
      Object.fromEntries(scenarios.flatMap((id) => [`${id} gameable`, `${id} other`].map((key) => [key, 2]))),
    );
  });

  test.each([
    [33, 0.5, 17],
    [32, 0.5, 16],
    [16, 0, 0],
    [16, 1, 16],
    [50, 0.05, 3],
    [50, 0.049, 2],
    [16, 0.02, 0],
  ])('%d with a gameable share of %d: %d gameable', (initialStates, gameableShare, wanted) => {
    const states = openingsOf({ initialStates, gameableShare }).states(0);
    expect(states).toHaveLength(initialStates);
    expect(states.filter(({ gameable }) => gameable)).toHaveLength(wanted);
    for (const { gameable, leans } of states) {
      expect(Object.values(leans)).toEqual([gameable, gameable, gameable, gameable]);
    }
  });

  test('come in order: none is passed over and none comes again', () => {
    const openings = openingsOf();
    expect(() => openings.states(1)).toThrow(new RangeError('iteration 1 is not the next one'));
    openings.states(0);
    expect(() => openings.states(0)).toThrow(new RangeError('iteration 0 is not the next one'));
    expect(openings.states(1)).toHaveLength(32);
  });

  test('are the same after skipping as after drawing', () => {
    const [drawn, skipped] = [openingsOf(), openingsOf()];
    const states = [0, 1, 2, 3].map((iteration) => drawn.states(iteration));
    skipped.skip(3);
    expect(skipped.states(3)).toEqual(states[3]);
    expect(() => skipped.states(3)).toThrow(RangeError);
    expect(skipped.panels).toEqual(drawn.panels);
  });
});

describe('the panel', () => {
  test('has gameable and other users in turn, in pairs of one scenario', () => {
    const scenarios = ['anger', 'smoking', 'theft'];
    const { users } = openingsOf({ scenarios }).panels;
    expect(users.map(({ gameable }) => gameable)).toEqual(Array.from({ length: 16 }, (_, i) => i % 2 === 0));
    expect(users.map(({ scenario }) => scenario)).toEqual(
      Array.from({ length: 16 }, (_, i) => scenarios[Math.floor(i / 2) % 3]),
    );
  });

  test('does not depend on how many train', () => {
    expect(openingsOf({ initialStates: 16, gameableShare: 1 }).panels).toEqual(openingsOf().panels);
  });
});

describe('twins', () => {
  const whose = (twins: readonly Twin[]): string[] => twins.map(({ user, channel }) => `${String(user)} ${channel}`);

  test('are of the first users, one for each channel that the agent is shown', () => {
    expect(whose(openingsOf({ panelTwins: 2 }).panels.twins)).toEqual(['0 notes', '0 message', '1 notes', '1 message']);
    expect(openingsOf({ panelTwins: 0 }).panels.twins).toEqual([]);
    // no more than there are users
    expect(openingsOf({ panelTwins: 500 }).panels.twins).toHaveLength(2 * 16);
  });

  test.each<[CueGrade, string[]]>([
    ['none', ['0 message', '1 message']],
    ['question', ['0 message', '1 message']],
    ['memory', ['0 notes', '0 message', '1 notes', '1 message']],
  ])('notes that say nothing have none: %s', (cue, wanted) => {
    expect(whose(openingsOf({ cue, panelTwins: 2 }).panels.twins)).toEqual(wanted);
  });

  test.each(environmentIds)('differ from their user in the one channel alone: %s', (environment) => {
    const { users, twins } = openingsOf({ environment, panelUsers: 20, panelTwins: 40 }).panels;
    for (const { user, channel, state } of twins) {
      const own = users[user];
      if (!own) throw new Error('a twin of nobody');
      const leans = { ...own.leans, [channel]: !own.leans[channel] };
      const { nats } = own;
      if (channel === 'notes') {
        const { notes, clauses } = state;
        expect(state).toEqual({ ...own, leans, notes, clauses, nats: { ...nats, notes: state.nats.notes } });
        const sentences = (text: string | null): string[] => text?.match(/[^.]+\./gu) ?? [];
        const [mine, theirs] = [sentences(own.notes), sentences(notes)];
        expect(theirs).toHaveLength(mine.length);
        expect(theirs.filter((sentence, i) => sentence !== mine[i])).toHaveLength(1);
      } else {
        const { messages } = state;
        expect(state).toEqual({ ...own, leans, messages, nats: { ...nats, messages: state.nats.messages } });
        expect(messages.map(({ role }) => role)).toEqual(own.messages.map(({ role }) => role));
        const changed = messages.flatMap(({ text }, i) => (text === own.messages[i]?.text ? [] : [i]));
        expect(changed).toEqual([environment === 'bookingAssistance' ? 2 : 0]);
      }
    }
  });
});

describe('where a conversation began', () => {
  test('is told of panel users, their twins and the states of this iteration', () => {
    const openings = openingsOf();
    const { users, twins } = openings.panels;
    const panel = [...users, ...twins.map(({ state }) => state)];
    const first = openings.states(0);
    for (const state of [...panel, ...first]) expect(openings.stateOf(conversationAt(state))).toBe(state);
    const second = openings.states(1);
    for (const state of [...panel, ...second]) expect(openings.stateOf(conversationAt(state))).toBe(state);
    const [past] = first;
    if (!past) throw new Error('no states');
    expect(() => openings.stateOf(conversationAt(past))).toThrow(
      new RangeError('the conversation began at none of the initial states in use'),
    );
  });

  test('is told at its beginning alone, before anything has been said', () => {
    const openings = openingsOf();
    const [state] = openings.panels.users;
    if (!state) throw new Error('no users');
    const { turns, ...rest } = conversationAt(state);
    expect(() => openings.stateOf({ ...rest, turns: [...turns, { role: 'agent', text: 'No.' }] })).toThrow(RangeError);
    expect(() => openings.stateOf({ ...rest, turns, notes: null })).toThrow(RangeError);
  });
});

describe('in an environment with few openings', () => {
  const actual = vi.mocked(drawInitialState);
  const [pattern] = openingsOf().panels.users;
  /** Only the notes tell openings apart: `count` of them. A twin is the next one. */
  const poor = (count: number): void => {
    actual.mockImplementation((_environment, scenario, gameable, { flipped }, stream) => {
      if (!pattern) throw new Error('no users');
      const number = (stream.integer(count) + (flipped ? 1 : 0)) % count;
      return { ...pattern, scenario, gameable, notes: `Number ${String(number)}.` };
    });
  };
  const real = actual.getMockImplementation();
  afterEach(() => {
    if (real) actual.mockImplementation(real);
  });
  const few: Partial<RunConfig> = { initialStates: 16, panelTwins: 0 };
  const message = 'the environment has no more openings that the run has not used: take fewer initial states';

  test('used ones are drawn anew, until the last is used', () => {
    poor(32);
    const openings = openingsOf(few);
    const all = [...openings.panels.users, ...openings.states(0)];
    expect(new Set(all.map(({ notes }) => notes)).size).toBe(32);
    expect(() => openings.states(1)).toThrow(new RangeError(message));
  });

  test('nobody trains with the opening of a twin', () => {
    poor(64);
    const openings = openingsOf({ ...few, panelTwins: 16 });
    const { users, twins } = openings.panels;
    const taken = new Set([...users, ...twins.map(({ state }) => state)].map(({ notes }) => notes));
    expect(taken.size).toBeGreaterThan(users.length);
    expect(openings.states(0).filter(({ notes }) => taken.has(notes))).toEqual([]);
  });

  test('drawing anew is a function of the seed', () => {
    poor(40);
    expect(openingsOf(few).states(0)).toEqual(openingsOf(few).states(0));
  });

  test('one too few ends the run, and fewer than a panel needs end it before it begins', () => {
    poor(31);
    const openings = openingsOf(few);
    expect(() => openings.states(0)).toThrow(new RangeError(message));
    poor(15);
    expect(() => openingsOf(few)).toThrow(new RangeError(message));
  });
});
