// Which Chromium the browser tests drive. Playwright's own download is never used.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * Switches of the tested browser. `--enable-unsafe-webgpu` is what makes headless Chromium offer its software WebGPU adapter
 * (SwiftShader) where there is no GPU; the rest keeps the browser off the network and working as root in a container.
 */
export const browserArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name */
function onPath(name) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/**
 * SWAYGROUND_CHROMIUM, else the first known command on PATH, else undefined. Installs nothing and doesn't check the former.
 * @returns {string | undefined}
 */
export function findChromium() {
  const chosen = process.env['SWAYGROUND_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  return commandNames.map(onPath).find((path) => path !== undefined);
}

/** @param {string[]} words */
function runVisibly(words) {
  const [command = '', ...rest] = words;
  const result = spawnSync(command, rest, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return result.status === 0;
}

/**
 * As findChromium, and where there is none, installs Debian's package if this process may.
 * @returns {string}
 */
export function requireChromium() {
  const found = findChromium();
  if (found !== undefined) {
    if (!isExecutable(found)) throw new Error(`SWAYGROUND_CHROMIUM is set to ${found}, which is not a program.`);
    return found;
  }
  if (onPath('apt-get') !== undefined && process.getuid?.() === 0) {
    console.log('No Chromium found; installing the chromium package with apt-get.');
    const installed =
      runVisibly(['apt-get', 'update']) &&
      runVisibly(['apt-get', 'install', '--yes', '--no-install-recommends', 'chromium']);
    const path = findChromium();
    if (installed && path !== undefined) return path;
  }
  throw new Error(
    'The browser tests need Chromium: install it, or set SWAYGROUND_CHROMIUM to the path of a Chromium or Chrome.',
  );
}
