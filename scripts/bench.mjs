// npm run bench: installs and builds what is missing, bundles the benchmark as the site is bundled, and runs it. With
// `--job --browser` the reference job runs in web workers in Chromium; `--workers N`: in how many, 2 unless given.
import { join } from 'node:path';
import { makeOwnFolder } from './ownFolder.mjs';
import { installMissing, root, runNode, tools } from './steps.mjs';

const words = process.argv.slice(2);
// with --json standard output carries the object alone
if (words.includes('--json')) console.log = console.error;

if (!(await installMissing())) process.exit(1);
const kernels = await runNode([tools.kernels]);
if (!kernels.ok) {
  process.stderr.write(kernels.output);
  process.exit(1);
}
if (words.includes('--browser')) {
  process.stdout.write(`${await jobInChromium()}\n`);
} else {
  const { bundleForNode } = await import('./bundle-node.mjs');
  const folder = makeOwnFolder(join(root, 'node_modules/.cache/swayground-programs'), 'bench');
  await bundleForNode(
    {
      main: join(root, 'test/bench/main.ts'),
      replicaThread: join(root, 'src/threads/replicaThread.ts'),
    },
    folder,
  );
  const { ok } = await runNode([join(folder, 'main.mjs'), ...words], { live: true });
  process.exitCode = ok ? 0 : 1;
}

/** The report of the reference job, as JSON. */
async function jobInChromium() {
  const { createServer } = await import('vite');
  const { chromium } = await import('playwright');
  const { browserArguments, findChromium } = await import('./chromium.mjs');
  const server = await createServer({ root, logLevel: 'error', server: { port: 0 } });
  await server.listen();
  const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: browserArguments });
  try {
    const page = await browser.newPage();
    const workers = /^[1-9]\d?$/.exec(words[words.indexOf('--workers') + 1] ?? '')?.[0] ?? '2';
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}test/bench/browser/index.html?workers=${workers}`);
    await page.waitForFunction('/^[{f]/.test(document.title)', null, { timeout: 0 });
    return await page.title();
  } finally {
    await browser.close();
    await server.close();
  }
}
