// Where the programs of the command line are bundled to: two of them at once must not have one folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-node.mjs';
import { makeOwnFolder } from '../../scripts/ownFolder.mjs';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'swayground-own-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(home, { recursive: true });
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const parent = (): string => join(home, 'programs');
/** A folder with a file in it, last touched so long ago. */
function leave(name: string, ageMs: number): string {
  const folder = join(parent(), name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'main.mjs'), '');
  const then = new Date(Date.now() - ageMs);
  utimesSync(folder, then, then);
  return folder;
}

test('the same program started again leaves what the first one still loads', async () => {
  const source = join(home, 'thread.ts');
  writeFileSync(source, 'export const told: string = "before";\n');
  const first = makeOwnFolder(parent(), 'sweep');
  await bundleForNode({ thread: source }, first);
  writeFileSync(source, 'export const told: string = "after";\n');
  const second = makeOwnFolder(parent(), 'sweep');
  await bundleForNode({ thread: source }, second);
  const told = async (folder: string): Promise<unknown> =>
    ((await import(pathToFileURL(join(folder, 'thread.mjs')).href)) as { told: string }).told;
  expect(await told(second)).toBe('after');
  expect(await told(first)).toBe('before');
});

test('a folder goes with its process', () => {
  const module = pathToFileURL(resolve(import.meta.dirname, '../../scripts/ownFolder.mjs')).href;
  const program = `
    const { makeOwnFolder } = await import(${JSON.stringify(module)});
    const { readdirSync, writeFileSync } = await import('node:fs');
    writeFileSync(makeOwnFolder(${JSON.stringify(parent())}, 'sweep') + '/main.mjs', '');
    console.log(readdirSync(${JSON.stringify(parent())}).join());
    process.exit(3);`;
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  expect(status).toBe(3);
  expect(stdout).toMatch(/^sweep-\w{6}\n$/u);
  expect(readdirSync(parent())).toEqual([]);
});

test('what was left is swept away after a week, and nothing sooner', () => {
  const old = leave('replicate-abcdef', 8 * dayMs);
  const running = leave('replicate-ghijkl', 6 * dayMs);
  makeOwnFolder(parent(), 'simulate');
  expect(existsSync(old)).toBe(false);
  expect(existsSync(join(running, 'main.mjs'))).toBe(true);
});

test('a process that runs on keeps its folder young', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const folder = makeOwnFolder(parent(), 'replicate');
  const then = new Date(Date.now() - 6 * dayMs);
  utimesSync(folder, then, then);
  vi.advanceTimersByTime(hourMs);
  await expect.poll(() => Date.now() - statSync(folder).mtimeMs).toBeLessThan(dayMs);
});
