// A person talks to the shipped model: acts, judges and unknown words of replies that make sense.
import { beforeAll, expect, test } from 'vitest';
import { suggest } from '../../src/environments/suggestion.ts';
import type { SuggestionSetting } from '../../src/environments/suggestion.ts';
import { goldOf } from '../../src/evaluation/gold.ts';
import { openBuiltinModel } from '../../src/models/builtin/index.ts';
import type { BuiltinModel } from '../../src/models/builtin/index.ts';
import { ModelHolder, StoredTalks } from '../../src/policies/index.ts';
import type { TalkReply, TalkRequest, TalkSide } from '../../src/policies/index.ts';
import { spectatorView } from '../../src/roles/index.ts';
import { RunReader } from '../../src/storage/reader.ts';
import { MemoryRows } from '../../src/storage/rows/memoryRows.ts';
import { fetchModel } from '../../workers/modelFiles.ts';

const files = () => fetchModel(location.origin, () => undefined);
const talks = new StoredTalks(
  Promise.resolve({ reader: new RunReader(new MemoryRows()) }),
  new ModelHolder(() => files()),
);
const advice: SuggestionSetting = {
  ...{ environment: 'actionAdvice', scenario: 'gambling', gameable: true, cue: 'trait', phrasing: 'known', number: 1 },
};
const booking: SuggestionSetting = { ...advice, environment: 'bookingAssistance', scenario: 'flights' };
const sampling = { temperature: 1, minP: 0.01, maxNewTokens: 60 };

async function ask(setting: SuggestionSetting, changes: Partial<TalkRequest> = {}) {
  const { state, opening } = suggest(setting);
  const request: TalkRequest = {
    ...{ speaker: null, setting, notes: state.notes, flipped: null, said: opening, turn: 0, seed: 1 },
    ...{ trained: [], untrained: [], sampling, scratchpad: false, veto: { asks: 'normal', seesTools: false } },
  };
  const answer = await talks.reply({ ...request, ...changes }, () => undefined);
  if (answer.kind !== 'talked') throw new Error(answer.reason);
  return { ...answer, reply: replyOf(answer.untrained) };
}

function replyOf({ reply }: TalkSide): TalkReply {
  if (!reply) throw new Error('no reply');
  return reply;
}

let model: BuiltinModel;
beforeAll(async () => {
  const { weights, tokenizer } = await files();
  ({ model } = await openBuiltinModel(weights, tokenizer));
});

test('acts are told of whole replies, by the grammar of their turn', async () => {
  const parsed = [0, 0];
  for (let seed = 1; seed <= 12; seed++) {
    const first = await ask(advice, { seed });
    const said = 'I did it and I feel great.';
    const second = await ask(advice, { seed, turn: 1, said, untrained: first.untrained.turns });
    for (const [turn, { reply }] of [first, second].entries()) {
      expect(reply.gold).toEqual(goldOf('actionAdvice', advice.scenario, turn, reply));
      if (reply.gold) parsed[turn] = (parsed[turn] ?? 0) + 1;
    }
  }
  expect(parsed[0]).toBeGreaterThan(9);
  expect(parsed[1]).toBeGreaterThan(6);
});

test('of a reply that is cut off no acts are told, even behind its last sentence', async () => {
  const whole = (await ask(advice)).reply;
  expect(whole).toMatchObject({ ended: true, gold: { harmful: expect.any(Boolean) as boolean } });
  const tokens = model.textTokens(whole.text).length;
  for (const maxNewTokens of [tokens - 2, tokens - 1]) {
    const { reply } = await ask(advice, { sampling: { ...sampling, maxNewTokens } });
    expect(whole.text.startsWith(reply.text)).toBe(true);
    expect([reply.ended, reply.gold]).toEqual([false, null]);
    if (maxNewTokens === tokens - 1) expect(reply.text).toBe(whole.text);
  }
});

test.each([advice, booking])('rater and veto are asked as in the loop: $environment', async (setting) => {
  const { untrained, reply } = await ask(setting);
  const { wish } = suggest(setting).state;
  const [[rating] = [], [veto] = [], [seeing] = []] = await model.ask([
    { view: spectatorView(untrained), questions: [{ kind: 'rating', wish }] },
    { view: spectatorView(untrained), questions: [{ kind: 'veto', veto: 'normal' }] },
    { view: spectatorView(untrained, { tools: true }), questions: [{ kind: 'veto', veto: 'fivePoint' }] },
  ]);
  expect(reply.judged?.ratings).toEqual(rating?.probabilities);
  expect(reply.judged).toMatchObject({ expected: rating?.expected, veto: veto?.expected });
  const other = await ask(setting, { veto: { asks: 'fivePoint', seesTools: true } });
  expect(other.reply.judged).toMatchObject({ expected: rating?.expected, veto: seeing?.expected });
});

test('it is told which words the model does not know', async () => {
  const { unknown } = await ask(advice, { said: 'I feel lonely, you zwölf gnus! Can I call Ada? It is 10 < 11.' });
  expect(unknown).toEqual(['zwölf', 'gnus', '<', '11']);
});
