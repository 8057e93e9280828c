import { parseArgs } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  modelName,
  readJson,
  readModel,
  readText,
  readWords,
  refuseUnwritable,
  UsageError,
  wholeNumber,
  withFile,
} from './usage.ts';

describe('a whole number', () => {
  test.each([
    ['1', 1],
    ['64', 64],
    [' 7', 7],
  ])('%j is one', (text, value) => {
    expect(wholeNumber('workers', text, 1, 64)).toBe(value);
  });

  test.each(['', ' ', '0', '65', '1.5', 'two', '-1', 'NaN', 'Infinity', '1,2'])('%j is none from 1 to 64', (text) => {
    expect(() => wholeNumber('workers', text, 1, 64)).toThrow(
      new UsageError(`--workers: ${text} is not a whole number from 1 to 64`),
    );
  });

  test('nothing is not 0', () => {
    expect(wholeNumber('seed', '0', 0, 9)).toBe(0);
    expect(() => wholeNumber('seed', '', 0, 9)).toThrow(UsageError);
  });
});

test.each(['', '..', '../builtin', 'a/b', 'a b', 'builtin\n'])('%j is not the name of a model', (text) => {
  expect(() => modelName(text)).toThrow(UsageError);
  expect(() => modelName(text, 'run.jsonl')).toThrow('run.jsonl: ');
  expect(modelName('built-in_2')).toBe('built-in_2');
});

describe('what the system says of a file', () => {
  const failing = (code: string) =>
    Promise.reject(Object.assign(new Error(`${code}: its own words, open '/x'`), { code }));

  test('of the command line is a refusal, with option and path', async () => {
    const read = withFile('--out /x', () => failing('EACCES'));
    await expect(read).rejects.toThrow(new UsageError('--out /x: access is denied'));
    await expect(readText('nowhere.txt')).rejects.toThrow(
      new UsageError('nowhere.txt: there is no such file or folder'),
    );
    await expect(readJson('src')).rejects.toThrow(new UsageError('src: is a folder'));
  });

  test('of what is to be written is told before the work', async () => {
    await expect(refuseUnwritable('src')).rejects.toThrow(new UsageError('--out src: is a folder'));
    await expect(refuseUnwritable('nowhere/claims.json')).rejects.toThrow(
      new UsageError('--out nowhere/claims.json: there is no such file or folder'),
    );
    await expect(refuseUnwritable('package.json')).resolves.toBeUndefined();
    await expect(refuseUnwritable('not-yet.json')).resolves.toBeUndefined();
    await expect(readText('not-yet.json')).rejects.toThrow('no such file');
  });

  test('of the machine stays what it is', async () => {
    const read = withFile('--out /x', () => failing('ENOSPC'));
    await expect(read).rejects.toThrow('ENOSPC: its own words');
    await expect(read).rejects.not.toThrow(UsageError);
  });

  test('of a model names the option, or who else names it', async () => {
    await expect(readModel('nosuch')).rejects.toThrow(
      new UsageError('--model: public/models/nosuch holds no model: there is no such file or folder'),
    );
    await expect(readModel('nosuch', 'run.jsonl, model.name')).rejects.toThrow('run.jsonl, model.name: public/models/');
  });
});

test("Node's complaints about words are refusals, in a sentence; other errors stay what they are", () => {
  const parse = (args: string[]) => () => parseArgs({ args, options: { seed: { type: 'string' } } });
  expect(readWords(parse(['--seed', '3'])).values.seed).toBe('3');
  expect(() => readWords(parse(['--sed', '3']))).toThrow(new UsageError("Unknown option '--sed'"));
  expect(() => readWords(parse(['more']))).toThrow(UsageError);
  expect(() =>
    readWords(() => {
      throw new RangeError('other');
    }),
  ).toThrow(RangeError);
});
