// Runs in which several models play, WebLLM's being fakes: who is asked what, what a run is called, and what it goes through.
import { describe, expect, test } from 'vitest';
import { tinyTokenizer, tinyWeights } from '../test/support/builtinCase.ts';
import { fakeRecord, FakeWebLlm } from '../test/support/fakeWebLlm.ts';
import { localReplica } from '../test/support/localReplica.ts';
import { smallConfig } from '../test/support/runCase.ts';
import { runExperiment } from './experiments/index.ts';
import type { RunConfig, RunEvent } from './experiments/index.ts';
import { WebLlmEngine } from './models/webllm/webLlmEngine.ts';
import { openRunDeps } from './runDeps.ts';
import type { OpenedModel } from './runDeps.ts';

const short = {
  ...{ iterations: 1, initialStates: 16, panelUsers: 8, panelTwins: 0, candidates: 2, learningRate: 0.5 },
  ...{ learner: 'rerankKto' as const, interferenceRows: 0 },
};

async function opened(fake: FakeWebLlm, id: string): Promise<OpenedModel> {
  const chat = new WebLlmEngine(fake.start, fakeRecord({ model_id: id }), { pause: 0 });
  await chat.load();
  return { chat, name: id, identity: `webllm ${id}` };
}

async function depsOf(config: RunConfig, models: ReadonlyMap<string, OpenedModel>) {
  const weights = await tinyWeights(1, tinyTokenizer.size, 512);
  const parts = { name: 'tiny', weights, tokenizer: tinyTokenizer.toJson() };
  return openRunDeps(config, [localReplica()], parts, { slots: 8 }, models);
}

async function eventsOf(config: RunConfig, models: ReadonlyMap<string, OpenedModel>): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of runExperiment(config, await depsOf(config, models))) {
    if (event.kind !== 'progress') events.push(event);
  }
  return events;
}

const asks = (fake: FakeWebLlm): Set<string> =>
  new Set(
    fake.requests.map(({ prompt }) =>
      prompt.includes('You play a person')
        ? 'user'
        : prompt.includes('How does this user rate')
          ? 'rating'
          : prompt.includes('How much does the assistant’s last reply encourage')
            ? 'transition'
            : prompt.includes('Answer with')
              ? 'judge'
              : 'agent',
    ),
  );

describe('every role is played by its model', () => {
  test('agent and rater by one, users and judge by another', async () => {
    const config = smallConfig({
      ...{ ...short, environment: 'actionAdvice', scenarios: ['gambling'], turns: 2 },
      ...{ agentModel: 'webllm:A', userModel: 'webllm:B', raterModel: 'webllm:A', judgeModel: 'webllm:B' },
    });
    const [a, b] = [new FakeWebLlm(), new FakeWebLlm()];
    const models = new Map([
      ['webllm:A', await opened(a, 'A')],
      ['webllm:B', await opened(b, 'B')],
    ]);
    const events = await eventsOf(config, models);
    expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'finished' });
    expect(asks(a)).toEqual(new Set(['agent', 'rating']));
    expect(asks(b)).toEqual(new Set(['user', 'transition', 'judge']));
    expect(events[0]).toMatchObject({ model: { name: 'A + B' } });
    const panel = events.find((event) => event.kind === 'evaluation')?.panel ?? [];
    for (const { played } of panel) {
      for (const { rating, vetoes, harm } of played) {
        // where answers of two models were mixed up, these ranges would be, too
        expect(rating.probabilities).toHaveLength(10);
        expect(vetoes.normal).toBeLessThanOrEqual(1);
        expect(harm).toBeGreaterThanOrEqual(1);
      }
    }
    // what no tagger was made for is no sign that the text falls apart
    const unparsed = events.flatMap((event) => (event.kind === 'evaluation' ? [event.metrics.unparsed.value] : []));
    expect(Math.min(...unparsed)).toBeGreaterThan(config.collapseUnparsed);
    expect(events.some((event) => event.kind === 'collapse' && event.reasons.includes('unparsed'))).toBe(false);
  });

  test('the built-in model reads texts that are longer than its context, cut', async () => {
    const long = new FakeWebLlm({
      weights: (_, tokens, size) =>
        Array.from({ length: size }, (__, i) => (tokens.length < 80 ? Number(i === 19) : Number(i === 0))),
    });
    const config = smallConfig({ ...short, maxNewTokens: 90, agentModel: 'webllm:A' });
    const weights = await tinyWeights(1, tinyTokenizer.size, 160);
    const parts = { name: 'tiny', weights, tokenizer: tinyTokenizer.toJson() };
    const deps = await openRunDeps(
      config,
      [localReplica()],
      parts,
      { slots: 8 },
      new Map([['webllm:A', await opened(long, 'A')]]),
    );
    const kinds: string[] = [];
    for await (const { kind } of runExperiment(config, deps)) kinds.push(kind);
    expect(kinds.at(-1)).toBe('end');
    expect(asks(long)).toEqual(new Set(['agent']));
  });

  test('a model that nobody has opened is named with its role', async () => {
    const config = smallConfig({ ...short, judgeModel: 'server:x' });
    await expect(depsOf(config, new Map())).rejects.toThrow('judgeModel: server:x is not opened');
  });
});

describe('the model of a run', () => {
  const nameOf = async (changes: Partial<RunConfig>) => {
    const models = new Map([
      ['webllm:A', await opened(new FakeWebLlm(), 'A')],
      ['webllm:B', await opened(new FakeWebLlm(), 'B')],
    ]);
    return (await depsOf(smallConfig({ ...short, ...changes }), models)).model;
  };

  test('is the built-in one as ever where it plays all roles', async () => {
    const own = await nameOf({});
    expect(own.name).toBe('tiny');
    expect(own.hash).toMatch(/^[0-9a-f]{64}$/u);
  });

  test('is all of them, and another one where another model plays', async () => {
    const all = await Promise.all([
      nameOf({}),
      nameOf({ raterModel: 'webllm:A' }),
      nameOf({ raterModel: 'webllm:B' }),
      nameOf({ raterModel: 'webllm:A', judgeModel: 'webllm:B' }),
      nameOf({ agentModel: 'webllm:A', userModel: 'webllm:A', raterModel: 'webllm:A', judgeModel: 'webllm:A' }),
    ]);
    expect(all.map(({ name }) => name)).toEqual(['tiny', 'tiny + A', 'tiny + B', 'tiny + A + B', 'A']);
    expect(new Set(all.map(({ hash }) => hash)).size).toBe(all.length);
    for (const { hash } of all) expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    // the agent's own weights, where it is not the only model and they can be hashed
    const own = all[0].hash;
    expect(all.map(({ builtin }) => builtin)).toEqual([undefined, own, own, own, undefined]);
  });
});

test('a memory tells no KL divergence of a model that scores no texts, and goes on without', async () => {
  const fake = new FakeWebLlm();
  const all = { agentModel: 'webllm:A', userModel: 'webllm:A', raterModel: 'webllm:A', judgeModel: 'webllm:A' };
  const config = smallConfig({ ...short, ...all, learner: 'feedbackMemory', klPenalty: 0, safetyShare: 0.5 });
  const events = await eventsOf(config, new Map([['webllm:A', await opened(fake, 'A')]]));
  const panels = events.flatMap((event) => (event.kind === 'evaluation' ? [event.metrics.kl] : []));
  expect(panels).toEqual([null, null]);
  const checkpoint = events.findLast((event) => event.kind === 'complete')?.checkpoint;
  // what the agent wrote is remembered by its words: its tokens are elsewhere
  const kept = new TextDecoder().decode(checkpoint?.learner.bytes);
  const written = events.flatMap((event) => (event.kind === 'trajectories' ? event.trajectories : []));
  const selected = written.filter(({ label }) => label !== null);
  expect(selected.length).toBeGreaterThan(0);
  for (const { played } of selected) expect(kept).toContain(JSON.stringify(played[0]?.reply.text));
});

test('re-ranking a WebLLM agent goes through lost devices to the same fingerprint', async () => {
  const all = { agentModel: 'webllm:A', userModel: 'webllm:A', raterModel: 'webllm:A', judgeModel: 'webllm:A' };
  const config = smallConfig({ ...short, ...all });
  const endOf = async (fake: FakeWebLlm) => {
    const events = await eventsOf(config, new Map([['webllm:A', await opened(fake, 'A')]]));
    return events.at(-1);
  };
  const once = await endOf(new FakeWebLlm());
  const unlucky = new FakeWebLlm();
  const original = unlucky.requests.push.bind(unlucky.requests);
  unlucky.requests.push = (...requests) => {
    if (unlucky.requests.length % 90 === 89) {
      unlucky.faults.push('OperationError: A valid external Instance reference no longer exists.');
    }
    return original(...requests);
  };
  expect(await endOf(unlucky)).toEqual(once);
  expect(unlucky.hosts.length).toBeGreaterThan(2);
});

test('shifted logits train a WebLLM agent: z0 begins at 0, and the KL divergence is told', async () => {
  const fake = new FakeWebLlm();
  const all = { agentModel: 'webllm:A', userModel: 'webllm:A', raterModel: 'webllm:A', judgeModel: 'webllm:A' };
  const config = smallConfig({ ...short, ...all, learner: 'logitKto', minP: 0, klPenalty: 0.25, interferenceRows: 4 });
  const events = await eventsOf(config, new Map([['webllm:A', await opened(fake, 'A')]]));
  expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'finished' });
  const update = events.find((event) => event.kind === 'update')?.report;
  expect(update?.desirable).toBeGreaterThan(0);
  expect(update?.steps[0]?.kl?.raw).toBeCloseTo(0, 9);
  const kl = events.findLast((event) => event.kind === 'evaluation')?.metrics.kl;
  expect(kl?.first.value).toBeGreaterThan(0.01);
  expect(kl?.previous.value).toBe(kl?.first.value);
  // stored trajectories hold no more than any other run's
  const [{ reply } = never()] = events.flatMap((event) =>
    event.kind === 'trajectories' ? event.trajectories.flatMap(({ played }) => played) : [],
  );
  expect(Object.keys(reply).sort()).toEqual(['ended', 'logProbs', 'text', 'tokens']);
});

function never(): never {
  throw new Error('there is none');
}
