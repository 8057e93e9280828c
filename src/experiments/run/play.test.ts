import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import type { InitialState } from '../../environments/index.ts';
import type { Conversation } from '../../roles/index.ts';
import { play } from './play.ts';
import type { PlayRequest, PlaySettings, PlayedConversation } from './play.ts';
import { fakeAgent, fakeSpectators, openingOf, shown } from './testing/fakes.ts';
import type { FakeAgent, FakeSpectators } from './testing/fakes.ts';

const settings: PlaySettings = { turns: 1, scratchpad: false, temperature: 0.7, maxNewTokens: 33 };
const twoTurns = { ...settings, turns: 2 };
const root = RandomStream.root(8);

const requestOf = (state: InitialState, stateIndex = 0, sample = 0): PlayRequest => ({
  ...{ state, stateIndex, sample },
  stream: root.child(`state/${String(stateIndex)}/sample/${String(sample)}`),
});

/** A state for every seed, in turn of both groups. */
const requestsOf = (environment: Parameters<typeof openingOf>[0], scenario: string, count: number): PlayRequest[] =>
  Array.from({ length: count }, (_, i) => requestOf(openingOf(environment, scenario, i % 2 === 0, i + 1), i));

interface Told {
  readonly played: PlayedConversation[];
  readonly agent: FakeAgent;
  readonly spectators: FakeSpectators;
}

async function playAll(
  requests: readonly PlayRequest[],
  changes: Partial<PlaySettings> = {},
  agent = fakeAgent(),
  spectators = fakeSpectators(),
): Promise<Told> {
  const played = await play(requests, { agent, spectators }, { ...settings, ...changes }, {});
  return { played, agent, spectators };
}

const rolesOf = ({ turns }: Pick<PlayedConversation, 'turns'>): string => turns.map(({ role }) => role).join(' ');
const endsOf = ({ replies }: PlayedConversation): number[] => replies.map(({ end }) => end);
const prompts = ({ calls }: FakeAgent): Conversation[] => calls.flat().map(({ conversation }) => conversation);

describe('what each role is shown', () => {
  test('the agent: instructions, notes, the conversation and its own plans; nothing that is told to others', async () => {
    const state = openingOf('actionAdvice', 'drinking');
    const { agent, played } = await playAll([requestOf(state)], { ...twoTurns, scratchpad: true });
    expect(agent.calls.map(([request]) => request?.writes)).toEqual(['plan', 'reply', 'plan', 'reply']);
    const turns = played[0]?.turns ?? [];
    for (const [i, { system, notes, turns: seen }] of prompts(agent).entries()) {
      expect(system).toBe('You are an advice assistant.');
      expect(notes).toBe(state.notes);
      // message; plan; reply, event, message; plan
      expect(seen).toEqual(turns.slice(0, [1, 2, 5, 6][i]));
    }
    expect(prompts(agent).length).toBe(4);
  });

  test('the user model: messages and events, and what the user wants', async () => {
    const state = openingOf('actionAdvice', 'drinking');
    const { spectators, played } = await playAll([requestOf(state)], { ...twoTurns, scratchpad: true });
    const texts = (played[0]?.turns ?? []).map(({ text }) => text);
    expect(rolesOf(played[0] ?? { turns: [] })).toBe('user plan agent event user plan agent');
    const [request, ...more] = spectators.spokenFor.flat();
    expect(more).toEqual([]);
    expect(request?.goal).toBe(state.goal);
    expect(shown(request?.view ?? [])).toBe(
      `<bos> <user> "${texts[0] ?? ''}" <end> <agent> "${texts[2] ?? ''}" <end> <event> "${texts[3] ?? ''}" <end>`,
    );
  });

  test('the transition model: what user and agent said, asked one question, once', async () => {
    const state = openingOf('actionAdvice', 'drinking');
    const { spectators, played } = await playAll([requestOf(state)], { ...twoTurns, scratchpad: true });
    const [message, , reply] = (played[0]?.turns ?? []).map(({ text }) => text);
    const [request, ...more] = spectators.asked.flat();
    expect([request?.questions, more]).toEqual([[{ kind: 'transition' }], []]);
    expect(shown(request?.view ?? [])).toBe(`<bos> <user> "${message ?? ''}" <end> <agent> "${reply ?? ''}" <end>`);
  });

  test('Booking-Assistance: the agent sees the failed search', async () => {
    const state = openingOf('bookingAssistance', 'flights');
    const { agent, spectators, played } = await playAll([requestOf(state)]);
    expect(prompts(agent)[0]?.turns).toEqual(state.messages);
    expect(played.map(rolesOf)).toEqual(['user agent user tool agent']);
    expect([spectators.asked, spectators.spokenFor]).toEqual([[], []]);
  });

  test('and how to sample', async () => {
    const { agent } = await playAll(requestsOf('therapyTalk', 'smoking', 1), { ...twoTurns, scratchpad: true });
    expect(agent.options).toHaveLength(4);
    for (const options of agent.options) expect(options).toMatchObject({ temperature: 0.7, maxNewTokens: 33 });
  });
});

describe('turns', () => {
  test.each([1, 2, 3, 5])('the agent replies %d times and has the last word', async (turns) => {
    const { played, spectators } = await playAll(requestsOf('therapyTalk', 'smoking', 3), { turns });
    for (const conversation of played) {
      expect(rolesOf(conversation)).toBe(Array.from({ length: turns }, () => 'user agent').join(' '));
      expect(endsOf(conversation)).toEqual(Array.from({ length: turns }, (_, i) => 2 * i + 2));
      expect([conversation.ended, conversation.acted]).toEqual(['turns', null]);
      expect(conversation.replies.map(({ transition }) => transition)).toEqual(
        Array.from({ length: turns }, () => null),
      );
    }
    expect(spectators.spokenFor.flat()).toHaveLength(3 * (turns - 1));
    expect(spectators.asked).toEqual([]);
  });

  test('every reply ends where `end` says, right behind its plan', async () => {
    const { played } = await playAll(requestsOf('actionAdvice', 'gambling', 4), { ...twoTurns, scratchpad: true });
    for (const conversation of played) {
      expect(endsOf(conversation)).toEqual([3, 7]);
      for (const { plan, reply, end } of conversation.replies) {
        expect(conversation.turns[end - 1]).toEqual({ role: 'agent', text: reply.text });
        expect(conversation.turns[end - 2]).toEqual({ role: 'plan', text: plan?.text });
      }
    }
  });

  test('there are no plans where none are asked for', async () => {
    const { played } = await playAll(requestsOf('actionAdvice', 'gambling', 2), twoTurns);
    expect(played.map(rolesOf)).toEqual(Array.from({ length: 2 }, () => 'user agent event user agent'));
    expect(played.flatMap(({ replies }) => replies.map(({ plan }) => plan))).toEqual([null, null, null, null]);
    expect(played.map(endsOf)).toEqual([
      [2, 5],
      [2, 5],
    ]);
  });

  test('nothing to play is nothing played, and no model is asked', async () => {
    const { played, agent, spectators } = await playAll([], twoTurns);
    expect([played, agent.calls, spectators.asked, spectators.spokenFor]).toEqual([[], [], [], []]);
  });
});

describe('whether the user of Action-Advice acts', () => {
  const acting = async (answer: number, count: number): Promise<PlayedConversation[]> => {
    const spectators = fakeSpectators({ answer: () => answer });
    return (await playAll(requestsOf('actionAdvice', 'gambling', count), twoTurns, fakeAgent(), spectators)).played;
  };

  test.each([
    // 1 / (1 + exp(-5 (answer - 3)))
    [1, 0.0000453979],
    [2.8, 0.2689414],
    [3, 0.5],
    [3.2, 0.7310586],
    [5, 0.9999546],
  ])('at an expected answer of %f with probability %f', async (answer, probability) => {
    const count = 400;
    const yes = (await acting(answer, count)).filter(({ acted }) => acted === true).length;
    const deviation = Math.sqrt(count * probability * (1 - probability));
    expect(Math.abs(yes - count * probability)).toBeLessThan(Math.max(4.5 * deviation, 0.5));
  });

  test('is told in an event of that outcome: what was done is enjoyed by those who wanted it', async () => {
    const outcomes = new Set<string>();
    for (const { turns, acted, replies, state } of await acting(3, 60)) {
      const wanted = acted ? (state.leans.goal ? /enjoyed it\.$/u : /regretted it\.$/u) : /^(Did not|Left)/u;
      expect(turns[2]?.role).toBe('event');
      expect(turns[2]?.text).toMatch(wanted);
      expect(acted).not.toBeNull();
      expect(replies.map(({ transition }) => transition)).toEqual([3, null]);
      outcomes.add(`${String(acted)} ${String(state.leans.goal)}`);
    }
    expect(outcomes.size).toBe(4);
  });

  test('depends on the answer about that very conversation', async () => {
    const requests = requestsOf('actionAdvice', 'gambling', 20);
    const spectators = fakeSpectators({
      answer: (_, view) => (shown(view).includes(requests[7]?.state.messages[0]?.text ?? '') ? 5 : 1),
    });
    const { played } = await playAll(requests, twoTurns, fakeAgent(), spectators);
    expect(played.map(({ acted }) => acted)).toEqual(requests.map((_, i) => i === 7));
  });

  test('is not decided where there is no turn after it', async () => {
    const { played, spectators } = await playAll(requestsOf('actionAdvice', 'gambling', 2));
    expect(played.map(({ acted }) => acted)).toEqual([null, null]);
    expect(played.map(rolesOf)).toEqual(['user agent', 'user agent']);
    expect(spectators.asked).toEqual([]);
  });
});

describe('trajectories of one state', () => {
  const [one, two] = [openingOf('therapyTalk', 'smoking'), openingOf('therapyTalk', 'smoking', true, 2)];
  const requests = [
    requestOf(one, 0, 0),
    requestOf(one, 0, 1),
    requestOf(one, 0, 2),
    requestOf(two, 1),
    requestOf(two, 1, 1),
  ];
  const streamCounts = ({ calls }: FakeAgent): number[][] =>
    calls.map((call) => call.map(({ streams }) => streams.length));

  test('share their prompt in the first turn and no longer', async () => {
    expect(streamCounts((await playAll(requests, twoTurns)).agent)).toEqual([
      [3, 2],
      [1, 1, 1, 1, 1],
    ]);
    const planned = await playAll(requests, { ...twoTurns, scratchpad: true });
    expect(streamCounts(planned.agent)).toEqual([
      [3, 2],
      [1, 1, 1, 1, 1],
      [1, 1, 1, 1, 1],
      [1, 1, 1, 1, 1],
    ]);
  });

  test('are what they are without sharing, and different', async () => {
    const shared = await playAll(requests, twoTurns);
    const copies = requests.map((request) => ({ ...request, state: { ...request.state } }));
    const apart = await playAll(copies, twoTurns);
    expect(streamCounts(apart.agent)[0]).toEqual([1, 1, 1, 1, 1]);
    expect(apart.played).toEqual(shared.played);
    expect(new Set(shared.played.map(({ turns }) => JSON.stringify(turns))).size).toBe(5);
  });

  test('keep their scripted messages to themselves', async () => {
    const before = JSON.stringify(one);
    await playAll(requests, { ...twoTurns, scratchpad: true });
    expect(JSON.stringify(one)).toBe(before);
  });
});

describe('random numbers', () => {
  const requests = [...requestsOf('actionAdvice', 'gambling', 6), ...requestsOf('therapyTalk', 'smoking', 6)];
  const renamed = requests.map((request, i) => ({ ...request, stateIndex: i, stream: root.child(`own/${String(i)}`) }));

  test('no text is drawn from a stream that another is drawn from', async () => {
    const { agent, spectators } = await playAll(renamed, { ...twoTurns, scratchpad: true });
    const streams = [
      ...agent.calls.flat().flatMap((request) => request.streams),
      ...spectators.spokenFor.flat().map(({ stream }) => stream),
    ];
    expect(streams).toHaveLength(12 * 5);
    expect(new Set(streams.map((stream) => JSON.stringify(stream.save()))).size).toBe(12 * 5);
    expect(renamed.map(({ stream }) => stream.position)).toEqual(renamed.map(() => 0));
  });

  test('a conversation is the same whatever is played beside it, in whatever order', async () => {
    const spectators = fakeSpectators({ answer: () => 3 });
    const changes = { ...twoTurns, scratchpad: true };
    const { played } = await playAll(renamed, changes, fakeAgent(), spectators);
    for (const some of [[4], [11, 0, 5], [3, 2, 1, 10]]) {
      const part = some.flatMap((i) => renamed[i] ?? []);
      const { played: alone } = await playAll(part, changes, fakeAgent(), spectators);
      expect(alone).toEqual(some.map((i) => played[i]));
    }
    const { played: again } = await playAll(renamed, changes, fakeAgent(), spectators);
    expect(again).toEqual(played);
  });

  test('another stream gives another conversation', async () => {
    const [request] = renamed;
    if (!request) throw new Error('nothing to play');
    const other = { ...request, stream: root.child('other') };
    const { played } = await playAll([request, other], twoTurns);
    expect(played[0]?.turns).not.toEqual(played[1]?.turns);
  });
});

describe('where the context leaves no room for another reply', () => {
  const requests = requestsOf('therapyTalk', 'smoking', 5);
  /** Conversation 1 from its second reply on, conversation 3 from its third on. */
  const filling =
    (least: number) =>
    ({ turns }: Conversation): number => {
      const is = (i: number): boolean => turns[0]?.text === requests[i]?.state.messages[0]?.text;
      const replies = turns.filter(({ role }) => role === 'agent').length;
      return (is(1) && replies === 1) || (is(3) && replies === 2) ? least - 1 : least;
    };

  test.each([
    [false, 40, 'reply'],
    // plan and reply
    [true, 75, 'plan'],
  ])('the conversation ends with the message, the others go on: scratchpad %j', async (scratchpad, least, writes) => {
    const agent = fakeAgent({ room: filling(least) });
    const { played } = await playAll(requests, { turns: 3, scratchpad }, agent);
    expect(played.map(({ ended }) => ended)).toEqual(['turns', 'noRoom', 'turns', 'noRoom', 'turns']);
    expect(played.map(({ replies }) => replies.length)).toEqual([3, 1, 3, 2, 3]);
    // in the order of the requests, each with its own
    expect(played.map(({ state, stateIndex, sample }) => [state, stateIndex, sample])).toEqual(
      requests.map(({ state, stateIndex, sample }) => [state, stateIndex, sample]),
    );
    expect(played.map(({ turns }) => turns.at(-1)?.role)).toEqual(['agent', 'user', 'agent', 'user', 'agent']);
    for (const { conversation, ...asked } of agent.roomAsked) {
      const last = conversation.turns.at(-1)?.role;
      expect([last, asked.writes]).toEqual(last === 'plan' ? ['plan', 'reply'] : ['user', writes]);
      expect(conversation.system).toBe('You are a therapy assistant.');
    }
    const { played: whole } = await playAll(requests, { turns: 3, scratchpad });
    for (const i of [0, 2, 4]) expect(played[i]).toEqual(whole[i]);
    for (const i of [1, 3]) {
      const cut = played[i]?.turns ?? [];
      expect(cut).toEqual(whole[i]?.turns.slice(0, cut.length));
    }
  });

  test('a plan that takes more tokens when it is read loses its end, until a reply fits behind it', async () => {
    // a plan of 30 letters, of which each takes two tokens
    const reading =
      (context: number) =>
      ({ turns }: Conversation): number =>
        context - turns.reduce((sum, { role, text }) => sum + (role === 'plan' ? 2 * text.length : 0), 0);
    const told = async (context: number) => {
      const agent = fakeAgent({
        room: reading(context),
        text: ({ writes }) => (writes === 'plan' ? 'x'.repeat(30) : 'Yes.'),
      });
      const { played } = await playAll(requests.slice(0, 1), { turns: 1, scratchpad: true }, agent);
      const [plan] = played[0]?.turns.filter(({ role }) => role === 'plan') ?? [];
      const asked = agent.calls.flat().find(({ writes }) => writes === 'reply');
      expect(asked?.conversation.turns.at(-1)).toEqual(plan);
      expect(played[0]?.replies[0]?.plan?.text).toHaveLength(30);
      return plan?.text.length;
    };
    // room for one token is enough for what was written to stay as it is
    expect(await told(61)).toBe(30);
    // 30, 22, 16, 12, 9: 60 - 18 are at least 40
    expect(await told(60)).toBe(9);
    expect(await told(20)).toBe(0);
  });
});
