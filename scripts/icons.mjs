// Makes public/icons/*.png from public/favicon.svg, in a real Chromium: node scripts/icons.mjs. Run when the mark has changed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments, requireChromium } from './chromium.mjs';
import { root } from './steps.mjs';

const mark = readFileSync(join(root, 'public/favicon.svg'), 'utf8');
/** Share of the picture that the mark takes. A mask may cut off all that lies outside of a circle of 0.8. */
const icons = [
  { name: 'icon-192', size: 192, share: 1, paper: null },
  { name: 'icon-512', size: 512, share: 1, paper: null },
  { name: 'icon-maskable-512', size: 512, share: 0.74, paper: '#fbfaf7' },
  { name: 'icon-apple-180', size: 180, share: 0.86, paper: '#fbfaf7' },
];

const browser = await chromium.launch({ executablePath: requireChromium(), args: browserArguments });
try {
  for (const { name, size, share, paper } of icons) {
    // on paper of its own the mark needs no frame
    const shown = paper === null ? mark : mark.replace(/<rect[^>]*>/u, '');
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const drawn = Math.round(size * share);
    await page.setContent(
      `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${paper ?? 'transparent'}">` +
        `<img alt="" width="${String(drawn)}" height="${String(drawn)}" src="data:image/svg+xml,${encodeURIComponent(shown)}">`,
    );
    const picture = await page.screenshot({ omitBackground: paper === null });
    writeFileSync(join(root, `public/icons/${name}.png`), picture);
    await page.close();
  }
} finally {
  await browser.close();
}
