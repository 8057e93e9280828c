import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeWhole } from './writeWhole.ts';

const opened = vi.hoisted((): string[] => []);
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  const open: typeof real.open = (path, ...given) => {
    opened.push(path as string);
    return real.open(path, ...given);
  };
  return { ...real, open };
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-whole-'));
  opened.length = 0;
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('a file holds what was written last, in a folder that is made, and nothing else is left', async () => {
  const path = join(folder, 'new', 'a.json');
  await writeWhole(path, 'first');
  await writeWhole(path, Uint8Array.of(0x6f, 0x6b));
  expect(await readFile(path, 'utf8')).toBe('ok');
  expect(await readdir(join(folder, 'new'))).toEqual(['a.json']);
});

test('two writers of one file never write into one another, not even with the same process number', async () => {
  const path = join(folder, 'a.json');
  const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000));
  await Promise.all(texts.map((text) => writeWhole(path, text)));
  expect(texts).toContain(await readFile(path, 'utf8'));
  expect(new Set(opened).size).toBe(texts.length);
});

test('what can’t take its place is thrown, and nothing is left of it', async () => {
  const path = join(folder, 'taken');
  await mkdir(join(path, 'inside'), { recursive: true });
  await expect(writeWhole(path, 'text')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});
