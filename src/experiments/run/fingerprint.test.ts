import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { configKeys, defaults, fields, parseConfig } from '../config/index.ts';
import type { ConfigKey, Field, RunConfig } from '../config/index.ts';
import { ownScenario } from '../../../test/support/ownCase.ts';
import type { TrainingTrajectory } from './events.ts';
import { changeText, configHash, firstFingerprint, nextFingerprint } from './fingerprint.ts';
import { answeredWith, openingOf, trajectoryWith, turnWith, writtenAs } from './testing/fakes.ts';

const model = { name: 'tiny', hash: 'ab12' };
const start = firstFingerprint(defaults, model);

describe('the first fingerprint', () => {
  test('is 32 bytes in hexadecimal', () => {
    expect(start).toMatch(/^[0-9a-f]{64}$/u);
  });

  test('depends on values, not on the order of keys or on who made the object', () => {
    const { seed, cue, ...rest } = defaults;
    const moved = { ...rest, cue, seed };
    expect(Object.keys(moved)).not.toEqual(Object.keys(defaults));
    expect(firstFingerprint(moved, model)).toBe(start);
    expect(firstFingerprint(parseConfig(JSON.parse(JSON.stringify(moved))), { ...model })).toBe(start);
  });

  /** The default config with another value of one field. */
  const changedIn = (key: ConfigKey): RunConfig => {
    const field: Field = fields[key];
    switch (field.kind) {
      case 'whole':
      case 'number':
        return parseConfig({ [key]: field.default === field.low ? field.high : field.low });
      case 'switch':
        return parseConfig({ [key]: field.default === false });
      case 'choice':
        // the last one: selection inside states asks for more trajectories of each
        return parseConfig({ [key]: field.options.findLast((option) => option !== field.default) });
      case 'model':
        return parseConfig({ learner: 'rerankKto', [key]: 'server:some-model' });
      case 'list':
        return parseConfig({ [key]: [field.options?.[0] ?? 'smoking'] });
      case 'structure':
        if (field.of === 'ownScenarios') return parseConfig({ ownScenarios: [ownScenario('Mine', 'smoking')] });
        return parseConfig({ changes: [{ iteration: 3, settings: { cue: 'none' } }] });
    }
  };

  test('changes with every field and with the weights, not with the name that they go by', () => {
    const keys = configKeys.filter((key) => key !== 'changes');
    const changed = keys.map((key) => firstFingerprint(changedIn(key), model));
    const weights = firstFingerprint(defaults, { ...model, hash: 'ab13' });
    expect(new Set([start, weights, ...changed]).size).toBe(keys.length + 2);
    expect(firstFingerprint(defaults, { ...model, name: 'large' })).toBe(start);
  });

  test('is that of the run without its changes in mid-run, which have a setup of their own all the same', () => {
    const changed = changedIn('changes');
    expect(firstFingerprint(changed, model)).toBe(start);
    expect(configHash(changed)).not.toBe(configHash(defaults));
  });
});

const state = openingOf('therapyTalk', 'smoking');
const played = [
  turnWith({
    rating: answeredWith(7),
    vetoes: { normal: 0.25 },
    reply: writtenAs('Do it.'),
    plan: writtenAs('I plan.'),
  }),
  turnWith({ rating: answeredWith(6), vetoes: { normal: 0.5 }, reply: writtenAs('Well done.'), transition: 2, end: 4 }),
];
const turns = [
  ...state.messages,
  { role: 'agent' as const, text: 'Do it.' },
  { role: 'user' as const, text: 'I did.' },
  { role: 'agent' as const, text: 'Well done.' },
];
const one: TrainingTrajectory = {
  ...{ ...trajectoryWith({ state, played, turns }), reward: 6.5, vetoed: false, label: 'desirable' },
};
const two: TrainingTrajectory = { ...one, stateIndex: 1, reward: 5, label: null };
const parameters = Float32Array.of(1, -0.5, 0.25);
const link = nextFingerprint(start, [one, two], parameters);

/** The trajectory with something changed about its reply `at`. */
const withReply = (at: number, changes: Parameters<typeof turnWith>[0]): TrainingTrajectory => ({
  ...one,
  played: one.played.map((turn, i) => (i === at ? { ...turn, ...changes } : turn)),
});
const withText = (at: number, text: string): TrainingTrajectory => ({
  ...one,
  turns: one.turns.map((turn, i) => (i === at ? { ...turn, text } : turn)),
});
const reply = one.played[0]?.reply ?? writtenAs('');

describe('the next fingerprint', () => {
  test('is that of equal trajectories and parameters, whoever made them', () => {
    expect(link).toMatch(/^[0-9a-f]{64}$/u);
    expect(nextFingerprint(start, structuredClone([one, two]), parameters.slice())).toBe(link);
    // a view into a longer buffer, as adapters are
    const long = Float32Array.of(9, 1, -0.5, 0.25, 9).subarray(1, 4);
    expect(nextFingerprint(start, [one, two], long)).toBe(link);
  });

  test.each<[string, TrainingTrajectory]>([
    ['a message', withText(0, `${turns[0]?.text ?? ''} `)],
    ['a reply', withText(1, 'Do it!')],
    ["the user's answer", withText(2, 'I did!')],
    [
      'where one text ends and the next begins',
      {
        ...withText(1, 'Do it.I'),
        turns: withText(1, 'Do it.I').turns.map((turn, i) => (i === 2 ? { ...turn, text: ' did.' } : turn)),
      },
    ],
    ['a text less', { ...one, turns: one.turns.slice(0, -1) }],
    ['the notes', { ...one, state: { ...state, notes: 'Ada, nurse.' } }],
    ['no notes', { ...one, state: { ...state, notes: null } }],
    ['the group', { ...one, state: { ...state, gameable: false } }],
    ['the scenario', { ...one, state: { ...state, scenario: 'anger' } }],
    ['a token of a reply', withReply(0, { reply: { ...reply, tokens: reply.tokens.map((token) => token + 1) } })],
    ['the last bit of a log-probability', withReply(0, { reply: { ...reply, logProbs: [-0.5, -0.5000000000000001] } })],
    ['a token of a plan', withReply(0, { plan: { ...writtenAs('I plan.'), tokens: [1, 6] } })],
    ['a log-probability of a plan', withReply(0, { plan: { ...writtenAs('I plan.'), logProbs: [-0.5, -0.6] } })],
    ['no plan', withReply(0, { plan: null })],
    ['a rating', withReply(1, { rating: answeredWith(6.000000000000001) })],
    ['a score of a veto', withReply(1, { vetoes: { normal: 0.5000000000000001 } })],
    ["the transition model's answer", withReply(1, { transition: 2.5 })],
    ['no answer of the transition model', withReply(1, { transition: null })],
    ['the reward', { ...one, reward: 6.500000000000001 }],
    ['the label', { ...one, label: 'undesirable' }],
    ['no label', { ...one, label: null }],
    ['a veto', { ...one, vetoed: true }],
  ])('changes with %s', (_, changed) => {
    expect(nextFingerprint(start, [changed, two], parameters)).not.toBe(link);
  });

  test('changes with the order of trajectories, with one more and with one less', () => {
    const links = [[one, two], [two, one], [one], [one, two, two], []].map((all) =>
      nextFingerprint(start, all, parameters),
    );
    expect(new Set(links).size).toBe(5);
  });

  test.each([
    ['the last bit of one', Float32Array.of(1, -0.5, 0.25000003)],
    ['a sign', Float32Array.of(1, 0.5, 0.25)],
    ['their order', Float32Array.of(-0.5, 1, 0.25)],
    ['one more', Float32Array.of(1, -0.5, 0.25, 0)],
  ])('changes with parameters: %s', (_, changed) => {
    expect(nextFingerprint(start, [one, two], changed)).not.toBe(link);
  });

  test('is a link of a chain: it depends on all that came before', () => {
    const other = nextFingerprint(start, [two], parameters);
    expect(nextFingerprint(other, [one], parameters)).not.toBe(nextFingerprint(link, [one], parameters));
  });

  test('of no trajectories is SHA-256 of the one before and of the parameters in little-endian', () => {
    // by another implementation
    const bytes = Buffer.alloc(12);
    for (const [i, value] of [1, -0.5, 0.25].entries()) bytes.writeFloatLE(value, 4 * i);
    const wanted = createHash('sha256').update(Buffer.from(start, 'hex')).update(bytes).digest('hex');
    expect(nextFingerprint(start, [], parameters)).toBe(wanted);
  });
});

describe('a change in mid-run', () => {
  const changed = parseConfig({
    changes: [
      { iteration: 2, settings: { cue: 'trait', gameableShare: 0.25 } },
      { iteration: 4, settings: { cue: 'trait' } },
    ],
  });

  test('is told where it takes effect, as it takes effect', () => {
    expect(changeText(changed, 1)).toBeNull();
    expect(changeText(changed, 2)).toBe('[["gameableShare",0.25]]');
    expect(changeText(changed, 3)).toBeNull();
    // nothing is another than before
    expect(changeText(changed, 4)).toBeNull();
  });

  test('is in the link of its iteration', () => {
    expect(nextFingerprint(start, [one, two], parameters, null)).toBe(link);
    const texts = [changeText(changed, 2), '[["gameableShare",0.5]]'];
    const links = texts.map((text) => nextFingerprint(start, [one, two], parameters, text));
    expect(new Set([link, ...links]).size).toBe(3);
  });
});
