import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConfigError } from '../experiments/index.ts';
import { runMain } from './program.ts';
import { UsageError } from './usage.ts';

let written = '';
beforeEach(() => {
  written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const failing = (error: Error) => () => Promise.reject(error);

test.each<[string, () => Promise<boolean>, number | undefined, string]>([
  ['what succeeds', () => Promise.resolve(true), undefined, ''],
  ['what does not', () => Promise.resolve(false), 1, ''],
  ['what fails', failing(new RangeError('no room')), 1, 'no room\n'],
  ['a command line', failing(new UsageError('--n: x')), 2, '--n: x\n\nhow to use it\n'],
  ['a bad file', failing(new ConfigError('beta', { code: 'missing' })), 2, 'beta: is missing\n'],
])('%s has its exit code and words', async (_, body, exitCode, text) => {
  await runMain('how to use it\n', [ConfigError], body);
  expect(process.exitCode).toBe(exitCode);
  expect(written).toBe(text);
});

test.each(['--help', '-h'])('%s prints how to use it, and does nothing', async (word) => {
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const body = vi.fn(() => Promise.resolve(false));
  await runMain('how to use it\n', [], body, ['therapy-50', word]);
  expect(print.mock.calls).toEqual([['how to use it\n']]);
  expect(body).not.toHaveBeenCalled();
  expect(process.exitCode).toBeUndefined();
});

test('what is thrown before there is a promise counts, too', async () => {
  await runMain('usage\n', [], () => {
    throw new UsageError('bad');
  });
  expect(process.exitCode).toBe(2);
});
