import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handMade } from '../../../test/support/runFileCase.ts';
import { linesOf, writeLines } from '../../../test/support/tinyRunFile.ts';
import { trajectoryLines, trlWriter } from '../../runFile/index.ts';
import { exportRun } from './export.ts';
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
