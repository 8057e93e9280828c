import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLines, readLines } from './lines.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-lines-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function linesOf(path: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(path)) lines.push(line);
  return lines;
}

async function written(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  const file = await openLines(path);
  for (const line of lines) await file.write(line);
  await file.close();
  return path;
}

// longer than what is read at once, and of signs of two to four bytes, so that reading cuts some of them in two
const long = 'xüß€😀'.repeat(30_000);
const lines = ['{"a":1}', '', 'other\u2028line\r', long, 'end'];

describe.each(['plain.jsonl', 'packed.jsonl.gz'])('%s', (name) => {
  test('gives back the lines that were written', async () => {
    expect(await linesOf(await written(name, lines))).toEqual(lines);
    expect(await linesOf(await written(name, []))).toEqual([]);
  });

  test('holds each line as soon as it is written', async () => {
    const path = join(folder, `open-${name}`);
    const file = await openLines(path);
    await file.write('first');
    expect(await linesOf(path)).toEqual(['first']);
    await file.write('second');
    expect(await linesOf(path)).toEqual(['first', 'second']);
    await file.close();
  });

  test('is read as far as it goes', async () => {
    const path = await written(name, lines);
    const whole = await readFile(path);
    for (const share of [0.3, 0.9, 0.999]) {
      await writeFile(path, whole.subarray(0, Math.floor(share * whole.length)));
      const read = await linesOf(path);
      expect(read.slice(0, 3)).toEqual(lines.slice(0, 3));
      expect(lines.join('\n').startsWith(read.join('\n').replace(/\ufffd$/u, ''))).toBe(true);
    }
  });

  test('that is not there is an error', async () => {
    await expect(linesOf(join(folder, 'nowhere', name))).rejects.toThrow('ENOENT');
  });
});

test('a compressed file is one that other programs read, and smaller', async () => {
  const path = await written('other.jsonl.gz', lines);
  expect(gunzipSync(await readFile(path)).toString()).toBe(`${lines.join('\n')}\n`);
  expect((await stat(path)).size).toBeLessThan(long.length / 10);
});

test('what is not compressed is not read as if it were', async () => {
  const path = join(folder, 'false.jsonl.gz');
  await writeFile(path, '{"a":1}\n');
  await expect(linesOf(path)).rejects.toThrow('incorrect header check');
});
