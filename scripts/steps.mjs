// What start.mjs and test.mjs share. Only Node's own modules: this runs before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** A step that takes longer hangs; a slow shared machine needs a few minutes at most. */
const stepLimitMs = 30 * 60_000;

/** Tools colour their output in CI even when it goes to a file. */
const plainOutput = process.stdout.isTTY ? {} : { NO_COLOR: '1' };

/** The arguments of `node` that run an installed tool, by its path below node_modules. */
export const tools = {
  tsc: join(root, 'node_modules/typescript/bin/tsc'),
  eslint: join(root, 'node_modules/eslint/bin/eslint.js'),
  prettier: join(root, 'node_modules/prettier/bin/prettier.cjs'),
  knip: join(root, 'node_modules/knip/bin/knip.js'),
  vite: join(root, 'node_modules/vite/bin/vite.js'),
  vitest: join(root, 'node_modules/vitest/vitest.mjs'),
  kernels: join(root, 'scripts/build-kernels.mjs'),
};

/**
 * Runs a program in the repository root without standard input.
 * @param {string} command
 * @param {readonly string[]} words
 * @param {{ live?: boolean, env?: Record<string, string> }} [options] live: its output is shown as it comes, not collected
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function runProgram(command, words, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, words, {
      cwd: root,
      stdio: ['ignore', options.live === true ? 'inherit' : 'pipe', options.live === true ? 'inherit' : 'pipe'],
      env: { ...process.env, ...plainOutput, ...options.env },
      timeout: stepLimitMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => {
      done({ ok: false, output: `${output}${error.message}\n` });
    });
    child.on('close', (code, signal) => {
      const ending = signal === null ? '' : `Ended by ${signal}.\n`;
      done({ ok: code === 0, output: output + ending });
    });
  });
}

/**
 * @param {readonly string[]} words a script and its arguments
 * @param {{ live?: boolean, env?: Record<string, string> }} [options]
 */
export function runNode(words, options) {
  return runProgram(process.execPath, words, options);
}

/**
 * Runs one step and prints one line with its duration; what a failed step said is printed above that line, and a remark of
 * one line that a step made is added to it.
 * @param {string} name
 * @param {() => Promise<{ ok: boolean, output: string }>} action
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function step(name, action) {
  const start = performance.now();
  /** @type {{ ok: boolean, output: string }} */
  let result;
  try {
    result = await action();
  } catch (error) {
    result = { ok: false, output: `${error instanceof Error ? error.message : String(error)}\n` };
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (!result.ok && result.output !== '') process.stdout.write(`\n--- ${name} ---\n${result.output.trimEnd()}\n\n`);
  const said = result.output.trim();
  const remark = result.ok && said !== '' && !said.includes('\n') ? `: ${said}` : '';
  console.log(`${result.ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)${remark}`);
  return result.ok;
}

/**
 * @param {string} path
 * @returns {unknown}
 */
export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * @typedef {Record<string, string>} Ranges
 * @typedef {{ dependencies?: Ranges, devDependencies?: Ranges }} Manifest
 * @typedef {{ version?: string, integrity?: string, optional?: boolean } & Manifest} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * Whether node_modules holds what package-lock.json says and the lock belongs to package.json. Optional packages may be
 * absent: they are those of other platforms.
 * @param {string} folder the repository root
 */
export function isInstalled(folder) {
  const installedPath = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const manifest = /** @type {Manifest} */ (readJson(join(folder, 'package.json')));
  const wanted = /** @type {Lock} */ (readJson(join(folder, 'package-lock.json'))).packages;
  const installed = /** @type {Lock} */ (readJson(installedPath)).packages;
  const { dependencies, devDependencies } = wanted[''] ?? {};
  if (!sameRanges(dependencies, manifest.dependencies)) return false;
  if (!sameRanges(devDependencies, manifest.devDependencies)) return false;
  return Object.entries(wanted).every(([path, locked]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found === undefined) return locked.optional === true;
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/**
 * @param {Ranges | undefined} first
 * @param {Ranges | undefined} second
 */
function sameRanges(first = {}, second = {}) {
  const names = Object.keys(first);
  return names.length === Object.keys(second).length && names.every((name) => first[name] === second[name]);
}

/**
 * Installs the locked packages where node_modules lacks them.
 * @returns {Promise<boolean>}
 */
export async function installMissing() {
  if (isInstalled(root)) return true;
  return step('npm ci', () => {
    // Under `npm start` and `npm test` this is npm's own program, which needs no shell on Windows.
    const npm = process.env['npm_execpath'];
    const words = ['ci', '--include=dev', '--no-audit', '--no-fund'];
    return npm?.endsWith('.js') === true ? runNode([npm, ...words]) : runProgram('npm', words);
  });
}

/**
 * The range in package.json's `engines` is ">=major.minor".
 * @returns {string | undefined} what is wrong
 */
export function nodeFault() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return undefined;
  return `Swayground needs Node 20.19 or newer; this is ${process.versions.node}.`;
}
