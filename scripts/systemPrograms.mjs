// Programs of the machine that tests drive: where they are, and Debian's packages of those that are missing.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What takes longer hangs on a network that doesn't answer. */
const installLimitMs = 10 * 60_000;

/** @param {string} path */
export function isExecutable(path) {
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
 * The program that an environment variable names, else the first of the known ones on PATH, else undefined. What the variable
 * names is not checked.
 * @param {string} variable
 * @param {readonly string[]} names
 * @returns {string | undefined}
 */
export function findProgram(variable, names) {
  const chosen = process.env[variable];
  if (chosen !== undefined && chosen !== '') return chosen;
  return names.map(onPath).find((path) => path !== undefined);
}

/** Whether this process may install Debian's packages. */
export function canInstall() {
  return onPath('apt-get') !== undefined && process.getuid?.() === 0;
}

/** @param {string[]} words */
function runVisibly(words) {
  const [command = '', ...rest] = words;
  const result = spawnSync(command, rest, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: installLimitMs,
  });
  return result.status === 0;
}

/**
 * @param {string} name of Debian's package
 * @returns {boolean} whether it is installed now
 */
export function installPackage(name) {
  return (
    runVisibly(['apt-get', 'update']) && runVisibly(['apt-get', 'install', '--yes', '--no-install-recommends', name])
  );
}
