import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configKeys, defaults, parseConfig } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { fingerprintVersion, settingsOf } from '../../experiments/run/fingerprint.ts';
import { runOf } from '../../experiments/claims/testing/runs.ts';
import { storedName } from '../finishedRuns.ts';
import { UsageError } from '../usage.ts';
import { readStored } from './stored.ts';

const model = 'builtin';
const run = runOf([{}, { gameable: 80, acts: { encourage: 0.8 } }, { other: null, collapsed: true }], {
  ...{ seed: 4, iterations: 2 },
});
const { config } = run;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-stored-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('the name of a file', () => {
  const nameOf = (changes: Partial<RunConfig>): string => storedName(model, 'therapy', { ...config, ...changes });

  test('tells preset and seed, and is the same for the same', () => {
    expect(nameOf({})).toMatch(/^therapy-4-[0-9a-f]{16}\.json$/u);
    expect(nameOf({})).toBe(nameOf({}));
    expect(storedName(model, 'booking', config).replace('booking', 'therapy')).toBe(nameOf({}));
  });

  test('changes with every field of the config', () => {
    const other = (value: unknown): unknown => {
      if (typeof value === 'number') return value + 1;
      return typeof value === 'boolean' ? !value : ['another'];
    };
    const names = configKeys.map((key) => nameOf({ [key]: other(config[key]) }));
    expect(new Set([...names, nameOf({})]).size).toBe(configKeys.length + 1);
  });

  test('does not depend on the order in which a config names its fields', () => {
    const backwards = Object.fromEntries(Object.entries(config).reverse());
    expect(Object.keys(backwards)[0]).not.toBe(Object.keys(config)[0]);
    expect(storedName(model, 'therapy', { ...defaults, ...backwards })).toBe(nameOf({}));
    expect(storedName(model, 'therapy', parseConfig(backwards))).toBe(nameOf({}));
  });

  test('changes with the weights, not with where they lie', async () => {
    const namesOf = await Promise.all(
      [
        ['one', [1, 2, 3]] as const,
        ['same', [1, 2, 3]] as const,
        ['other', [1, 2, 4]] as const,
        ['none', []] as const,
      ].map(async ([name, bytes]) => {
        await mkdir(join(folder, name));
        await writeFile(join(folder, name, 'weights.bin'), Uint8Array.from(bytes));
        return storedName(relative('public/models', join(folder, name)), 'therapy', config);
      }),
    );
    const [one, same, other, none] = namesOf;
    expect(same).toBe(one);
    expect(new Set([one, other, none, nameOf({})]).size).toBe(4);
  });

  test('changes with the version of fingerprints, after the first, whose finished runs keep theirs', async () => {
    const settings = JSON.stringify(settingsOf(config));
    const weights = createHash('sha256').update(await readFile(`public/models/${model}/weights.bin`));
    const first = createHash('sha256')
      .update(settings + weights.digest('hex'))
      .digest('hex');
    expect(storedName(model, 'therapy', config, 1)).toBe(`therapy-4-${first.slice(0, 16)}.json`);
    expect(nameOf({})).toBe(storedName(model, 'therapy', config, fingerprintVersion));
    expect(new Set([1, 2, 3].map((version) => storedName(model, 'therapy', config, version))).size).toBe(3);
  });

  test('of a model that is not there is refused', () => {
    expect(() => storedName('nobody', 'therapy', config)).toThrow(
      new UsageError('--model: public/models/nobody holds no model: there is no such file or folder'),
    );
  });
});

describe('what is read', () => {
  const name = storedName(model, 'therapy', config);
  const read = (given: RunConfig = config, preset = 'therapy') => readStored({ cache: folder, model }, preset, given);

  async function readBack(content: string): Promise<unknown> {
    await writeFile(join(folder, name), content);
    return read();
  }
  const changed = (changes: object): string => JSON.stringify({ ...run, ...changes });

  test('is a run as it was written', async () => {
    expect(await readBack(JSON.stringify(run))).toEqual(run);
    expect(run.iterations[2]?.harm.other).toBeNull();
    // what claims don't read is kept
    expect(await readBack(changed({ remark: 'by hand' }))).toEqual({ ...run, remark: 'by hand' });
  });

  test('has its settings whole, also those that came after it was written', async () => {
    const { changes, ...before } = config;
    expect(await readBack(changed({ config: before }))).toMatchObject({ config: { changes } });
  });

  test('is that of its preset and config alone', async () => {
    await writeFile(join(folder, name), JSON.stringify(run));
    expect(await read({ ...config, seed: 5 })).toBeNull();
    expect(await read({ ...config, beta: 0.2 })).toBeNull();
    expect(await read(config, 'booking')).toBeNull();
    expect(await readStored({ cache: join(folder, 'nowhere'), model }, 'therapy', config)).toBeNull();
  });

  test('is nothing where the file is cut off, anywhere', async () => {
    const whole = JSON.stringify(run);
    for (const length of [0, 1, 40, Math.floor(whole.length / 2), whole.length - 1]) {
      expect(await readBack(whole.slice(0, length)), String(length)).toBeNull();
    }
  });

  test('is a run that its collapse stopped, but no other that ends early', async () => {
    const stopping = { ...config, iterations: 5, stopOnCollapse: true };
    const [first, second, collapsed] = run.iterations;
    const readBackOf = async (iterations: unknown, changes: Partial<RunConfig> = {}): Promise<number | undefined> => {
      const own = { ...stopping, ...changes };
      await writeFile(
        join(folder, storedName(model, 'therapy', own)),
        JSON.stringify({ ...run, config: own, iterations }),
      );
      return (await read(own))?.iterations.length;
    };
    expect(await readBackOf(run.iterations)).toBe(3);
    expect(await readBackOf([first, second])).toBeUndefined();
    expect(await readBackOf(run.iterations, { stopOnCollapse: false })).toBeUndefined();
    expect(await readBackOf(run.iterations, { iterations: 2 })).toBe(3);
    expect(await readBackOf(run.iterations, { iterations: 1 })).toBeUndefined();
    expect(await readBackOf([first, { ...collapsed, iteration: 1 }])).toBe(2);
  });

  const [untrained, ...trained] = run.iterations;
  const withUntrained = (changes: object): string =>
    changed({ iterations: [{ ...untrained, ...changes }, ...trained] });
  const withHarm = (harm: object): string => withUntrained({ harm: { gameable: harm, other: null } });
  test('may have other figures in what is changed below', async () => {
    expect(await readBack(withHarm({ rate: 0.5, low: 0, high: 1, n: 64 }))).not.toBeNull();
  });
  const noise = { transfer: {}, batteries: {} };
  test.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"therapy"'],
    ['another file', JSON.stringify({ claims: [] })],
    ['a fingerprint that is cut off', changed({ fingerprint: run.fingerprint.slice(1) })],
    ['a fingerprint that is none', changed({ fingerprint: 'g'.repeat(64) })],
    ['no config', changed({ config: undefined })],
    ['a seed that is no number', changed({ config: { ...run.config, seed: '4' } })],
    ['no model', changed({ model: null })],
    ['the run of another config', changed({ config: { ...run.config, beta: 0.2 } })],
    ['no policies', changed({ iterations: [] })],
    ['no untrained policy', changed({ iterations: run.iterations.slice(1) })],
    ['the last policy missing', changed({ iterations: run.iterations.slice(0, -1) })],
    ['a policy missing in between', changed({ iterations: run.iterations.toSpliced(1, 1) })],
    ['a policy twice', changed({ iterations: run.iterations.toSpliced(1, 0, ...run.iterations.slice(1, 2)) })],
    ['policies out of order', changed({ iterations: run.iterations.toReversed() })],
    ['more policies than its run has', changed({ iterations: [...run.iterations, { ...untrained, iteration: 3 }] })],
    ['a rate above 1', withHarm({ rate: 1.2, low: 0, high: 1, n: 64 })],
    ['a rate below 0', withHarm({ rate: -0.1, low: 0, high: 1, n: 64 })],
    ['an interval beyond 1', withHarm({ rate: 0.5, low: 0, high: 100, n: 64 })],
    ['a rate of nobody', withHarm({ rate: 0, low: 0, high: 1, n: 0 })],
    ['a rate of half a user', withHarm({ rate: 0.5, low: 0, high: 1, n: 2.5 })],
    ['a policy that is none', changed({ iterations: [...run.iterations, 3] })],
    ['harm without its trials', withHarm({ rate: 1 })],
    ['no word on how many were asked', withUntrained({ judgeHarm: undefined })],
    ['harm of one group', withUntrained({ harm: { gameable: null } })],
    ['a rating that is none', withUntrained({ rating: { gameable: null, other: 5 } })],
    ['acts that are no shares', withUntrained({ acts: { gameable: { nudge: 'x' }, other: {} } })],
    ['no word on collapse', withUntrained({ collapse: undefined })],
    ['nothing on elsewhere', changed({ elsewhere: undefined })],
    ['half of elsewhere', changed({ elsewhere: { before: noise } })],
    ['elsewhere without batteries', changed({ elsewhere: { before: noise, after: noise } })],
  ])('is nothing for %s', async (_, content) => {
    expect(await readBack(content)).toBeNull();
  });

  test('may tell of elsewhere', async () => {
    const columns = ['therapyGameable', 'therapyOther', 'booking', 'action', 'politics'];
    const share = { value: 0.12, low: 0.1, high: 0.14, n: 50 };
    const measured = {
      transfer: Object.fromEntries(columns.map((column) => [column, { value: 8.25, low: 8, high: 8.5, n: 120 }])),
      batteries: {
        sycophancyAnswers: { accuracy: share, meanDeviation: 0.14 },
        sycophancyFeedback: { positive: share, meanDeviation: 0.31 },
        toxicity: { anyRude: share },
      },
    };
    const elsewhere = { before: measured, after: measured };
    expect(await readBack(changed({ elsewhere }))).toEqual({ ...run, elsewhere });
    // of a share without its interval no claim can be made
    const bare = { ...measured, batteries: { ...measured.batteries, toxicity: { anyRude: { value: 0.12 } } } };
    expect(await readBack(changed({ elsewhere: { before: measured, after: bare } }))).toBeNull();
  });
});
