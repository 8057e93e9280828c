// Bundles TypeScript entries for Node, the way the site is bundled for browsers. Packages stay outside.
import { build } from 'vite';

/**
 * @param {Record<string, string>} entries name of the output, without `.mjs`, to its source
 * @param {string} outDir is not emptied: somebody may run what is there
 */
export async function bundleForNode(entries, outDir) {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { input: entries, output: { entryFileNames: '[name].mjs' } },
    },
  });
}
