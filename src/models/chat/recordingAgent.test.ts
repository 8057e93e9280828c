import { beforeEach, describe, expect, test } from 'vitest';
import { fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { LogitKto } from '../../learners/logit/logitKto.ts';
import type { TrainingRow, UpdateSettings } from '../../learners/contract.ts';
import type { Conversation } from '../../roles/index.ts';
import type { SamplingOptions, WriteRequest } from '../contract.ts';
import { WebLlmEngine } from '../webllm/webLlmEngine.ts';
import { RecordingAgent } from './recordingAgent.ts';

const sampling: SamplingOptions = { temperature: 1, minP: 0, maxNewTokens: 6 };
const trusting: Conversation = { system: 'You help.', notes: 'Trusts me.', turns: [{ role: 'user', text: 'May I?' }] };
const doubting: Conversation = { ...trusting, notes: 'Wants proof.' };
/** The fake's words for yes and no. */
const [no, yes] = [16, 17];

/** Whatever was asked: an end, yes and no are likelier than other words. */
const weights = (_: string, tokens: readonly number[], size: number): number[] =>
  Array.from({ length: size }, (__, token) => {
    if (token === 0) return tokens.length < 2 ? 1e-3 : 6;
    return token === yes || token === no ? 3 : 0.2;
  });

const request = (conversation: Conversation, count: number, seed = 1): WriteRequest => ({
  ...{ conversation, writes: 'reply' },
  streams: Array.from({ length: count }, (_, i) => RandomStream.root(seed).child(String(i))),
});

let fake: FakeWebLlm;
const agentOf = (record?: number): RecordingAgent =>
  new RecordingAgent(new WebLlmEngine(fake.start, fakeRecord(), { pause: 0 }), record);

beforeEach(() => {
  fake = new FakeWebLlm({ weights });
});

describe('an agent that remembers', () => {
  test('knows what else it might have written, without the bias that it wrote with', async () => {
    const agent = agentOf(4);
    const bias = { tokens: [yes, 3], values: [2, 1] };
    const [texts = []] = await agent.write([{ ...request(trusting, 5), bias }], sampling);
    const records = await agent.record(texts.map((text) => ({ text })));
    const total = (at: number): number => weights('', new Array<number>(at).fill(0), 23).reduce((a, b) => a + b, 0);
    for (const [i, { tokens, logProbs }] of texts.entries()) {
      expect(Object.keys(texts[i] ?? {}).sort()).toEqual(['ended', 'logProbs', 'text', 'tokens']);
      for (const [at, token] of tokens.entries()) {
        const all = weights('', tokens.slice(0, at), 23);
        const p = (each: number): number => (all[each] ?? NaN) / total(at);
        const step = records[i]?.steps[at];
        expect(step?.tokens.slice(0, 4)).toContain(yes);
        for (const [j, each] of step?.tokens.entries() ?? []) expect(step?.probabilities[j]).toBeCloseTo(p(each), 6);
        expect(records[i]?.logProbs[at]).toBeCloseTo(Math.log(p(token)), 5);
        const normaliser = 1 + p(yes) * (Math.exp(2) - 1) + p(3) * (Math.exp(1) - 1);
        const shift = (token === yes ? 2 : token === 3 ? 1 : 0) - Math.log(normaliser);
        expect(logProbs[at]).toBeCloseTo(Math.log(p(token)) + shift, 5);
      }
    }
  });

  test('knows nothing of texts of others, nor of copies', async () => {
    const agent = agentOf();
    const [[text] = []] = await agent.write([request(trusting, 1)], sampling);
    if (!text) throw new Error('no text');
    await expect(agent.record([{ text }, { text: { ...text } }])).rejects.toThrow('has not written');
    expect(() => agent.textTokens('Yes.')).toThrow('can’t be trained'.replace('’', "'"));
  });
});

test('a token-level adapter learns on WebLLM whom to tell what', async () => {
  const settings: UpdateSettings = {
    ...{ learningRate: 0.3, epochs: 3, batchRows: 16, beta: 0.5, targetRatio: 1.05, klLimit: 0 },
    ...{ reference: 'moving', optimizer: 'fresh', schedule: 'constant', clipNorm: 1 },
  };
  const learner = new LogitKto(agentOf(), { rank: 4, bound: 4 });
  const write = async (conversation: Conversation, seed: number) =>
    (await learner.agent.write([request(conversation, 24, seed)], sampling)).flat();
  for (let i = 0; i < 5; i++) {
    const rows: TrainingRow[] = [];
    for (const conversation of [trusting, doubting]) {
      for (const text of await write(conversation, i)) {
        const [says, denies] = [yes, no].map((token) => text.tokens.filter((each) => each === token).length);
        const desirable = (says ?? 0) > (denies ?? 0) === (conversation === trusting);
        if (says !== denies) rows.push({ conversation, writes: 'reply', text, desirable, isOwn: true });
      }
    }
    const { steps } = await learner.update(rows, settings, RandomStream.root(9), {});
    expect(steps[0]?.kl?.raw).toBeCloseTo(0, 9);
  }
  const share = async (conversation: Conversation): Promise<number> => {
    const tokens = (await write(conversation, 99)).flatMap((text) => text.tokens);
    return tokens.filter((token) => token === yes).length / tokens.filter((each) => each === yes || each === no).length;
  };
  expect((await share(trusting)) - (await share(doubting))).toBeGreaterThan(0.5);
  // the user model on the same engine is never given a bias
  expect(fake.hosts).toHaveLength(1);
});
