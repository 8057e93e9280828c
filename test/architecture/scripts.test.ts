// The counting behind the last line of `npm test`, and the check that decides whether to install: both must fail loudly. And
// Firefox, which may be missing, but not silently.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { installedFirefox } from '../../scripts/firefox.mjs';
import { isInstalled, readJson } from '../../scripts/steps.mjs';
import { countCases } from '../../scripts/vitestReport.mjs';

const passing = { status: 'passed', fullName: 'a' };

function report(statuses: readonly string[], file: { status?: string; message?: string } = {}, success = true) {
  const assertionResults = statuses.map((status) => ({ ...passing, status }));
  return { success, testResults: [{ name: 'x.test.ts', status: 'passed', ...file, assertionResults }] };
}

describe('countCases', () => {
  test('counts passed and failed cases', () => {
    expect(countCases(report(['passed', 'failed', 'passed'], { status: 'failed' }, false), false)).toMatchObject({
      passed: 2,
      failed: 1,
    });
    expect(countCases(report(['passed']), true)).toEqual({ passed: 1, failed: 0, faults: [] });
  });

  test.each(['pending', 'skipped', 'todo', 'disabled'])('a case that is %s fails', (status) => {
    expect(countCases(report(['passed', status]), true)).toMatchObject({ passed: 1, failed: 1 });
  });

  test('a file that cannot be loaded fails once', () => {
    const counted = countCases(report([], { status: 'failed', message: 'no such module' }, false), false);
    expect(counted).toEqual({ passed: 0, failed: 1, faults: ['x.test.ts: no such module'] });
  });

  test('a file or a run without a test fails', () => {
    expect(countCases(report([]), true).failed).toBe(1);
    expect(countCases({ success: true, testResults: [] }, true).failed).toBe(1);
  });

  test('a run that fails although its tests pass fails', () => {
    expect(countCases(report(['passed']), false)).toMatchObject({ passed: 1, failed: 1 });
    expect(countCases(report(['passed'], {}, false), true)).toMatchObject({ passed: 1, failed: 1 });
  });
});

test.each([
  ['--rounds 0', 2, '--rounds: 0 is not'],
  ['--workers many', 2, '--workers: many is not'],
  ['--browser', 2, '--browser: only with --job'],
  ['--jobb', 2, "Unknown option '--jobb'"],
  ['--help', 0, ''],
])('npm run bench -- %s ends at once with exit code %i', (words, code, fault) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/bench.mjs', ...words.split(' ')], {
    encoding: 'utf8',
  });
  expect(status).toBe(code);
  expect(stderr.startsWith(fault)).toBe(true);
  expect(code === 0 ? stdout : stderr).toContain('npm run bench -- [options]');
});

describe('installedFirefox', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('takes the one that it is told of', () => {
    vi.stubEnv('SWAYGROUND_FIREFOX', '/opt/firefox/firefox');
    expect(installedFirefox()).toEqual({ path: '/opt/firefox/firefox' });
  });

  test('says why there is none where it can’t be installed', () => {
    vi.stubEnv('SWAYGROUND_FIREFOX', '');
    vi.stubEnv('PATH', '');
    expect(installedFirefox()).toEqual({ missing: expect.stringContaining('no Firefox is installed') as string });
  });
});

const root = resolve(import.meta.dirname, '../..');

describe('package-lock.json', () => {
  // npm leaves other platforms' packages out, or without their versions, when they can't be found or when a package is added
  // to an existing node_modules; `npm ci` then fails. Made anew in an empty folder with `npm install --package-lock-only`, the
  // file is whole again, provided every package exists for every platform it names.
  const lock = readJson(join(root, 'package-lock.json')) as { packages: Record<string, Record<string, unknown>> };
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '');

  test('gives every package a version and a hash, and names no registry', () => {
    expect(entries.length).toBeGreaterThan(100);
    const faulty = entries.filter(([, entry]) => !('version' in entry && 'integrity' in entry) || 'resolved' in entry);
    expect(faulty.map(([path]) => path)).toEqual([]);
  });

  test('has the packages of every platform', () => {
    const names = new Set(
      entries.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
    );
    const optional = entries.flatMap(([, entry]) => Object.keys(entry['optionalDependencies'] ?? {}));
    expect(optional.length).toBeGreaterThan(10);
    expect(optional.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('isInstalled', () => {
  let copy = '';

  const edit = (path: string, from: RegExp, to: string): void => {
    const text = readFileSync(join(copy, path), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(join(copy, path), text.replace(from, to));
  };

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'swayground-install-'));
    mkdirSync(join(copy, 'node_modules'));
    for (const name of ['package.json', 'package-lock.json', 'node_modules/.package-lock.json']) {
      cpSync(join(root, name), join(copy, name));
    }
  });

  afterEach(() => {
    rmSync(copy, { recursive: true });
  });

  test('accepts what npm ci leaves', () => {
    expect(isInstalled(copy)).toBe(true);
  });

  test('sees that nothing is installed', () => {
    rmSync(join(copy, 'node_modules'), { recursive: true });
    expect(isInstalled(copy)).toBe(false);
  });

  test('sees another version in the lock', () => {
    edit('package-lock.json', /("node_modules\/react": \{\s+"version": ")[^"]+/, '$10.0.0');
    expect(isInstalled(copy)).toBe(false);
  });

  test('sees a package that is missing', () => {
    edit('node_modules/.package-lock.json', /"node_modules\/react"/, '"node_modules/other"');
    expect(isInstalled(copy)).toBe(false);
  });

  test('sees a package.json that the lock does not know', () => {
    edit('package.json', /"comlink": "[^"]+"/, '"comlink": "^9.0.0"');
    expect(isInstalled(copy)).toBe(false);
  });
});
