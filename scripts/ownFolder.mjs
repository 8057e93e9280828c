// Folders that belong to one process each, so that whatever others start meanwhile leaves its files alone.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimes } from 'node:fs';
import { join } from 'node:path';

const hourMs = 3_600_000;
/** A process that runs touches its folder every hour; one that sleeps that long with its machine is not counted on. */
const abandonedAfterMs = 7 * 24 * hourMs;

/**
 * Makes a folder for this process alone. It goes when the process exits; what a killed one left goes a week after its last
 * touch, by age and not by process number: another host or container has numbers of its own.
 * @param {string} parent holds such folders and nothing else; made where it is missing
 * @param {string} name
 * @returns {string}
 */
export function makeOwnFolder(parent, name) {
  mkdirSync(parent, { recursive: true });
  sweep(parent);
  const folder = mkdtempSync(join(parent, `${name}-`));
  setInterval(() => {
    const now = new Date();
    // one that somebody has removed by hand stays removed
    utimes(folder, now, now, () => undefined);
  }, hourMs).unref();
  process.once('exit', () => {
    remove(folder);
  });
  return folder;
}

/** @param {string} parent */
function sweep(parent) {
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (mtimeMs < Date.now() - abandonedAfterMs) remove(path);
  }
}

/** @param {string} path */
function remove(path) {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // another process removes it too, or a virus scanner holds it: the next one to start tries again
  }
}
