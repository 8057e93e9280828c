import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import type { Trajectory } from '../../evaluation/trajectory.ts';
import { agentPrompt } from '../../roles/index.ts';
import { parseConfig } from '../config/index.ts';
import type { TrainingRow } from '../../learners/contract.ts';
import type { RunConfig, SelectionLevel } from '../config/index.ts';
import type { Label, TrainingTrajectory } from './events.ts';
import { play } from './play.ts';
import {
  answeredWith,
  fakeAgent,
  fakeSpectators,
  openingOf,
  shown,
  trajectoryWith,
  turnWith,
  writtenAs,
} from './testing/fakes.ts';
import { label, logRatios, rateAt, rewardOf, rowsOf, safetyRows, trainingRows, undesirableWeight } from './training.ts';

const stream = RandomStream.root(12);
const configOf = (changes: Partial<RunConfig> = {}): RunConfig =>
  parseConfig({ selectedFraction: 0.25, trajectoriesPerState: 2, ...changes });

const groups = {
  smokers: openingOf('therapyTalk', 'smoking'),
  otherSmokers: openingOf('therapyTalk', 'smoking', false),
  drinkers: openingOf('therapyTalk', 'drinking'),
};
/** One reply with this rating and this score of the normal veto. */
const rated = (group: keyof typeof groups, stateIndex: number, rating: number, veto = 0): Trajectory =>
  trajectoryWith({
    ...{ state: groups[group], stateIndex },
    played: [turnWith({ rating: answeredWith(rating), vetoes: { normal: veto } })],
  });

/** Labels in a row: + desirable, - undesirable, . none. */
const marks = (trajectories: readonly TrainingTrajectory[]): string =>
  trajectories.map((each) => (each.label === null ? '.' : each.label === 'desirable' ? '+' : '-')).join('');

describe('the reward', () => {
  const played = [
    turnWith({ rating: answeredWith(8), reply: writtenAs('ten signs.') }),
    turnWith({ rating: answeredWith(5), reply: writtenAs('exactly twenty signs') }),
    turnWith({ rating: answeredWith(2), reply: writtenAs('x'.repeat(30)) }),
  ];

  test.each([
    [false, 0, 5],
    [true, 0, 2],
    // 7.9, 4.8, 1.7: the penalty is for characters, not for words
    [false, 0.01, 4.8],
    [true, 0.01, 1.7],
  ])('last turn only: %j, %d off for each character: %d', (finalReward, lengthPenalty, wanted) => {
    expect(rewardOf({ played }, { finalReward, lengthPenalty, klPenalty: 0.25 }, null)).toBeCloseTo(wanted, 12);
  });

  test.each([
    // 8 - .5 * 2, 5 + .5 * 4, 2 - .5 * 10
    [false, (7 + 7 - 3) / 3],
    [true, -3],
  ])('last turn only: %j, with points off for drift', (finalReward, wanted) => {
    const settings = { finalReward, lengthPenalty: 0, klPenalty: 0.5 };
    expect(rewardOf({ played }, settings, [2, -4, 10])).toBeCloseTo(wanted, 12);
  });

  test('is what selection goes by', () => {
    const two = [played.slice(0, 1), played.slice(0, 2)].map((each) => trajectoryWith({ played: each }));
    const chosen = (changes: Partial<RunConfig>): string => marks(label(two, configOf(changes), null, stream));
    expect(chosen({})).toBe('+-');
    const reversed = [...two].reverse();
    expect(marks(label(reversed, configOf({ finalReward: true }), null, stream))).toBe('-+');
    // a verbose 5 against a short 4.95
    const close = [turnWith({ reply: writtenAs('x'.repeat(80)) }), turnWith({ rating: answeredWith(4.95) })];
    const pair = close.map((each) => trajectoryWith({ played: [each] }));
    expect(marks(label(pair, configOf(), null, stream))).toBe('+-');
    expect(marks(label(pair, configOf({ lengthPenalty: 0.01 }), null, stream))).toBe('-+');
  });
});

describe('the log-ratio of what was written', () => {
  const written = (text: string, ...logProbs: number[]) => ({ ...writtenAs(text), logProbs });
  const trajectories = [
    trajectoryWith({ played: [turnWith({ plan: written('I plan.', -1, -2), reply: written('One.', -0.5) })] }),
    trajectoryWith({ played: [turnWith({ reply: written('Two.', -4) }), turnWith({ reply: written('Three.', -6) })] }),
  ];

  test('is that of each turn, plan and reply together, over the untrained policy', async () => {
    const seen: string[] = [];
    const learner = {
      firstLogProbs: (rows: readonly TrainingRow[]) => {
        seen.push(...rows.map(({ writes }) => writes));
        return Promise.resolve(rows.map((_, i) => -10 * (i + 1)));
      },
    };
    // -3.5 + 10 + 20, -4 + 30, -6 + 40
    expect(await logRatios(trajectories, learner, {})).toEqual([[26.5], [26, 34]]);
    expect(seen).toEqual(['plan', 'reply', 'reply', 'reply']);
  });

  test('decides where ratings do not', () => {
    const pair = [1, 2].map((stateIndex) => rated('smokers', stateIndex, 6));
    const config = configOf({ selectedFraction: 0.5, klPenalty: 0.1 });
    expect(marks(label(pair, config, [[3], [-1]], stream))).toBe('-+');
    expect(marks(label(pair, config, [[-3], [1]], stream))).toBe('+-');
  });
});

describe('labels', () => {
  const all = [
    ...[rated('smokers', 0, 9), rated('smokers', 0, 8), rated('smokers', 1, 3), rated('smokers', 1, 2)],
    ...[rated('otherSmokers', 2, 7), rated('otherSmokers', 2, 6)],
    ...[rated('drinkers', 3, 5), rated('drinkers', 3, 4)],
  ];

  test.each<[SelectionLevel, string]>([
    ['scenario', '+..-+-+-'],
    ['state', '+-+-+-+-'],
    ['environment', '++--+-..'],
    ['pooled', '++--....'],
  ])('among those of one %s: %s', (selectionLevel, wanted) => {
    const labelled = label(all, configOf({ selectionLevel }), null, stream);
    expect(marks(labelled)).toBe(wanted);
    expect(labelled.map(({ reward }) => reward)).toEqual([9, 8, 3, 2, 7, 6, 5, 4]);
    for (const [i, each] of labelled.entries()) {
      expect(each).toEqual({ ...all[i], reward: each.reward, vetoed: false, label: each.label });
    }
  });

  const vetoed = [0.9, 0, 0.5, 0.4, 0, 0, 0.6, 0.7].map((score, i) => rated('smokers', i, 9 - i, score));
  test.each([
    // the best, the third and the two worst are stopped: one of the four others is best
    ['normal', 0, '.+...-..'],
    ['negative', 0, '.+....--'],
    // from .65: the best and the worst
    ['normal', 0.65, '.++..--.'],
    ['none', 0, '++....--'],
    ['none', 0.1, '++....--'],
  ] as const)('veto %s from %d: %s', (veto, vetoLevel, wanted) => {
    expect(marks(label(vetoed, configOf({ veto, vetoLevel }), null, stream))).toBe(wanted);
  });

  test('tell who was vetoed', () => {
    const stopped = label(vetoed, configOf({ veto: 'negative' }), null, stream).map((each) => each.vetoed);
    expect(stopped).toEqual([true, false, true, false, false, false, true, true]);
  });

  test('never call the vetoed desirable, and call as many undesirable as desirable without negatives from all', () => {
    const one = fc.record({
      group: fc.constantFrom('smokers' as const, 'otherSmokers' as const, 'drinkers' as const),
      ...{
        state: fc.integer({ min: 0, max: 3 }),
        rating: fc.integer({ min: 1, max: 10 }),
        veto: fc.double({ min: 0, max: 1, noNaN: true }),
      },
    });
    const options = fc.record({
      ...{
        selectionLevel: fc.constantFrom('scenario', 'state', 'environment', 'pooled'),
        ratings: fc.constantFrom('model', 'shuffled'),
      },
      ...{ veto: fc.constantFrom('normal', 'negative'), selectedFraction: fc.constantFrom(1 / 16, 1 / 4, 1 / 2) },
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), options, (drawn, changes) => {
        const config = configOf(changes);
        const trajectories = drawn.map(({ group, state, rating, veto }) => rated(group, state, rating, veto));
        const labelled = label(trajectories, config, null, stream);
        const count = (wanted: Label): number => labelled.filter((each) => each.label === wanted).length;
        for (const [i, each] of labelled.entries()) {
          expect(each.vetoed).toBe((drawn[i]?.veto ?? NaN) >= 0.5);
          if (each.vetoed) expect(each.label).not.toBe('desirable');
          if (each.vetoed && config.veto === 'normal') expect(each.label).toBeNull();
        }
        if (config.veto === 'normal') expect(count('undesirable')).toBe(count('desirable'));
        else expect(count('undesirable')).toBeGreaterThanOrEqual(count('desirable'));
      }),
    );
  });

  test('are a function of the stream: ties fall otherwise with another', () => {
    const tied = Array.from({ length: 40 }, (_, i) => rated('smokers', i, 5));
    const drawn = (seed: number): string => marks(label(tied, configOf(), null, RandomStream.root(seed)));
    expect(drawn(1)).toBe(drawn(1));
    expect(drawn(2)).not.toBe(drawn(1));
  });
});

describe('shuffled ratings', () => {
  const all = Array.from({ length: 60 }, (_, i) => {
    const group = (['smokers', 'otherSmokers', 'drinkers'] as const)[i % 3] ?? 'smokers';
    return rated(group, i % 12, 1 + i / 10, i % 4 === 0 ? 0.9 : 0.1);
  });
  const keys: Readonly<Record<SelectionLevel, (trajectory: Trajectory) => string>> = {
    scenario: ({ state }) => `${state.scenario} ${String(state.gameable)}`,
    state: ({ stateIndex }) => String(stateIndex),
    environment: ({ state }) => String(state.gameable),
    pooled: () => '',
  };
  const shuffled = (selectionLevel: SelectionLevel, from = stream): TrainingTrajectory[] =>
    label(all, configOf({ selectionLevel, ratings: 'shuffled', veto: 'normal' }), null, from);
  const own = ({ played }: Trajectory): number => played[0]?.rating.expected ?? NaN;

  test.each<[SelectionLevel, number]>([
    ['scenario', 3],
    ['state', 12],
    ['environment', 2],
    ['pooled', 1],
  ])('stay in their group: %s', (level, count) => {
    const labelled = shuffled(level);
    const names = new Set(all.map(keys[level]));
    expect(names.size).toBe(count);
    for (const name of names) {
      const members = labelled.filter((each) => keys[level](each) === name);
      const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
      expect(sorted(members.map(({ reward }) => reward))).toEqual(sorted(members.map(own)));
    }
    expect(labelled.map(({ reward }) => reward)).not.toEqual(all.map(own));
  });

  test('are what selection goes by, while vetoes and what was said stay where they were', () => {
    const labelled = shuffled('pooled');
    for (const [i, { played, vetoed }] of labelled.entries()) {
      expect(played).toEqual(all[i]?.played);
      expect(vetoed).toBe(i % 4 === 0);
    }
    const rewards = (wanted: Label): number[] =>
      labelled.filter((each) => each.label === wanted).map(({ reward }) => reward);
    const passed = labelled.filter(({ vetoed }) => !vetoed).map(({ reward }) => reward);
    const ranked = [...passed].sort((a, b) => b - a);
    // a quarter of the 45 that passed, rounded up
    expect(rewards('desirable').sort((a, b) => b - a)).toEqual(ranked.slice(0, 12));
    expect(rewards('undesirable').sort((a, b) => b - a)).toEqual(ranked.slice(-12));
  });

  test('take no penalties with them: each trajectory pays for its own words and its own drift', () => {
    // replies of 40 signs and 4, ratios of 0 to 11 nats; ratings are whole numbers, so penalties can be told from them
    const few = Array.from({ length: 12 }, (_, i) =>
      trajectoryWith({
        ...{ state: groups.smokers, stateIndex: i },
        played: [turnWith({ rating: answeredWith(1 + (i % 10)), reply: writtenAs('x'.repeat(i % 2 === 0 ? 40 : 4)) })],
      }),
    );
    const penalties = few.map((_, i) => 0.001 * (i % 2 === 0 ? 40 : 4) + i / 32);
    const config = configOf({ ratings: 'shuffled', lengthPenalty: 0.001, klPenalty: 1 / 32 });
    const labelled = label(
      few,
      config,
      few.map((_, i) => [i]),
      stream,
    );
    const ratings = labelled.map(({ reward }, i) => reward + (penalties[i] ?? NaN));
    for (const rating of ratings) expect(rating).toBeCloseTo(Math.round(rating), 12);
    const whole = ratings.map(Math.round);
    expect(whole).not.toEqual(few.map(own));
    expect([...whole].sort((a, b) => a - b)).toEqual(few.map(own).sort((a, b) => a - b));
  });

  test('with no penalties are the very bits of other ratings', () => {
    const few = Array.from({ length: 12 }, (_, i) => rated('smokers', i, 1 + i / 7));
    const config = configOf({ ratings: 'shuffled', klPenalty: 0 });
    const rewards = label(few, config, null, stream).map(({ reward }) => reward);
    expect(new Set(rewards)).toEqual(new Set(few.map(own)));
  });

  test('are a function of the stream, and go anywhere as often', () => {
    expect(shuffled('scenario')).toEqual(shuffled('scenario'));
    const landings = new Map<number, number>();
    const few = Array.from({ length: 4 }, (_, i) => rated('smokers', i, i + 1));
    const runs = 800;
    for (let seed = 0; seed < runs; seed++) {
      const labelled = label(few, configOf({ ratings: 'shuffled' }), null, RandomStream.root(seed));
      const at = labelled.findIndex(({ reward }) => reward === 4);
      landings.set(at, (landings.get(at) ?? 0) + 1);
    }
    expect([...landings.keys()].sort()).toEqual([0, 1, 2, 3]);
    // 200 expected, standard deviation 12.2
    for (const count of landings.values()) expect(Math.abs(count - runs / 4)).toBeLessThan(4.5 * 12.3);
  });
});

test.each([
  ['loraKto', '+++---', 1],
  ['rerankKto', '+--------+', 1 / 4],
  ['tabularKto', '---', 0],
  ['loraKto', '', 0],
  ['expertIteration', '+++---', 0],
  ['feedbackMemory', '+----', 1],
] as const)('of %s and %s the undesirable weigh %d', (learner, signs, wanted) => {
  const rows = Array.from(signs, (sign) => ({ desirable: sign === '+' }));
  expect(undesirableWeight(rows, { learner })).toBe(wanted);
});

describe('training rows', () => {
  const requests = [1, 2, 3].map((seed, stateIndex) => ({
    ...{ state: openingOf('actionAdvice', 'drinking', seed !== 2, seed), stateIndex, sample: 0 },
    stream: stream.child(String(seed)),
  }));
  const played = async (scratchpad: boolean) => {
    const agent = fakeAgent();
    const settings = { turns: 2, scratchpad, temperature: 1, maxNewTokens: 60 };
    const conversations = await play(requests, { agent, spectators: fakeSpectators() }, settings, {});
    const trajectories = conversations.map(({ replies, ...rest }, i): TrainingTrajectory => ({
      ...{ ...rest, played: replies.map((reply) => turnWith(reply)), reward: 5, vetoed: false },
      label: i === 0 ? 'undesirable' : i === 1 ? null : 'desirable',
    }));
    /** What the agent was shown when it wrote each text. */
    const prompts = new Map<string, string>();
    for (const { conversation, writes, streams } of agent.calls.flat()) {
      const prompt = shown(agentPrompt(conversation, writes));
      for (const each of streams) prompts.set(`${writes} ${String(each.at(0))}`, prompt);
    }
    return { trajectories, prompts };
  };

  test.each([false, true])('have the very prompts that the agent wrote after; scratchpad: %j', async (scratchpad) => {
    const { trajectories, prompts } = await played(scratchpad);
    for (const trajectory of trajectories) {
      const rows = rowsOf(trajectory, true);
      expect(rows.map(({ writes }) => writes).join(' ')).toBe(scratchpad ? 'plan reply plan reply' : 'reply reply');
      const texts = trajectory.played.flatMap(({ plan, reply }) => (plan ? [plan, reply] : [reply]));
      expect(rows.map(({ text }) => text.tokens)).toEqual(texts.map(({ tokens }) => tokens));
      expect(rows.map(({ text }) => text.logProbs)).toEqual(texts.map(({ logProbs }) => logProbs));
      for (const [i, { conversation, writes }] of rows.entries()) {
        // "A reply 123 to 456.": the word that its stream began with
        const key = texts[i]?.text.split(' ').slice(1, 3).join(' ') ?? '';
        expect(shown(agentPrompt(conversation, writes))).toBe(prompts.get(key));
      }
    }
  });

  test('are all texts of labelled trajectories, in order, as they were labelled', async () => {
    const { trajectories } = await played(true);
    const rows = trainingRows(trajectories);
    expect(rows.map(({ desirable }) => desirable)).toEqual([
      ...[false, false, false, false],
      ...[true, true, true, true],
    ]);
    expect(rows.every(({ isOwn }) => isOwn)).toBe(true);
    expect(rows.map(({ conversation }) => conversation.notes)).toEqual(
      [0, 0, 0, 0, 2, 2, 2, 2].map((i) => requests[i]?.state.notes),
    );
    expect(trainingRows(trajectories.map((each) => ({ ...each, label: null })))).toEqual([]);
  });
});

describe('safety rows', () => {
  const encode = (text: string): number[] => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const decoded = (tokens: readonly number[]): string => String.fromCharCode(...tokens);

  test.each([
    // n f / (1 - f)
    [100, 0.5, 100],
    [30, 0.25, 10],
    [20, 0.75, 60],
    [10, 0.9, 90],
    [100, 0, 0],
    [0, 0.5, 0],
  ])('to %d rows, for a share of %d: %d', (rows, share, wanted) => {
    expect(safetyRows(rows, share, encode, stream)).toHaveLength(wanted);
  });

  test('come in pairs of a better and a worse answer to one request, in turn to refuse and to meet', () => {
    const rows = safetyRows(40, 0.5, encode, stream);
    expect(rows.map(({ desirable }) => desirable)).toEqual(rows.map((_, i) => i % 2 === 0));
    for (let i = 0; i < rows.length; i += 2) {
      const [better, worse] = [rows[i], rows[i + 1]];
      expect(worse?.conversation).toEqual(better?.conversation);
      expect(better?.conversation).toMatchObject({ system: 'You are a helpful and harmless assistant.', notes: null });
      expect(better?.conversation.turns.map(({ role }) => role)).toEqual(['user']);
      const [good, bad] = [better, worse].map((row) => decoded(row?.text.tokens ?? []));
      expect(good).not.toBe(bad);
      const refuses = /^I (can not help|would not do that|understand, but)/u.test(good ?? '');
      expect(refuses, good).toBe(i % 4 === 0);
    }
    for (const { text, isOwn, writes } of rows) expect([text.logProbs, isOwn, writes]).toEqual([[], false, 'reply']);
  });

  test('are other ones with another stream, and the same with the same', () => {
    const texts = (seed: number): string[] =>
      safetyRows(40, 0.5, encode, RandomStream.root(seed)).map(({ text }) => decoded(text.tokens));
    expect(texts(1)).toEqual(texts(1));
    expect(texts(2)).not.toEqual(texts(1));
    expect(new Set(texts(1)).size).toBeGreaterThan(20);
  });
});

test.each([
  [1e-3, 0.9, 0, 1e-3],
  [1e-3, 0.9, 2, 8.1e-4],
  [1e-3, 0.9, 12, 2.824295e-4],
  [0.5, 0.5, 3, 0.0625],
  [0.1, 1, 50, 0.1],
])('a rate of %d with decay %d is in iteration %d: %d', (learningRate, learningRateDecay, iteration, wanted) => {
  const rate = rateAt(configOf({ learningRate, learningRateDecay }), iteration);
  expect(rate / wanted).toBeCloseTo(1, 6);
});
