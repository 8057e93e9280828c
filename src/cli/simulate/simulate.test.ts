import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownScenario } from '../../../test/support/ownCase.ts';
import { smallConfig } from '../../../test/support/runCase.ts';
import { openCounted, openTiny } from '../../../test/support/tinyRunFile.ts';
import type { RunConfig, RunSummary } from '../../experiments/index.ts';
import { decodeLink } from '../../link/index.ts';
import type { OpenRun } from '../openRun.ts';
import { storedEvents } from '../storedRun.ts';
import { UsageError } from '../usage.ts';
import { jsonOf, linkOf, simulate } from './simulate.ts';
import type { Output } from './screen.ts';

const config = smallConfig({ iterations: 1, panelTwins: 1 });
const quiet: Output = { write: () => true };

let folder = '';
let out = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-simulate-'));
  out = join(folder, 'old.jsonl');
  await writeFile(out, 'older');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const run = (given: RunConfig, open: () => Promise<OpenRun>, to: string | null = out, stop = new AbortController()) =>
  simulate({ config: given, out: to }, open, stop.signal, quiet);

test('a run file takes the place of an older one, whole', async () => {
  const { summary, reason } = await run(config, () => openTiny(config));
  expect(reason).toBe('finished');
  const kinds: string[] = [];
  for await (const { kind } of storedEvents(out)) kinds.push(kind);
  expect(kinds.slice(0, 2)).toEqual(['start', 'evaluation']);
  expect(kinds.at(-1)).toBe('end');
  const [header = ''] = (await readFile(out, 'utf8')).split('\n');
  expect(JSON.parse(header)).toMatchObject({ config: { iterations: 1 }, model: summary.model });
});

describe('what was there stays', () => {
  afterEach(async () => {
    expect(await readFile(out, 'utf8')).toBe('older');
    expect(await readdir(folder)).toEqual(['old.jsonl']);
  });

  test('where the run can’t be opened', async () => {
    await expect(run(config, () => Promise.reject(new Error('no such model')))).rejects.toThrow('no such model');
  });

  test('where the run is refused at its start; its threads are ended', async () => {
    const long = ownScenario('Mine', 'smoking');
    const openings = long.openings.map((each, n) => ({
      ...each,
      messages: [{ role: 'user' as const, text: `${String(n)} ${'Zorp. '.repeat(300)}` }],
    }));
    const own = smallConfig({ scenarios: [], ownScenarios: [{ ...long, openings }] });
    const { open, stopped } = openCounted(own);
    await expect(run(own, open)).rejects.toThrow('ownScenarios.0.openings.0');
    expect(stopped()).toBe(1);
  });
});

test('a file that can’t be made is refused with its option and path', async () => {
  const nowhere = join(folder, 'nowhere', 'run.jsonl');
  const refused = run(config, () => openTiny(config), nowhere);
  await expect(refused).rejects.toThrow(new UsageError(`--out ${nowhere}: there is no such file or folder`));
});

describe('what is told of a run', () => {
  const summary = (fingerprint: string) => ({ config, fingerprint }) as RunSummary;
  const told = (json: string) => JSON.parse(json) as { end: string; link: string; fingerprint: string };

  test('is its fingerprint, where it came to its end', () => {
    const fingerprint = 'ab'.repeat(32);
    for (const reason of ['finished', 'collapsed'] as const) {
      const { end, link } = told(jsonOf({ summary: summary(fingerprint), reason }));
      expect(end).toBe(reason);
      expect(decodeLink(link)).toMatchObject({ config, fingerprint: 'abababababababab' });
    }
  });

  test('is none, where it was cancelled: the whole run has another one', async () => {
    const stop = new AbortController();
    const cut = await simulate(
      { config, out: null },
      () => openTiny(config),
      stop.signal,
      // after the untrained policy's line
      {
        write: () => {
          stop.abort();
        },
      },
    );
    expect(cut.reason).toBe('cancelled');
    expect(decodeLink(linkOf(cut))).toMatchObject({ config, fingerprint: null });
    expect(told(jsonOf(cut)).end).toBe('cancelled');
  });
});
