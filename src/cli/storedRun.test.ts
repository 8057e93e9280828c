import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handMade } from '../../test/support/runFileCase.ts';
import { linesOf } from '../../test/support/tinyRunFile.ts';
import { RunFileError } from '../runFile/index.ts';
import { checkStored } from './storedRun.ts';
import { UsageError } from './usage.ts';

const lines = linesOf(handMade);
const packed = lines.map((line) => gzipSync(`${line}\n`));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-stored-run-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test('a whole file is checked to its end, compressed or not', async () => {
  for (const path of [await file('run.jsonl', lines.join('\n')), await file('run.jsonl.gz', Buffer.concat(packed))]) {
    expect((await checkStored(path)).end).toEqual({ iteration: 1, reason: 'finished' });
  }
});

describe('a file that can’t be opened is a fault of the command line, named', () => {
  test.each([
    ['that is not there', () => join(folder, 'none.jsonl'), 'there is no such file or folder'],
    ['that is not there, compressed', () => join(folder, 'none.jsonl.gz'), 'there is no such file or folder'],
    ['that is a folder', () => folder, 'is a folder'],
  ])('%s', async (_, path, fault) => {
    await expect(checkStored(path())).rejects.toThrow(new UsageError(`${path()}: ${fault}`));
  });
});

describe('a damaged file is named, with its line', () => {
  test.each([
    ['a line that is none', 'a.jsonl', () => lines.with(2, '{}').join('\n'), 'line 3, kind: is missing'],
    ['nothing', 'b.jsonl', () => '', 'line 1: the file is empty'],
  ])('%s', async (_, name, content, fault) => {
    const path = await file(name, content());
    const refused = checkStored(path);
    await expect(refused).rejects.toThrow(RunFileError);
    await expect(refused).rejects.toThrow(`${path}: ${fault}`);
    await expect(refused).rejects.toMatchObject({ refusal: { file: path } });
  });
});

test.each([
  ['what is not compressed', () => lines.join('\n'), 'incorrect header check'],
  ['damage', () => Buffer.concat([...packed.slice(0, 2), Uint8Array.of(0x1f, 0x8b, 9, 9), ...packed]), 'unknown comp'],
])('%s is not read as a compressed file, which is named', async (_, content, fault) => {
  const path = await file('e.jsonl.gz', content());
  const refused = checkStored(path);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(`${path}: is not compressed, or damaged (${fault}`);
});
