// The shipped files: they belong together, are what the program makes, and do the same in Node as in browsers.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBuiltinModel } from '../../src/models/builtin/index.ts';
import { buildTokenizer, openCorpus } from '../../src/pretrain/corpus.ts';
import { runProgram } from '../../src/pretrain/program.ts';
import { builtinBits } from '../support/builtinWork.ts';
import { goldenBuiltin, goldenShortRun } from './builtin.ts';

const folder = 'public/models/builtin';
const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'));
const weights = async (): Promise<Uint8Array> => new Uint8Array(await readFile(join(folder, 'weights.bin')));

describe('the shipped model', () => {
  test('its card and its record speak of these weights', async () => {
    const hash = createHash('sha256')
      .update(await weights())
      .digest('hex');
    expect(await json('card.json')).toMatchObject({ pretraining: { weightsSha256: hash } });
    expect(await json('pretraining.json')).toMatchObject({ weightsSha256: hash });
  });

  test('its words are those of the corpus', async () => {
    expect(await json('tokenizer.json')).toEqual(buildTokenizer(1).toJson());
  });

  test('is a download of at most 2.5 MB', async () => {
    const bytes = gzipSync(await weights()).length + gzipSync(await readFile(join(folder, 'tokenizer.json'))).length;
    expect(bytes).toBeLessThanOrEqual(2_500_000);
  });

  test('replies and judges with the same bits as in Chromium', async () => {
    const { model } = await openBuiltinModel(await weights(), await json('tokenizer.json'));
    expect(await builtinBits(model)).toBe(goldenBuiltin);
  });
});

describe('a short run of the pretraining program', () => {
  let out = '';
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'swayground-short-'));
  });
  afterAll(async () => {
    await rm(out, { recursive: true, force: true });
  });

  test('makes the weights that it made everywhere before', async () => {
    const words = `--size tiny --seed 1 --tokens 60000 --workers 2 --out ${out}`.split(' ');
    const said: string[] = [];
    const code = await runProgram(words, {
      openCorpus: (seed) => openCorpus(seed, buildTokenizer(seed, 2000)),
      thread: new URL('../../node_modules/.cache/swayground-test/replicaThread.mjs', import.meta.url),
      cache: join(out, 'cache'),
      screen: { isTTY: false, write: (text) => said.push(text) },
      print: () => undefined,
      signal: new AbortController().signal,
    });
    expect(code, said.join('')).toBe(0);
    const file = await readFile(join(out, 'tiny/weights.bin'));
    expect(createHash('sha256').update(file).digest('hex')).toBe(goldenShortRun);
  });
});
