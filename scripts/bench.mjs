// npm run bench: installs and builds what is missing, bundles the benchmark as the site is bundled, and runs it.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeOwnFolder } from './ownFolder.mjs';
import { installMissing, root, runNode, tools } from './steps.mjs';

const usage = `npm run bench -- [options]
  --job          the reference job of the loop instead of the engine
  --browser      in web workers in Chromium; with --job
  --workers N    of the job, 1 to 99 (default 2)
  --rounds N     of the engine's measurements, 1 to 99 (default 7)
  --json         print one object on standard output, and nothing else there
`;
const { job, browser, workers, rounds, json } = parsed();
// with --json standard output carries the object alone
if (json) console.log = console.error;

if (!(await installMissing())) process.exit(1);
const kernels = await runNode([tools.kernels]);
if (!kernels.ok) {
  process.stderr.write(kernels.output);
  process.exit(1);
}
if (browser) {
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
  const given = ['--workers', workers, '--rounds', rounds, ...(job ? ['--job'] : []), ...(json ? ['--json'] : [])];
  const { ok } = await runNode([join(folder, 'main.mjs'), ...given], { live: true });
  process.exitCode = ok ? 0 : 1;
}

/** The command line's words. With --help, or where they can't be followed, the program ends here, with exit code 0 or 2. */
function parsed() {
  const text = (/** @type {string} */ preset) => /** @type {const} */ ({ type: 'string', default: preset });
  const flag = /** @type {const} */ ({ type: 'boolean', default: false });
  try {
    const flags = { job: flag, browser: flag, json: flag, help: /** @type {const} */ ({ ...flag, short: 'h' }) };
    const { values } = parseArgs({ options: { ...flags, workers: text('2'), rounds: text('7') } });
    if (values.help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    for (const name of /** @type {const} */ (['workers', 'rounds'])) {
      if (!/^[1-9]\d?$/.test(values[name]))
        throw new Error(`--${name}: ${values[name]} is not a whole number from 1 to 99`);
    }
    if (values.browser && !values.job) throw new Error('--browser: only with --job');
    return values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
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
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}test/bench/browser/index.html?workers=${workers}`);
    await page.waitForFunction('/^[{f]/.test(document.title)', null, { timeout: 0 });
    return await page.title();
  } finally {
    await browser.close();
    await server.close();
  }
}
