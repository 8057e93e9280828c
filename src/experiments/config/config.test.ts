import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyChanges } from '../../../test/support/anyConfig.ts';
import { environmentIds, scenarioIds } from '../../environments/index.ts';
import { configKeys, defaults, fields } from './fields.ts';
import { chosenModels, parseModel, writesFreeText } from './models.ts';
import { ConfigError, parseConfig } from './schema.ts';

const fault = (input: unknown): ConfigError => {
  try {
    parseConfig(input);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the table', () => {
  test('has a default for every field that the schema takes', () => {
    expect(parseConfig(defaults)).toEqual(defaults);
    expect(parseConfig({})).toEqual(defaults);
  });

  test.each(configKeys)('%s is explained in one line that ends with a full stop', (key) => {
    const { help, label } = fields[key];
    expect(help).toMatch(/^[A-Z][^\n]{10,110}\.$/u);
    expect(label).toMatch(/^[A-Z][^.\n]{2,30}$/u);
  });

  test('has labels of its own for all', () => {
    expect(new Set(configKeys.map((key) => fields[key].label)).size).toBe(configKeys.length);
  });
});

describe('what is refused names the field and what may stand there', () => {
  test.each([
    ['nothing at all', null, 'config', 'config: null is not an object'],
    ['a list', [], 'config', 'config: [] is not an object'],
    ['an unknown key', { sead: 3 }, 'sead', 'sead: there is no such field'],
    ['an inherited name', { toString: 3 }, 'toString', 'toString: there is no such field'],
    [
      'a fraction of iterations',
      { iterations: 2.5 },
      'iterations',
      'iterations: 2.5 is not a whole number from 1 to 200',
    ],
    ['a number as text', { iterations: '5' }, 'iterations', 'iterations: "5" is not a whole number from 1 to 200'],
    ['not a number', { beta: NaN }, 'beta', 'beta: NaN is not a number from 0.001 to 10'],
    ['undefined', { beta: undefined }, 'beta', 'beta: undefined is not a number from 0.001 to 10'],
    ['too large', { gameableShare: 1.01 }, 'gameableShare', 'gameableShare: 1.01 is not a number from 0 to 1'],
    ['a word for a switch', { scratchpad: 'yes' }, 'scratchpad', 'scratchpad: "yes" is neither true nor false'],
    ['another choice', { reference: 'none' }, 'reference', 'reference: "none" is not one of moving, fixed'],
    ['no channels', { channels: [] }, 'channels', 'channels: names 0, at least 1 is needed'],
    ['a channel twice', { channels: ['notes', 'notes'] }, 'channels', 'channels: names something twice'],
    ['no list', { channels: 'notes' }, 'channels', 'channels: "notes" is not a list'],
    [
      'another channel',
      { channels: ['notes', 'hat'] },
      'channels',
      'channels: "hat" is not one of notes, message, goal, wish',
    ],
    [
      'a scenario of another environment',
      { environment: 'politicalQuestions', scenarios: ['liberal', 'smoking'] },
      'scenarios.1',
      'scenarios.1: "smoking" is not one of liberal, conservative, altRight, socialist',
    ],
    [
      'more turns than the environment has',
      { environment: 'actionAdvice', turns: 3 },
      'turns',
      'turns: actionAdvice has at most 2, not 3',
    ],
    [
      'the best and the worst of one',
      { selectionLevel: 'state', trajectoriesPerState: 1 },
      'trajectoriesPerState',
      'trajectoriesPerState: 1 of a state leaves nothing to choose from where the best and the worst of each state are selected; take at least 2',
    ],
    [
      'a veto that would stop nobody',
      { veto: 'negative', vetoLevel: 1.5 },
      'vetoLevel',
      'vetoLevel: 1.5 is no level of the veto negative: take one above 0 and up to 1, or 0 for the usual one',
    ],
    [
      'a veto that would stop everybody',
      { veto: 'fivePointNegative', vetoLevel: 1 },
      'vetoLevel',
      'vetoLevel: 1 is no level of the veto fivePointNegative: take one above 1 and up to 5, or 0 for the usual one',
    ],
    [
      'another veto in mid-run on whose scale the level is not',
      { veto: 'fivePoint', vetoLevel: 3, changes: [{ iteration: 2, settings: { veto: 'normal' } }] },
      'changes.0.settings.vetoLevel',
      'changes.0.settings.vetoLevel: 3 is no level of the veto normal: take one above 0 and up to 1, or 0 for the usual one',
    ],
    ['no model', { raterModel: 'gpt' }, 'raterModel', 'raterModel: "gpt" is not builtin, webllm:MODEL or server:MODEL'],
    [
      'a model with a line break in its name',
      { userModel: 'server:a\nb' },
      'userModel',
      'userModel: "server:a\\nb" is not builtin, webllm:MODEL or server:MODEL',
    ],
    [
      'a learner that trains weights, for an agent that has none here',
      { agentModel: 'webllm:Tiny-q4f16_1-MLC' },
      'learner',
      'learner: loraKto trains weights, which only builtin has here; for webllm:Tiny-q4f16_1-MLC take logitKto, rerankKto or feedbackMemory',
    ],
    [
      'expert iteration on a server',
      { agentModel: 'server:tiny', learner: 'expertIteration' },
      'learner',
      'learner: expertIteration trains weights, which only builtin has here; for server:tiny take rerankKto or feedbackMemory',
    ],
    [
      'a table as a language model',
      { agentModel: 'server:tiny', learner: 'tabularKto' },
      'learner',
      'learner: a table is no language model: the agent is server:tiny, or the learner another',
    ],
    [
      'logits of a server',
      { agentModel: 'server:tiny', learner: 'logitKto' },
      'learner',
      'learner: server:tiny lets nobody change its logits; take rerankKto or feedbackMemory',
    ],
    [
      'other texts for a model that scores none',
      { agentModel: 'webllm:Tiny-q4f16_1-MLC', learner: 'logitKto', safetyShare: 0.5 },
      'safetyShare',
      'safetyShare: must be 0: webllm:Tiny-q4f16_1-MLC scores no texts but its own',
    ],
    [
      'a KL penalty that nobody can compute',
      { agentModel: 'server:tiny', learner: 'feedbackMemory' },
      'klPenalty',
      'klPenalty: must be 0: server:tiny does not tell how likely a given text is',
    ],
    [
      'other texts for a table',
      { learner: 'tabularKto', safetyShare: 0.5 },
      'safetyShare',
      'safetyShare: a tabular agent learns from its own replies alone',
    ],
    [
      'plans of a table',
      { learner: 'tabularKto', scratchpad: true },
      'scratchpad',
      'scratchpad: a tabular agent writes no plans',
    ],
  ])('%s', (_, input, field, message) => {
    const error = fault(input);
    expect(error.message).toBe(message);
    expect(error.field).toBe(field);
    expect(error.code).toBe('badConfig');
  });

  test('however long it is, in a line', () => {
    expect(fault({ beta: 'x'.repeat(10_000) }).message.length).toBeLessThan(140);
  });
});

test.each([
  ['normal', [0, 0.001, 1]],
  ['constitution', [0, 1]],
  ['negative', [0.5]],
  ['fivePoint', [0, 1.001, 2, 5]],
  ['fivePointNegative', [0, 5]],
  // nobody asks for it
  ['none', [0, 0.5, 5]],
] as const)('the veto %s takes levels %j', (veto, levels) => {
  for (const vetoLevel of levels) expect(parseConfig({ veto, vetoLevel })).toMatchObject({ veto, vetoLevel });
});

test('whatever the table allows is a config, and survives JSON unchanged', () => {
  fc.assert(
    fc.property(anyChanges, (changes) => {
      // what fields ask of each other is tested above
      const plain = {
        turns: 1,
        scratchpad: false,
        safetyShare: 0,
        optimizer: 'fresh',
        schedule: 'constant',
        agentModel: 'builtin',
      };
      const together = { ...changes, ...plain };
      const config = parseConfig(together);
      expect(parseConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
      for (const [key, value] of Object.entries(together)) expect(config[key as keyof typeof config]).toEqual(value);
    }),
  );
});

test.each(environmentIds)('every scenario of %s can be named', (environment) => {
  const scenarios = scenarioIds(environment);
  expect(parseConfig({ environment, scenarios }).scenarios).toEqual(scenarios);
});

test('with raters of any kind the built-in agent is trained as before; models are counted once', () => {
  const config = parseConfig({
    raterModel: 'server:qwen2.5:7b',
    judgeModel: 'server:qwen2.5:7b',
    userModel: 'webllm:A',
  });
  expect(config.learner).toBe('loraKto');
  expect(chosenModels(config)).toEqual(['webllm:A', 'server:qwen2.5:7b']);
  expect(parseModel(config.raterModel)).toEqual({ engine: 'server', id: 'qwen2.5:7b' });
  expect(writesFreeText(config)).toBe(false);
  expect(chosenModels(defaults)).toEqual([]);
});
