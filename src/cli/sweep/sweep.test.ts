import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { smallConfig, smallRun } from '../../../test/support/runCase.ts';
import { openTiny } from '../../../test/support/tinyRunFile.ts';
import { runOf } from '../../experiments/claims/testing/runs.ts';
import { parseSweep } from '../../experiments/index.ts';
import type { RunConfig, RunSummary } from '../../experiments/index.ts';
import { followRun } from '../followRun.ts';
import { UsageError } from '../usage.ts';
import { mergeSweeps, runSweep } from './sweep.ts';

/** Called when the tables are about to be written, with what they hold already made up. */
const beforeTables = vi.hoisted((): { call: (() => Promise<void>) | null } => ({ call: null }));
vi.mock('../../disk/writeWhole.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../../disk/writeWhole.ts')>();
  const writeWhole: typeof real.writeWhole = async (path, content) => {
    if (path.endsWith('sweep.csv')) await beforeTables.call?.();
    return real.writeWhole(path, content);
  };
  return { ...real, writeWhole };
});

const sweep = parseSweep({
  base: { gameableShare: 0.5, iterations: 1 },
  grid: { beta: [0.1, 0.3], turns: [1, 2] },
  seeds: 2,
});
const model = 'builtin';

let root = '';
let folders = 0;
let [made, told]: [RunConfig[], string] = [[], ''];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'swayground-sweep-'));
  whole = newFolder();
  await runAll(whole);
});
beforeEach(() => {
  [made, told] = [[], ''];
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

/** The folder of the sweep made in one go. */
let whole = '';
const newFolder = (): string => join(root, String(folders++));

/** A run that is a function of its config. */
const fakeRun = (config: RunConfig): RunSummary =>
  runOf(
    [{}, { gameable: Math.round(100 * config.beta + 7 * config.seed), other: config.turns, rating: [config.seed, 5] }],
    config,
  );

const around = (runOne: (config: RunConfig) => RunSummary | null = fakeRun, signal = new AbortController().signal) => ({
  ...{ signal, now: () => 1000 * made.length },
  stderr: {
    write: (text: string) => {
      told += text;
    },
  },
  runOne: (config: RunConfig) => {
    const run = runOne(config);
    if (run) made.push(config);
    return Promise.resolve(run);
  },
});

const runAll = (out: string, shard = { part: 1, parts: 1 }, given = around()): Promise<boolean> =>
  runSweep({ sweep, out, model, shard }, given);

const tables = async (out: string): Promise<string[]> =>
  Promise.all(['sweep.csv', 'sweep.json'].map((name) => readFile(join(out, name), 'utf8')));

describe('a sweep', () => {
  test('makes every run once, tells how far it is, and writes a row for each cell', async () => {
    const out = newFolder();
    expect(await runAll(out)).toBe(true);
    expect(made).toEqual(sweep.jobs.map(({ config }) => config));
    const [csv = '', json = ''] = await tables(out);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(5);
    expect(JSON.parse(json)).toMatchObject({ seeds: [1, 2], rows: Array.from({ length: 4 }, () => ({ seeds: 2 })) });
    expect(told).toContain('8 runs, 0 of them finished before\n1 of 8: beta=0.1, turns=1, seed 1\n');
    // a second each, but those of two turns weigh twice: two seconds for 3 of 12
    expect(told).toContain('3 of 8: beta=0.3, turns=1, seed 1, about 6 s left\n');
  });

  test('goes on where it was interrupted, to the same tables', async () => {
    const parts = newFolder();
    const stopAfter = (count: number) => around((config) => (made.length < count ? fakeRun(config) : null));
    expect(await runAll(parts, undefined, stopAfter(5))).toBe(false);
    // the first seed of all cells, and one more: the table of what there is is written
    const [half = ''] = await tables(parts);
    expect(
      half
        .trimEnd()
        .split('\r\n')
        .map((row) => row.split(',').at(-2)),
    ).toEqual(['seeds', '2', '1', '1', '1']);
    made = [];
    expect(await runAll(parts)).toBe(true);
    expect(made).toEqual(sweep.jobs.slice(5).map(({ config }) => config));
    expect(await tables(parts)).toEqual(await tables(whole));
    made = [];
    expect(await runAll(parts)).toBe(true);
    expect(made).toEqual([]);
  });

  test('begins no run after an interrupt', async () => {
    const stop = new AbortController();
    const given = around((config) => {
      stop.abort();
      return fakeRun(config);
    }, stop.signal);
    const out = newFolder();
    expect(await runAll(out, undefined, given)).toBe(false);
    expect(made).toHaveLength(1);
    expect(await readdir(join(out, 'runs'))).toHaveLength(1);
  });

  test('makes a run again whose file is damaged', async () => {
    const out = newFolder();
    await runAll(out);
    const [first = ''] = await readdir(join(out, 'runs'));
    await writeFile(join(out, 'runs', first), '{"fingerprint":');
    made = [];
    await runAll(out);
    expect(made).toHaveLength(1);
  });

  test('makes no run where its folder can’t be made', async () => {
    const file = newFolder();
    await writeFile(file, '');
    for (const out of [file, join(file, 'below')]) {
      await expect(runAll(out)).rejects.toThrow(`--out ${join(out, 'runs')}: `);
      await expect(runAll(out)).rejects.toThrow(UsageError);
    }
    expect(made).toEqual([]);
  });

  test('passes on what a run throws, and keeps what is finished', async () => {
    const out = newFolder();
    const failing = around((config) => {
      if (made.length === 2) throw new Error('out of order');
      return fakeRun(config);
    });
    await expect(runAll(out, undefined, failing)).rejects.toThrow('out of order');
    expect(await readdir(join(out, 'runs'))).toHaveLength(2);
  });
});

describe('shards', () => {
  test.each([2, 3, 8, 9])('%i of them, joined, give the table of the whole, byte for byte', async (parts) => {
    const shards = Array.from({ length: parts }, () => newFolder());
    // the last one first: the order does not matter either
    for (const [index, out] of [...shards.entries()].reverse()) await runAll(out, { part: index + 1, parts });
    expect(made).toHaveLength(sweep.jobs.length);
    const joined = newFolder();
    expect(await mergeSweeps({ sweep, out: joined, model }, shards)).toBe(0);
    expect(await tables(joined)).toEqual(await tables(whole));
    // what is joined is finished
    made = [];
    expect(await runAll(joined)).toBe(true);
    expect(made).toEqual([]);
  });

  test('in one folder need no joining', async () => {
    const shared = newFolder();
    for (const part of [2, 1, 3]) await runAll(shared, { part, parts: 3 });
    expect(await tables(shared)).toEqual(await tables(whole));
  });

  test('at work in one folder leave the table of all, though one ends while the other writes its own', async () => {
    const [shared, second] = [newFolder(), newFolder()];
    await runAll(second, { part: 2, parts: 2 });
    beforeTables.call = async () => {
      beforeTables.call = null;
      await cp(join(second, 'runs'), join(shared, 'runs'), { recursive: true });
    };
    await runAll(shared, { part: 1, parts: 2 });
    expect(await tables(shared)).toEqual(await tables(whole));
  });

  test('that are not all there are told', async () => {
    const [first, joined, empty] = [newFolder(), newFolder(), newFolder()];
    await runAll(first, { part: 1, parts: 3 });
    await mkdir(empty);
    expect(await mergeSweeps({ sweep, out: joined, model }, [first, empty])).toBe(5);
    expect(await tables(joined)).toEqual(await tables(first));
  });

  test.each([
    ['is not there', () => join(root, 'nowhere'), 'there is no such file or folder'],
    ['is a file', () => join(whole, 'sweep.csv'), 'it, or a part of it, is no folder'],
  ])('of which a folder %s are refused by its name, before anything is joined', async (_, folder, fault) => {
    const joined = newFolder();
    const merged = mergeSweeps({ sweep, out: joined, model }, [whole, folder()]);
    await expect(merged).rejects.toThrow(new UsageError(`--merge ${folder()}: ${fault}`));
    expect(existsSync(joined)).toBe(false);
  });

  test('that disagree about a run are refused', async () => {
    const [one, other] = [newFolder(), newFolder()];
    await runAll(one);
    await runAll(
      other,
      { part: 1, parts: 8 },
      around((config) => ({ ...fakeRun(config), fingerprint: 'e'.repeat(64) })),
    );
    await expect(mergeSweeps({ sweep, out: newFolder(), model }, [one, other])).rejects.toThrow('are not the same run');
  });
});

test('real runs, small: cut in two and joined, they give the same table', async () => {
  const base = { ...smallRun, iterations: 1, panelTwins: 1 };
  const tiny = parseSweep({ base, grid: { beta: [0.1, 0.3] }, seeds: [4] });
  expect(tiny.jobs[0]?.config).toEqual(smallConfig({ ...base, beta: 0.1, seed: 4 }));
  const { signal, stderr, now } = around();
  const runOne = async (config: RunConfig): Promise<RunSummary> => {
    const { deps } = await openTiny(config);
    return (await followRun(config, deps, { signal, stderr })).summary;
  };
  const [whole, joined, ...shards] = [newFolder(), newFolder(), newFolder(), newFolder()];
  const place = { sweep: tiny, model, shard: { part: 1, parts: 1 } };
  await runSweep({ ...place, out: whole }, { runOne, signal, stderr, now });
  for (const [index, out] of shards.entries()) {
    await runSweep({ ...place, out, shard: { part: index + 1, parts: 2 } }, { runOne, signal, stderr, now });
  }
  await mkdir(joined);
  expect(await mergeSweeps({ ...place, out: joined }, shards)).toBe(0);
  expect(await tables(joined)).toEqual(await tables(whole));
  const { rows } = JSON.parse((await tables(whole))[1] ?? '') as { rows: { runs: { fingerprint: string }[] }[] };
  const fingerprints = rows.flatMap(({ runs }) => runs.map(({ fingerprint }) => fingerprint));
  expect(new Set(fingerprints).size).toBe(2);
});
