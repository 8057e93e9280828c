import { describe, expect, it } from 'vitest';
import { parseOptions, UsageError } from './options.ts';

describe('the command line', () => {
  it('has defaults', () => {
    expect(parseOptions([], 2)).toEqual({
      size: 'main',
      seed: 1,
      tokens: 125_000_000,
      workers: 2,
      out: 'public/models',
      name: 'builtin',
      checkpointMinutes: 2,
      json: false,
      batchRows: null,
      peak: null,
      muonPeak: null,
    });
    expect(parseOptions([], 64).workers).toBe(4);
  });

  it('takes every option', () => {
    const words =
      '--size large --seed 7 --tokens 500 --workers 3 --out a/b --checkpoint-minutes 0.5 --batch-rows 8 --peak 0.001 --muon-peak 0.03 --json';
    expect(parseOptions(words.split(' '), 1)).toEqual({
      size: 'large',
      seed: 7,
      tokens: 500,
      workers: 3,
      out: 'a/b',
      name: 'large',
      checkpointMinutes: 0.5,
      json: true,
      batchRows: 8,
      peak: 0.001,
      muonPeak: 0.03,
    });
  });

  it.each([
    ['--sise main', "Unknown option '--sise'"],
    ['main', "Unexpected argument 'main'"],
    ['--size huge', '--size: huge is not one of tiny, small, main, large'],
    ['--size', '--size <value>'],
    ['--json=yes', '--json'],
    ['--seed -1', '--seed'],
    ['--seed=-1', '--seed: -1 is not a whole number from 0'],
    ['--seed 1.5', '--seed: 1.5'],
    ['--seed 9007199254740993', '--seed'],
    ['--tokens 0', '--tokens: 0 is not a whole number from 1'],
    ['--tokens 1e6', '--tokens: 1e6'],
    ['--workers 5', '--workers: 5 is not a whole number from 1 to 4'],
    ['--workers two', '--workers: two'],
    ['--out=', '--out: no folder is given'],
    ['--batch-rows 3', '--batch-rows: 3'],
    ['--peak 1', '--peak: 1 is not'],
    ['--muon-peak 0', '--muon-peak: 0 is not'],
    ['--name a/b', '--name: a/b has other signs'],
    ['--checkpoint-minutes 0', '--checkpoint-minutes: 0'],
    ['--checkpoint-minutes 2h', '--checkpoint-minutes: 2h'],
    ['--checkpoint-minutes 1441', '--checkpoint-minutes: 1441'],
  ])('refuses "%s", naming the option', (text, message) => {
    const parse = (): unknown => parseOptions(text.split(' '), 2);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(message);
  });
});
