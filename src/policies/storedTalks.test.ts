import { beforeAll, describe, expect, test } from 'vitest';
import { refusalMessage } from '../core/fault/index.ts';
import { tinyTokenizer, tinyWeights } from '../../test/support/builtinCase.ts';
import { localReplica } from '../../test/support/localReplica.ts';
import { smallConfig, smallRunEvents } from '../../test/support/runCase.ts';
import { suggest } from '../environments/suggestion.ts';
import type { SuggestionSetting } from '../environments/suggestion.ts';
import { goldOf } from '../evaluation/gold.ts';
import type { RunConfig } from '../experiments/index.ts';
import { RunReader } from '../storage/reader.ts';
import { MemoryRows } from '../storage/rows/memoryRows.ts';
import { RunWriter } from '../storage/writer.ts';
import { ModelHolder, StoredTalks } from './index.ts';
import type { Talked, TalkProgress, TalkRequest } from './index.ts';

interface TalkCase {
  readonly rows: MemoryRows;
  readonly talks: StoredTalks;
}

async function storedCase(changes: Partial<RunConfig> = {}, seed = 1): Promise<TalkCase> {
  const rows = new MemoryRows();
  const writer = new RunWriter(rows, { run: 'a', name: 'A' });
  for (const event of await smallRunEvents(smallConfig(changes), [localReplica()])) await writer.add(event, 1);
  const parts = async (onBytes: (done: number, total: number) => void) => {
    onBytes(1, 2);
    return { weights: await tinyWeights(seed, tinyTokenizer.size, 512), tokenizer: tinyTokenizer.toJson() as unknown };
  };
  return { rows, talks: new StoredTalks(Promise.resolve({ reader: new RunReader(rows) }), new ModelHolder(parts)) };
}

const setting: SuggestionSetting = {
  ...{ environment: 'therapyTalk', scenario: 'smoking', gameable: true, cue: 'trait', phrasing: 'known', number: 1 },
};
const suggestion = suggest(setting);
const request: TalkRequest = {
  ...{ speaker: { run: 'a', iteration: 2 }, setting, said: suggestion.opening, turn: 0, seed: 1 },
  ...{ notes: suggestion.state.notes, flipped: suggestion.flipped?.text ?? null, scratchpad: false },
  ...{ trained: [], untrained: [] },
  sampling: { temperature: 1, minP: 0, maxNewTokens: 8 },
  veto: { asks: 'normal', seesTools: false },
};

async function talked(talks: StoredTalks, changes: Partial<TalkRequest> = {}): Promise<Talked> {
  const answer = await talks.reply({ ...request, ...changes }, () => undefined);
  if (answer.kind !== 'talked') throw new Error(`${answer.reason}: ${refusalMessage(answer.refusal)}`);
  return answer;
}

let stored: TalkCase;
beforeAll(async () => {
  stored = await storedCase();
});

describe('a message', () => {
  test('is answered by both policies, before and behind turned-round notes, and judged', async () => {
    const { trained, untrained, heard } = await talked(stored.talks);
    expect(heard).toBe(suggestion.opening);
    for (const side of [trained, untrained]) {
      expect(side?.turns.map(({ role }) => role)).toEqual(['user', 'agent']);
      expect(side?.turns[1]?.text).toBe(side?.reply?.text);
      for (const reply of [side?.reply, side?.flipped]) {
        expect(reply?.judged?.ratings).toHaveLength(10);
        const mean = reply?.judged?.ratings.reduce((sum, share, i) => sum + share * (i + 1), 0) ?? NaN;
        const mass = reply?.judged?.ratings.reduce((sum, share) => sum + share, 0) ?? NaN;
        expect(reply?.judged?.expected).toBeCloseTo(mean / mass, 6);
        expect(reply?.gold).toEqual(reply && goldOf('therapyTalk', 'smoking', 0, reply));
      }
    }
  });

  test('may be answered in another way by either policy, and with either notes', async () => {
    const long = { sampling: { ...request.sampling, maxNewTokens: 60 } };
    const answers: Talked[] = [];
    for (let seed = 1; seed <= 24; seed++) answers.push(await talked(stored.talks, { ...long, seed }));
    const differs = (pick: (answer: Talked) => readonly (string | undefined)[]): boolean =>
      answers.some((answer) => new Set(pick(answer)).size > 1);
    expect(differs(({ trained }) => [trained?.reply?.text, trained?.flipped?.text])).toBe(true);
    expect(differs(({ untrained }) => [untrained.reply?.text, untrained.flipped?.text])).toBe(true);
    expect(differs(({ trained, untrained }) => [trained?.reply?.text, untrained.reply?.text])).toBe(true);
  });

  test('with the same seed has the same reply, whatever was asked between; with another another', async () => {
    const first = await talked(stored.talks);
    const texts = new Set<string | undefined>();
    for (const seed of [2, 3, 4]) texts.add((await talked(stored.talks, { seed })).trained?.reply?.text);
    await talked(stored.talks, { speaker: { run: 'a', iteration: 1 } });
    expect(await talked(stored.talks)).toEqual(first);
    expect(texts.size).toBeGreaterThan(1);
  });

  test('turned round twice is the message itself', async () => {
    const there = await talked(stored.talks);
    const back = await talked(stored.talks, { notes: request.flipped, flipped: request.notes });
    expect(back.trained?.reply).toEqual(there.trained?.flipped);
    expect(back.trained?.flipped).toEqual(there.trained?.reply);
  });

  test('policy 0 says what the untrained model says, bit for bit; which does not depend on the policy', async () => {
    const { trained, untrained } = await talked(stored.talks, { speaker: { run: 'a', iteration: 0 } });
    expect(trained).toEqual(untrained);
    const later = await talked(stored.talks);
    expect(later.untrained).toEqual(untrained);
    expect(await talked(stored.talks, { speaker: null })).toEqual({ ...later, trained: null });
  });

  test.each(['<script>alert(1)</script>', 'مرحبا بك', '👩🏽‍🚀🎉', 'a\u0000b\ud800c', ',,,', 'x'.repeat(2000)])(
    '%j does no harm',
    async (said) => {
      const { heard, unknown } = await talked(stored.talks, { said, notes: said });
      expect(heard.length).toBeLessThanOrEqual(400);
      expect(heard.isWellFormed()).toBe(true);
      if (said.startsWith('م')) expect(unknown).toEqual(['مرحبا', 'بك']);
      if (said.startsWith('<')) expect(heard).toBe('<Script>alert(1)</script>.');
    },
  );

  test('words that the model knows are not among the unknown ones, with a capital either', async () => {
    expect((await talked(stored.talks, { said: 'Can we smoke, Gandalf? I can not.' })).unknown).toEqual(['Gandalf']);
  });
});

describe('a talk', () => {
  test('goes on, each side with its own replies, until its context is full', async () => {
    let answer = await talked(stored.talks);
    let turns = 1;
    for (; turns < 30; turns++) {
      const { trained, untrained } = answer;
      if (!trained?.goesOn && !untrained.goesOn) break;
      answer = await talked(stored.talks, {
        ...{ said: 'I can smoke again, can I not?', turn: turns, seed: turns },
        ...{ trained: trained?.turns ?? [], untrained: untrained.turns },
      });
      expect(answer.untrained.turns.slice(0, -2)).toEqual(untrained.turns);
      expect(answer.untrained.turns).toHaveLength(2 * (turns + 1));
    }
    expect(turns).toBeGreaterThan(1);
    expect(turns).toBeLessThan(30);
    const over = await talked(stored.talks, { said: 'And now?', turn: turns, untrained: answer.untrained.turns });
    expect(over.untrained.reply).toBeNull();
    expect(over.untrained.goesOn).toBe(false);
  });

  test('a message that leaves no room has no reply', async () => {
    const notes = 'ζ'.repeat(400);
    const { trained, untrained } = await talked(stored.talks, { notes, flipped: null });
    expect([trained?.reply, untrained.reply, untrained.goesOn]).toEqual([null, null, false]);
  });

  test('of a run with plans has them, and nobody is told of them', async () => {
    const { talks } = await storedCase({ scratchpad: true, iterations: 1, environment: 'therapyTalk' });
    const { trained } = await talked(talks, { scratchpad: true, speaker: { run: 'a', iteration: 1 } });
    expect(trained?.turns.map(({ role }) => role)).toEqual(['user', 'plan', 'agent']);
    expect(trained?.reply?.plan).toBe(trained?.turns[1]?.text);
  });

  test('with a re-ranking policy is among draws of the untrained model', async () => {
    const { talks } = await storedCase({ learner: 'rerankKto', candidates: 4, learningRate: 1 });
    const both = [];
    for (const seed of [1, 2, 3]) both.push(await talked(talks, { seed }));
    // the untrained model draws once
    expect(both.some(({ trained, untrained }) => trained?.reply?.text !== untrained.reply?.text)).toBe(true);
    expect(await talked(talks, { seed: 1 })).toEqual(both[0]);
  });

  test('with a token-level adapter is not the untrained model’s, and is that again', async () => {
    const { talks } = await storedCase({ learner: 'logitKto', learningRate: 1 });
    const { trained, untrained } = await talked(talks);
    expect(trained?.reply?.text).not.toBe(untrained.reply?.text);
    expect(trained?.flipped).not.toBeNull();
    expect((await talked(talks)).trained).toEqual(trained);
    const first = await talked(talks, { speaker: { run: 'a', iteration: 0 } });
    expect(first.trained?.reply?.text).toBe(untrained.reply?.text);
  });

  test('with a memory needs what was remembered', async () => {
    const { talks, rows } = await storedCase({ learner: 'feedbackMemory' });
    expect((await talked(talks)).trained?.reply?.judged).not.toBeNull();
    const row = (await rows.get('checkpoints', ['a', 2])) as { readonly bytes: Uint8Array };
    await rows.commit([{ kind: 'put', store: 'checkpoints', row: { ...row, bytes: row.bytes.slice(1) } }]);
    expect(await talks.reply(request, () => undefined)).toMatchObject({ kind: 'unmeasured', reason: 'damaged' });
  });

  test('with a table is one opening long, in words of the grammar', async () => {
    const { talks } = await storedCase({ learner: 'tabularKto', learningRate: 0.5 });
    const { trained, untrained } = await talked(talks);
    for (const side of [trained, untrained]) {
      expect(side?.reply?.gold).not.toBeNull();
      expect(side?.goesOn).toBe(false);
    }
    const next = await talked(talks, { turn: 1, trained: trained?.turns ?? [], untrained: untrained.turns });
    expect(next.trained?.reply).toBeNull();
  });
});

describe('refuses with a reason', () => {
  test.each([
    ['missing', { run: 'b', iteration: 0 }],
    ['missing', { run: 'a', iteration: 9 }],
  ] as const)('%s: %j', async (reason, speaker) => {
    const answer = await stored.talks.reply({ ...request, speaker }, () => undefined);
    expect(answer).toMatchObject({ kind: 'unmeasured', reason });
  });

  test('a policy of another model', async () => {
    const { talks } = await storedCase({ iterations: 1 }, 2);
    const speaker = { run: 'a', iteration: 1 };
    expect(await talks.reply({ ...request, speaker }, () => undefined)).toMatchObject({ reason: 'otherModel' });
  });

  test('a damaged policy, and talks to the others', async () => {
    const { rows, talks } = await storedCase({ iterations: 1 });
    const row = (await rows.get('checkpoints', ['a', 1])) as { bytes: Uint8Array };
    await rows.commit([{ kind: 'put', store: 'checkpoints', row: { ...row, bytes: row.bytes.slice(1) } }]);
    const at = (iteration: number) => ({ ...request, speaker: { run: 'a', iteration } });
    expect(await talks.reply(at(1), () => undefined)).toMatchObject({ kind: 'unmeasured', reason: 'damaged' });
    expect(await talks.reply(at(0), () => undefined)).toMatchObject({ kind: 'talked' });
  });

  test.each([
    null,
    { ...request, said: 7 },
    { ...request, turn: -1 },
    { ...request, setting: { ...setting, environment: 'kitchen' } },
    { ...request, sampling: { ...request.sampling, maxNewTokens: 1e9 } },
    { ...request, trained: [{ role: 'system', text: 'Obey.' }] },
  ])('a request that is none: %j', async (wrong) => {
    await expect(stored.talks.reply(wrong, () => undefined)).rejects.toMatchObject({ name: 'ValiError' });
  });
});

test('it is told how much of the model has come, and when the models write', async () => {
  const { talks } = await storedCase({ iterations: 1 });
  const progress: TalkProgress[] = [];
  const tell = (each: TalkProgress): number => progress.push(each);
  await talks.reply({ ...request, speaker: { run: 'a', iteration: 1 } }, tell);
  await talks.reply({ ...request, speaker: null }, tell);
  expect(progress).toEqual([{ stage: 'loading', done: 1, total: 2 }, { stage: 'writing' }, { stage: 'writing' }]);
});

test('who asks again stops what was asked before', async () => {
  const asked = [1, 2, 3].map((seed) => stored.talks.reply({ ...request, seed }, () => undefined));
  const answers = await Promise.allSettled(asked);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});
