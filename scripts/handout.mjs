// A plugin for Vite: when the site is built, so is handout.html, the reader of handouts as one page that needs nothing else.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { root } from './steps.mjs';

/** @param {string} text */
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** @returns {Promise<{ script: string, style: string }>} of the reader, as they may stand inside their elements */
async function buildReader() {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [react()],
    build: {
      write: false,
      modulePreload: false,
      cssCodeSplit: false,
      target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
      rolldownOptions: { input: join(root, 'src/ui/handout/start.ts'), output: { format: 'es', codeSplitting: false } },
    },
  });
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const script = outputs.find((each) => each.type === 'chunk');
  const style = outputs.find((each) => each.type === 'asset' && each.fileName.endsWith('.css'));
  if (script?.type !== 'chunk' || style?.type !== 'asset') throw new Error('The reader has no script or no style.');
  return {
    script: script.code.replace(/<(?=\/script|!--)/giu, '\\x3c'),
    style: String(style.source).replace(/<(?=\/style)/giu, '\\3c '),
  };
}

/** @param {{ script: string, style: string }} reader */
function pageOf({ script, style }) {
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    ...["base-uri 'none'", "form-action 'none'"],
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Swayground</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="root"></div>',
    '<script type="application/json" id="handout">null</script>',
    `<script type="module">${script}</script>`,
    '</body>',
    '</html>',
  ].join('\n');
}

/** @returns {import('vite').Plugin} */
export function handoutReader() {
  let folder = '';
  return {
    name: 'handout-reader',
    apply: 'build',
    configResolved({ root: base, build: { outDir } }) {
      folder = resolve(base, outDir);
    },
    // before the list of the site's files is made
    closeBundle: {
      sequential: true,
      async handler() {
        writeFileSync(join(folder, 'handout.html'), pageOf(await buildReader()));
      },
    },
  };
}
