import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyChanges } from '../../../test/support/anyConfig.ts';
import { environmentIds, scenarioIds } from '../../environments/index.ts';
import { configKeys, defaults, fields } from './fields.ts';
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

test('whatever the table allows is a config, and survives JSON unchanged', () => {
  fc.assert(
    fc.property(anyChanges, (changes) => {
      // what fields ask of each other is tested above
      const plain = { turns: 1, scratchpad: false, safetyShare: 0, optimizer: 'fresh', schedule: 'constant' };
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
