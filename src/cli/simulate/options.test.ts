import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, defaults, presetNamed, presets } from '../../experiments/index.ts';
import { ownScenario } from '../../../test/support/ownCase.ts';
import { encodeLink } from '../../link/index.ts';
import { ownUsersText } from '../../ownUsers/file.ts';
import { UsageError } from '../usage.ts';
import { readOptions, usage } from './options.ts';
import type { Options } from './options.ts';

const cores = 3;
const read = (...words: readonly string[]): Promise<Options> => readOptions(words, cores);

async function refused(...words: readonly string[]): Promise<UsageError | ConfigError> {
  try {
    await read(...words);
  } catch (error) {
    if (error instanceof UsageError || error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-options-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('presets', () => {
  test.each(presets.map(({ id }) => id))('%s is taken by its name, and usage names it', async (id) => {
    const options = await read(id);
    expect(options).toEqual({
      ...{ config: presetNamed(id).config, workers: cores, model: 'builtin', out: null, json: false },
    });
    expect(usage).toMatch(new RegExp(`[ ,]${id}[,\n]`, 'u'));
  });

  test('there is one source, neither none nor two', async () => {
    for (const words of [[], ['therapy', 'booking']]) {
      const error = await refused(...words);
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toBe('name one preset or one config file');
    }
  });

  test('a name that is none is told from a file', async () => {
    const error = await refused('therapie');
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe('therapie is neither a preset nor a .json file nor a link');
  });
});

describe('a link', () => {
  test('is a setup, and options change it', async () => {
    const { config } = await read('https://example.org/#v=1&p=booking&seed=7', '--set', 'beta=0.2');
    expect(config).toEqual({ ...presetNamed('booking').config, seed: 7, beta: 0.2 });
  });

  test.each([
    ['v=1&p=cooking', 'p: "cooking" is not the name of a preset'],
    ['v=3&p=booking', 'the link is of version 3, which this page does not know yet'],
    ['v=1&p=booking&beta=0', 'beta: 0 is not a number from 0.001 to 10'],
  ])('%s is refused: %s', async (link, message) => {
    const error = await refused(link);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(message);
  });
});

describe('a config file', () => {
  test('has its fields and defaults for the others', async () => {
    const path = await file('small.json', '{ "iterations": 2, "scenarios": ["smoking"], "beta": 0.25 }');
    const { config } = await read(path);
    expect(config).toEqual({ ...defaults, iterations: 2, scenarios: ['smoking'], beta: 0.25 });
    expect((await read(await file('empty.json', '{}'))).config).toEqual(defaults);
  });

  test('gives way to the command line', async () => {
    const path = await file('given.json', '{ "iterations": 2, "seed": 5 }');
    const { config } = await read(path, '--set', 'iterations=3', '--seed', '6');
    expect(config).toEqual({ ...defaults, iterations: 3, seed: 6 });
  });

  test.each([
    ['is not JSON', '{ iterations: 2 }', UsageError, /\.json is not JSON: ./u],
    ['is empty', '', UsageError, /\.json is not JSON: ./u],
    ['has an unknown field', '{ "sead": 2 }', ConfigError, /^sead: there is no such field$/u],
    ['has a value of another kind', '{ "iterations": "2" }', ConfigError, /^iterations: "2" is not a whole number/u],
    ['is a list', '[]', ConfigError, /^config: \[\] is not an object$/u],
    ['is a text', '"therapy"', ConfigError, /^config: "therapy" is not an object$/u],
    ['is null', 'null', ConfigError, /^config: null is not an object$/u],
  ])('that %s is refused', async (_, content, kind, message) => {
    const error = await refused(await file('wrong.json', content));
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(message);
  });

  test('with a fault is refused, even where the command line would mend it', async () => {
    const error = await refused(await file('fault.json', '{ "turns": 9 }'), '--set', 'turns=1');
    expect(error.message).toMatch(/^turns: 9 is not a whole number from 1 to 5$/u);
  });

  test('that is not there, or is a folder, is refused by name', async () => {
    const missing = join(folder, 'nothing.json');
    for (const [path, fault] of [[missing, 'there is no such file'] as const, [folder, 'neither'] as const]) {
      const error = await refused(path);
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toContain(path);
      expect(error.message).toContain(fault);
    }
  });
});

describe('--set', () => {
  test.each([
    ['a whole number', 'iterations=7', 'iterations', 7],
    ['a number', 'gameableShare=.25', 'gameableShare', 0.25],
    ['a number with an exponent', 'learningRate=5e-4', 'learningRate', 0.0005],
    ['a switch that is on', 'scratchpad=true', 'scratchpad', true],
    ['a switch that is off', 'rankStabilised=false', 'rankStabilised', false],
    ['a choice', 'veto=fivePoint', 'veto', 'fivePoint'],
    ['a list of one', 'scenarios=smoking', 'scenarios', ['smoking']],
    ['a list', 'channels=wish,notes', 'channels', ['wish', 'notes']],
    ['an empty list', 'scenarios=', 'scenarios', []],
  ])('%s', async (_, words, key, value) => {
    const { config } = await read('therapy', '--set', words);
    expect(config).toEqual({ ...presetNamed('therapy').config, [key]: value });
  });

  test('may be given often, and the last one counts', async () => {
    const { config } = await read('therapy', '--set', 'beta=0.2', '--set=iterations=3', '--set', 'beta=0.3');
    expect(config).toEqual({ ...presetNamed('therapy').config, beta: 0.3, iterations: 3 });
  });

  test.each([
    ['no number', 'iterations=many', 'iterations: "many" is not a whole number from 1 to 200'],
    ['no value', 'iterations=', 'iterations: "" is not a whole number from 1 to 200'],
    ['blanks', 'beta=  ', 'beta: "  " is not a number from 0.001 to 10'],
    ['infinity', 'beta=Infinity', 'beta: "Infinity" is not a number from 0.001 to 10'],
    ['a fraction', 'iterations=2.5', 'iterations: 2.5 is not a whole number from 1 to 200'],
    ['yes for a switch', 'scratchpad=yes', 'scratchpad: "yes" is neither true nor false'],
    ['another choice', 'reference=none', 'reference: "none" is not one of moving, fixed'],
    ['a list without its least', 'channels=', 'channels: names 0, at least 1 is needed'],
    ['an unknown field', 'sead=3', 'sead: there is no such field'],
    ['an inherited name', 'toString=3', 'toString: there is no such field'],
    ['the name of a prototype', '__proto__=3', '__proto__: there is no such field'],
    ['what does not go together', 'turns=5', 'turns: actionAdvice has at most 2, not 5'],
  ])('%s is refused by the field', async (_, words, message) => {
    const error = await refused('action', '--set', words);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe(message);
  });

  test.each(['iterations', '=3', ''])('%j is not of its form', async (words) => {
    const error = await refused('therapy', `--set=${words}`);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(`--set ${words}: not of the form KEY=VALUE`);
  });

  test('takes a value with a sign of equality as it is', async () => {
    expect((await refused('therapy', '--set', 'veto=a=b')).message).toMatch(/^veto: "a=b" is not one of none, /u);
  });
});

describe('--seed', () => {
  test('is the seed, above one that is set', async () => {
    expect((await read('therapy', '--seed', '12')).config.seed).toBe(12);
    expect((await read('therapy', '--seed', '0', '--set', 'seed=4')).config.seed).toBe(0);
  });

  test.each(['1.5', 'x', '', '-1', '1e300'])('%j is refused as the field is', async (seed) => {
    const error = await refused('therapy', `--seed=${seed}`);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(/^seed: .* is not a whole number from 0 to 9007199254740991$/u);
  });
});

describe('the other options', () => {
  test('are taken in any order', async () => {
    const { config, ...others } = await read(
      '--json',
      '--out',
      'a b.jsonl',
      'booking',
      '--workers=2',
      '--model',
      'm-2',
    );
    expect(others).toEqual({ workers: 2, model: 'm-2', out: 'a b.jsonl', json: true });
    expect(config).toEqual(presetNamed('booking').config);
  });

  test.each([['1', 1] as const, ['64', 64] as const])('%s workers are taken', async (words, workers) => {
    expect((await read('therapy', '--workers', words)).workers).toBe(workers);
  });

  test.each(['0', '65', '2.5', 'all', '', '-1'])('%j workers are refused', async (words) => {
    const error = await refused('therapy', `--workers=${words}`);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(`--workers: ${words} is not a whole number from 1 to 64`);
  });

  test.each(['', '.', '../builtin', 'a/b', 'a b'])('%j is the name of no model', async (name) => {
    const error = await refused('therapy', `--model=${name}`);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(`--model: ${name} is not the name of a model`);
  });

  test.each([
    ['an unknown option', ['--workres', '2'], /^Unknown option '--workres'$/u],
    ['an option without its value', ['--out'], /--out.* argument missing/u],
    ['a value for a switch', ['--json=1'], /--json.* does not take an argument/u],
  ])('%s is refused in a sentence', async (_, words, message) => {
    const error = await refused('therapy', ...words);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(message);
  });
});

describe('--out', () => {
  test('is neither the config file nor that of the users', async () => {
    const config = await file('own.json', '{}');
    const users = await file(
      'own-users.json',
      ownUsersText({ environment: 'therapyTalk', scenarios: [ownScenario('A', 'smoking')] }),
    );
    for (const out of [config, users, join(folder, '.', 'own.json')]) {
      const error = await refused(config, '--users', users, '--out', out);
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toMatch(/^--out .*: that is .*, which is read$/u);
    }
    expect((await read(config, '--out', join(folder, 'own.jsonl'))).out).toBe(join(folder, 'own.jsonl'));
    const long = `https://example.org/${'x'.repeat(400)}/#v=1&p=booking`;
    expect((await read(long, '--out', 'new.jsonl')).out).toBe('new.jsonl');
  });
});

describe('--users', () => {
  test('gives a link its users, where they are too much for it and it only names them', async () => {
    const own = ownScenario('Mine', 'smoking', 12);
    const openings = own.openings.map((opening, at) => ({
      ...opening,
      messages: [{ role: 'user' as const, text: `${String(at)} ${'long '.repeat(380)}`.trim() }],
    }));
    const all = { environment: 'therapyTalk' as const, scenarios: [{ ...own, openings }] };
    const many = await file('many.json', ownUsersText(all));
    const { config } = await read('therapy-50', '--users', many, '--seed', '4');
    const link = `#${encodeLink({ config, fingerprint: null, view: {}, fixed: [], hidden: [] })}`;
    expect(link).toContain('ownFile=');
    expect((await read(link, '--users', many)).config).toEqual(config);
    expect((await refused(link)).message).toContain('ownFile');
    const other = await file('other.json', ownUsersText({ environment: 'therapyTalk', scenarios: [own] }));
    expect((await refused(link, '--users', other)).message).toContain('ownFile');
  });

  const users = { environment: 'politicalQuestions' as const, scenarios: [ownScenario('Mine', 'liberal')] };

  test('takes users of one’s own and their environment from a file', async () => {
    const path = await file('users.json', ownUsersText(users));
    const { config } = await read('therapy-50', '--users', path, '--set', 'seed=4');
    expect(config).toMatchObject({ environment: 'politicalQuestions', ownScenarios: users.scenarios, seed: 4 });
  });

  test('names file, place and fault', async () => {
    const path = await file('bad-users.json', ownUsersText(users).replace('"liberal"', '"smoking"'));
    const error = await refused('therapy-50', '--users', path);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain('bad-users.json: scenarios.0.like: "smoking" is not one of liberal');
    expect((await refused('therapy-50', '--users', join(folder, 'none.json'))).message).toContain('none.json');
  });
});

test('--set takes changes in mid-run as JSON', async () => {
  const changes = [{ iteration: 4, settings: { gameableShare: 0.1 } }];
  expect((await read('therapy-50', '--set', `changes=${JSON.stringify(changes)}`)).config.changes).toEqual(changes);
  expect((await refused('therapy-50', '--set', 'changes=[')).message).toBe('changes: "[" is not Array');
});
