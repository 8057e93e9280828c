// A plugin for Vite: when the site is built, its service worker is, too, with the list of all files and their hashes.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'vite';
import { root } from './steps.mjs';

const fileName = 'service-worker.js';

/** WebLLM's script, 6.6 MB: fetched when it is wanted, not kept for everybody. */
const isLeftOut = (/** @type {string} */ path) => path.startsWith('assets/web-llm-');

/** @param {Uint8Array} bytes */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * @param {string} folder of a built site
 * @returns {{ id: string, files: { path: string, hashes: string[] }[] }} as src/offline has it
 */
function versionOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .filter((path) => path !== fileName && !isLeftOut(path) && !path.split('/').some((part) => part.startsWith('.')))
    .sort()
    .map((path) => {
      const bytes = readFileSync(join(folder, path));
      // some servers have browsers decompress it
      return { path, hashes: path.endsWith('.gz') ? [hashOf(bytes), hashOf(gunzipSync(bytes))] : [hashOf(bytes)] };
    });
  return { id: hashOf(Buffer.from(JSON.stringify(files))).slice(0, 16), files };
}

/**
 * Writes the service worker of a built site into its folder.
 * @param {string} folder
 */
export async function buildServiceWorker(folder) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: { builtVersion: JSON.stringify(versionOf(folder)) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      modulePreload: false,
      target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
      rolldownOptions: {
        input: join(root, 'workers/site.serviceWorker.ts'),
        output: { format: 'iife', entryFileNames: fileName },
      },
    },
  });
}

/** @returns {import('vite').Plugin} */
export function serviceWorker() {
  let folder = '';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved({ root: base, build: { outDir } }) {
      folder = resolve(base, outDir);
    },
    // everything has been written by then, what is copied as it is among it
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: () => buildServiceWorker(folder),
    },
  };
}
