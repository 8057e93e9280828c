import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, parseSweep } from '../../experiments/index.ts';
import { UsageError } from '../usage.ts';
import { readSweepOptions } from './options.ts';

const sweep = { base: 'therapy-50', grid: { beta: [0.1, 0.3] }, seeds: 2 };

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-sweep-options-'));
  path = join(folder, 'grid.json');
  await writeFile(path, JSON.stringify(sweep));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const read = (words: readonly string[], cores = 3) => readSweepOptions(words, cores);

test('a sweep is taken by its file, and its tables lie in a folder beside it', async () => {
  expect(await read([path])).toEqual({
    ...{ sweep: parseSweep(sweep), out: join(folder, 'grid'), workers: 3, model: 'builtin', json: false },
    ...{ shard: { part: 1, parts: 1 }, merge: null },
  });
  expect((await read([path], 200)).workers).toBe(64);
});

test('options are taken', async () => {
  const words = [path, '--out', 'there', '--workers', '2', '--model', 'large', '--shard', '3/4', '--json'];
  expect(await read(words)).toMatchObject({
    ...{ out: 'there', workers: 2, model: 'large', shard: { part: 3, parts: 4 }, json: true },
  });
  expect((await read([path, '--merge', 'a', 'b'])).merge).toEqual(['a', 'b']);
});

describe('refused', () => {
  test.each<[string, () => readonly string[], string]>([
    ['no file', () => [], 'name one sweep'],
    ['a preset', () => ['therapy'], 'name one sweep'],
    ['two files', () => [path, path], 'name one sweep alone'],
    ['a file that is not there', () => [join(folder, 'none.json')], 'none.json: there is no such file'],
    ['no folders', () => [path, '--merge'], '--merge: name the folders'],
    ['part of a merge', () => [path, '--merge', 'a', '--shard', '1/2'], 'do not go together'],
    ['part 0', () => [path, '--shard', '0/2'], '--shard: 0/2 is not of the form I/N'],
    ['part 3 of 2', () => [path, '--shard', '3/2'], '--shard: 3/2'],
    ['half a shard', () => [path, '--shard', '1'], '--shard: 1'],
    ['workers', () => [path, '--workers', '0'], '--workers: 0'],
    ['a path for a model', () => [path, '--model', '../a'], '--model: ../a'],
    ['an unknown option', () => [path, '--sed', '1'], "Unknown option '--sed'"],
  ])('%s', async (_, words, message) => {
    await expect(read(words())).rejects.toThrow(UsageError);
    await expect(read(words())).rejects.toThrow(message);
  });

  test('a table that would lie where the sweep does', async () => {
    const own = join(folder, 'sweep.json');
    await writeFile(own, JSON.stringify(sweep));
    await expect(read([own, '--out', folder])).rejects.toThrow(`would overwrite ${own}`);
    expect((await read([own])).out).toBe(join(folder, 'sweep'));
  });

  test('a file that holds no sweep', async () => {
    const bad = join(folder, 'bad.json');
    await writeFile(bad, '{"base"');
    await expect(read([bad])).rejects.toThrow(`${bad} is not JSON`);
    await writeFile(bad, JSON.stringify({ ...sweep, grid: { beta: [-1] } }));
    await expect(read([bad])).rejects.toThrow(ConfigError);
    await expect(read([bad])).rejects.toThrow('grid.beta.0: -1 is not a number from');
  });
});
