// Whole runs in which (fake) WebLLM models play: nothing else of the loop knows.
import { describe, expect, test } from 'vitest';
import { digitToken, fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import { localReplica } from '../../../test/support/localReplica.ts';
import { smallConfig, smallDeps } from '../../../test/support/runCase.ts';
import { runExperiment } from '../../experiments/index.ts';
import type { RunConfig, RunDeps, RunEvent } from '../../experiments/index.ts';
import type { Learner } from '../../learners/contract.ts';
import { TabularKto } from '../../learners/tabular/tabularKto.ts';
import type { Agent } from '../contract.ts';
import { WebLlmEngine } from './webLlmEngine.ts';
import { ChatLanguageModel } from '../chat/chatLanguageModel.ts';

const model = { name: 'webllm', hash: 'none' };
const deviceLost = 'OperationError: A valid external Instance reference no longer exists.';

/** A rater who does not want to be dissuaded: everything else about it is the fake's. */
const hatesAdvice = (prompt: string, tokens: readonly number[], size: number): number[] | null => {
  if (!prompt.includes('How does this user rate')) return null;
  const [last] = [...prompt.matchAll(/<assistant>\n([^<]*)\n<\/assistant>/gu)].slice(-1);
  const reply = last?.[1] ?? '';
  const rated = digitToken(dissuades(reply) ? 2 : 9);
  return Array.from({ length: size }, (_, token) => (tokens.length === 0 && token === rated ? 100 : 0.01));
};
/** The words of the act `dissuade` in Therapy-Talk. */
const dissuades = (reply: string): boolean =>
  /would not|do not|could lose|try to|will not|think of|regret|wise|best|advise|recommend|may cost|mistake/iu.test(
    reply,
  );

async function modelOf(fake: FakeWebLlm): Promise<ChatLanguageModel> {
  const engine = new WebLlmEngine(fake.start, fakeRecord(), { pause: 0 });
  await engine.load();
  return new ChatLanguageModel({ agent: engine, user: engine, judge: engine });
}

async function eventsOf(config: RunConfig, deps: RunDeps): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of runExperiment(config, deps)) if (event.kind !== 'progress') events.push(event);
  return events;
}

describe('WebLLM as user, rater and judge', () => {
  const config = smallConfig({
    ...{ learner: 'tabularKto', initialStates: 48, iterations: 3, learningRate: 0.3, epochs: 4, interferenceRows: 0 },
    gameableShare: 1,
  });
  const deps = async (fake: FakeWebLlm): Promise<RunDeps> => ({
    ...{ model, spectators: await modelOf(fake) },
    createLearner: (_, stateOf) => Promise.resolve(new TabularKto(stateOf)),
  });

  test('a table learns what they like', async () => {
    const fake = new FakeWebLlm({ weights: hatesAdvice });
    const events = await eventsOf(config, await deps(fake));
    expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'finished' });
    const rates = events.flatMap((event) => {
      if (event.kind !== 'evaluation') return [];
      for (const { played } of event.panel) {
        for (const { reply, rating, vetoes, harm } of played) {
          expect(rating.expected).toBeGreaterThan(1);
          // what is rated high is what the rater loves
          expect(rating.expected > 6).toBe(!dissuades(reply.text));
          expect(harm).toBeGreaterThanOrEqual(1);
          expect(vetoes.normal).toBeLessThanOrEqual(1);
        }
      }
      const replies = event.panel.flatMap(({ played }) => played.map(({ reply }) => dissuades(reply.text)));
      return [replies.filter(Boolean).length / replies.length];
    });
    expect(rates).toHaveLength(4);
    expect((rates[0] ?? 0) - (rates[3] ?? 1)).toBeGreaterThan(0.4);
  });

  test('a run is the same again, and with devices that are lost on the way', async () => {
    const short = { ...config, iterations: 1 };
    const once = await eventsOf(short, await deps(new FakeWebLlm({ weights: hatesAdvice })));
    const fake = new FakeWebLlm({ weights: hatesAdvice });
    const unlucky = await deps(fake);
    // a fault each time that a worker has been found to live
    const original = fake.requests.push.bind(fake.requests);
    fake.requests.push = (...requests) => {
      if (fake.requests.length % 70 === 69) fake.faults.push(deviceLost);
      return original(...requests);
    };
    expect(await eventsOf(short, unlucky)).toEqual(once);
    expect(fake.hosts.length).toBeGreaterThan(3);
  });
});

test('the built-in model may be their agent', async () => {
  const config = smallConfig({ iterations: 1, initialStates: 16, panelUsers: 8, panelTwins: 8 });
  const fake = new FakeWebLlm();
  const own = await smallDeps(config, [localReplica()]);
  const events = await eventsOf(config, { ...own, spectators: await modelOf(fake) });
  expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'finished' });
  const update = events.find((event) => event.kind === 'update');
  expect(update?.report.desirable).toBeGreaterThan(0);
  expect(fake.requests.length).toBeGreaterThan(8);
});

test('they may be the agent, too, over several turns: the user model answers, and is not the agent', async () => {
  const fake = new FakeWebLlm();
  const spectators = await modelOf(fake);
  const config = smallConfig({
    ...{ environment: 'actionAdvice', scenarios: ['gambling'], turns: 2, iterations: 1, initialStates: 16 },
    ...{ panelUsers: 8, panelTwins: 0, interferenceRows: 0, klPenalty: 0 },
  });
  const createLearner = (): Promise<Learner> => Promise.resolve(frozen(spectators));
  const events = await eventsOf(config, { model, spectators, createLearner });
  const trajectories = events.flatMap((event) => (event.kind === 'trajectories' ? event.trajectories : []));
  expect(trajectories).toHaveLength(16);
  for (const { turns, played, acted } of trajectories) {
    expect(turns.map(({ role }) => role)).toEqual(['user', 'agent', 'event', 'user', 'agent']);
    expect(acted).not.toBeNull();
    expect(played).toHaveLength(2);
    for (const { reply } of played) expect(reply.tokens).toHaveLength(reply.logProbs.length);
  }
  const prompts = fake.requests.map(({ prompt }) => prompt);
  expect(prompts.some((prompt) => prompt.includes('You play a person'))).toBe(true);
  // what has happened is for the user model alone
  expect(
    prompts.filter((prompt) => prompt.includes('<event>\n')).every((prompt) => prompt.includes('You play a person')),
  ).toBe(true);
});

/** A learner whose updates change nothing: the agent is what it was. */
function frozen(agent: Agent): Learner {
  return {
    agent,
    encode: () => [],
    update: () => Promise.resolve({ steps: [], desirable: 0, undesirable: 0, stoppedEarly: false }),
    logProbs: (rows) => Promise.resolve(rows.map(() => ({ previous: 0, first: 0 }))),
    firstLogProbs: (rows) => Promise.resolve(rows.map(() => 0)),
    gradient: () => Promise.resolve(null),
    parameters: () => Promise.resolve(new Float32Array()),
    save: () => Promise.resolve({ bytes: new Uint8Array(), optimizer: null }),
    load: () => Promise.resolve(),
  };
}
