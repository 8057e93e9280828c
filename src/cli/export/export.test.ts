import { link, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handMade } from '../../../test/support/runFileCase.ts';
import { linesOf, writeLines } from '../../../test/support/tinyRunFile.ts';
import { trajectoryLines, trlWriter } from '../../runFile/index.ts';
import { UsageError } from '../usage.ts';
import { exportFile, exportRun } from './export.ts';
import type { ExportFormat } from './export.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-export-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function exported(format: ExportFormat, lines = linesOf(handMade)) {
  const path = join(folder, 'run.jsonl');
  await writeLines(path, lines);
  let text = '';
  const end = await exportRun(path, format, (piece) => {
    text += piece;
    return Promise.resolve();
  });
  return { text, end };
}

test('a file gives what its events give', async () => {
  expect((await exported('trajectories')).text).toBe(handMade.flatMap(trajectoryLines).join(''));
  expect((await exported('trl')).text).toBe(handMade.flatMap(trlWriter()).join(''));
  const { text, end } = await exported('metrics');
  expect(text.trimEnd().split('\r\n')).toHaveLength(3);
  expect(end).toEqual({ iteration: 1, reason: 'finished' });
});

test('an interrupted file gives what is there', async () => {
  const lines = linesOf(handMade).slice(0, 4);
  const { text, end } = await exported('metrics', lines);
  expect(text.trimEnd().split('\r\n')).toHaveLength(2);
  expect(end).toEqual({ iteration: 0, reason: 'interrupted' });
  expect((await exported('trl', lines)).text).not.toBe('');
});

test('a damaged file is refused', async () => {
  await expect(exported('trl', linesOf(handMade).with(3, '{}'))).rejects.toThrow('line 4, kind: is missing');
});

describe('a file that is written', () => {
  let run = '';
  beforeAll(async () => {
    run = join(folder, 'given.jsonl');
    await writeLines(run, linesOf(handMade));
  });

  test('holds the export', async () => {
    const out = join(folder, 'trl.jsonl');
    expect(await exportFile(run, 'trl', out)).toEqual({ iteration: 1, reason: 'finished' });
    expect(await readFile(out, 'utf8')).toBe(handMade.flatMap(trlWriter()).join(''));
  });

  test('is never the run file, whatever it is called', async () => {
    await symlink(run, join(folder, 'soft.jsonl'));
    await link(run, join(folder, 'hard.jsonl'));
    const before = await readFile(run, 'utf8');
    const names = [run, relative('.', run), join(folder, '.', 'x', '..', 'given.jsonl'), join(folder, 'soft.jsonl')];
    for (const out of [...names, join(folder, 'hard.jsonl')]) {
      const refused = exportFile(`${folder}/./given.jsonl`, 'trl', out);
      await expect(refused, out).rejects.toThrow(UsageError);
      await expect(refused, out).rejects.toThrow(`--out ${out}: that is `);
    }
    expect(await readFile(run, 'utf8')).toBe(before);
  });

  test('stays what it was where the run file is damaged, and nothing else is left', async () => {
    const own = await mkdtemp(join(folder, 'damaged-'));
    const [damaged, out] = [join(own, 'run.jsonl'), join(own, 'older.csv')];
    await writeLines(damaged, linesOf(handMade).with(3, '{}'));
    await writeFile(out, 'older');
    await expect(exportFile(damaged, 'trajectories', out)).rejects.toThrow('line 4, kind: is missing');
    expect(await readFile(out, 'utf8')).toBe('older');
    expect((await readdir(own)).sort()).toEqual(['older.csv', 'run.jsonl']);
  });

  test('behind a link takes the place of what the link leads to', async () => {
    const [target, out] = [join(folder, 'target.csv'), join(folder, 'linked.csv')];
    await writeFile(target, 'older');
    await symlink(target, out);
    await exportFile(run, 'metrics', out);
    expect(await readFile(target, 'utf8')).toBe((await exported('metrics')).text);
  });

  test('may be a device, which stays one', async () => {
    await exportFile(run, 'metrics', '/dev/null');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  test.each([
    ['a folder', () => folder, 'is a folder'],
    ['in no folder', () => join(folder, 'nowhere', 'a.csv'), 'there is no such file or folder'],
    ['below a file', () => join(run, 'a.csv'), 'it, or a part of it, is no folder'],
  ])('can’t be %s', async (_, out, fault) => {
    const refused = exportFile(run, 'metrics', out());
    await expect(refused).rejects.toThrow(new UsageError(`--out ${out()}: ${fault}`));
  });
});
