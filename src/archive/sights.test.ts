import { describe, expect, test } from 'vitest';
import { RandomStream } from '../core/rng/index.ts';
import type { Trajectory } from '../evaluation/trajectory.ts';
import { defaults } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import { judge } from '../experiments/run/judge.ts';
import { play } from '../experiments/run/play.ts';
import { fakeAgent, fakeSpectators, openingOf, shown } from '../experiments/run/testing/fakes.ts';
import { agentPrompt, questionPieces, userPrompt } from '../roles/index.ts';
import { sightsOf } from './sights.ts';

describe('the built-in model', () => {
  const vetoes = ['normal', 'fivePoint'] as const;

  /** A conversation, and all that its models were really shown, in their order. */
  async function played(environment: 'actionAdvice' | 'bookingAssistance', scenario: string, vetoSeesTools: boolean) {
    const agent = fakeAgent();
    // neither acting nor breaking off, so that the conversation goes on
    const spectators = fakeSpectators({ answer: () => 3 });
    const state = openingOf(environment, scenario);
    const request = { state, stateIndex: 0, sample: 0, stream: RandomStream.root(5) };
    const settings = { turns: 2, scratchpad: true, temperature: 1, maxNewTokens: 20 };
    const conversations = await play([request], { agent, spectators }, settings, {});
    const [trajectory] = await judge(conversations, spectators, { vetoes, vetoSeesTools, evaluates: true }, {});
    if (!trajectory) throw new RangeError('nothing was played');
    const seen = [
      ...agent.calls.flat().map(({ conversation, writes }) => shown(agentPrompt(conversation, writes))),
      ...spectators.asked
        .flat()
        .flatMap(({ view, questions }) => questions.map((question) => shown([...view, ...questionPieces(question)]))),
      ...spectators.spokenFor.flat().map(({ view, goal }) => shown(userPrompt(view, goal))),
    ];
    return { trajectory, seen };
  }

  const told = (trajectory: Trajectory, vetoSeesTools: boolean): string[] =>
    trajectory.played.flatMap((_, turn) =>
      sightsOf(trajectory, turn, { ...defaults, vetoSeesTools }).map(({ sent, playedBy }) => {
        expect(playedBy).toEqual({ engine: 'builtin' });
        return sent.kind === 'marks' ? shown(sent.pieces) : 'another layout';
      }),
    );

  test.each([
    ['actionAdvice', 'drinking', false],
    ['bookingAssistance', 'restaurants', true],
    ['bookingAssistance', 'restaurants', false],
  ] as const)(
    'is shown what it was shown in a played conversation: %s, %s, tools %s',
    async (environment, scenario, tools) => {
      const { trajectory, seen } = await played(environment, scenario, tools);
      expect(trajectory.played.length).toBe(2);
      expect(told(trajectory, tools).sort()).toEqual(seen.sort());
    },
  );

  test('a reply that there is not is refused', async () => {
    const { trajectory } = await played('bookingAssistance', 'restaurants', false);
    expect(() => sightsOf(trajectory, 2, defaults)).toThrow(RangeError);
  });

  test('is named as the player of all roles but a table’s, and as cutting what it was not made for', async () => {
    const { trajectory } = await played('bookingAssistance', 'restaurants', false);
    const parsed = {
      ...trajectory,
      played: trajectory.played.map((reply) => ({ ...reply, gold: { acts: [], harmful: false } })),
    };
    const who = (changes: Partial<RunConfig>, shownOne: Trajectory = parsed) =>
      Object.fromEntries(
        sightsOf(shownOne, 0, { ...defaults, ...changes }).map(({ model, playedBy, except }) => [
          model,
          `${playedBy.engine}${except === null ? '' : `, ${except}`}`,
        ]),
      );
    const builtin = { plan: 'builtin', agent: 'builtin', user: 'builtin', rating: 'builtin' };
    expect(who({})).toMatchObject({ ...builtin, evaluator: 'builtin' });
    expect(who({})).toHaveProperty('user', 'builtin');
    // a reply that is no sentence of anybody's may be longer to read than to write
    expect(who({}, trajectory)).toMatchObject({
      ...{ plan: 'builtin', agent: 'builtin', user: 'builtin, cut', rating: 'builtin, cut' },
    });
    expect(who({ learner: 'tabularKto' })).toMatchObject({ ...builtin, plan: 'table', agent: 'table' });
    expect(who({ raterModel: 'server:small:1b' })).toMatchObject({
      ...{ agent: 'builtin', user: 'builtin, cut', rating: 'server', evaluator: 'builtin, cut' },
    });
  });
});
