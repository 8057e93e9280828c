// npm run test:webllm: the real engine, in our worker, in headless Chromium, with a model that the caller supplies. A line for each
// check, then all of it as JSON. Exit code 0: all passed; 1: something failed; 2: nothing was run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build } from 'vite';
import { browserArguments, requireChromium } from '../../scripts/chromium.mjs';
import { UsageError } from '../../src/cli/usage.ts';
import type { CheckResult } from '../../src/models/webllm/selfTest.ts';
import type { ProgramCheck } from './checks.ts';
import { NotRunError, readOptions, usage } from './options.ts';
import type { ProgramOptions } from './options.ts';
import { exitCodeOf, lineOf } from './report.ts';
import { serveModel } from './serve.ts';

// scripts/program.mjs runs this bundle there
const root = process.cwd();

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function buildPage(folder: string, entry: string): Promise<void> {
  await build({
    ...{ configFile: false, logLevel: 'silent', root, base: './', publicDir: false },
    resolve: { alias: { '@mlc-ai/web-llm': entry } },
    worker: { format: 'es' },
    build: {
      ...{ outDir: folder, emptyOutDir: true, minify: false, target: 'esnext' },
      rolldownOptions: {
        input: { page: join(root, 'test/browser/webllmChecksPage.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}

async function tryAll(options: ProgramOptions): Promise<CheckResult<ProgramCheck>[]> {
  const site = mkdtempSync(join(tmpdir(), 'swayground-webllm-'));
  const results: CheckResult<ProgramCheck>[] = [];
  try {
    await buildPage(site, options.package.entry);
    const served = await serveModel(site, options.library, options.weights);
    const browser = await chromium.launch({ executablePath: requireChromium(), args: [...browserArguments] });
    try {
      const page = await browser.newPage();
      await page.exposeFunction('tell', (result: CheckResult<ProgramCheck>) => {
        results.push(result);
        print(lineOf(result));
      });
      await page.exposeFunction('killGpu', async () => {
        // the connection may break off with the process
        await (await browser.newBrowserCDPSession()).send('Browser.crashGpuProcess').catch(() => undefined);
      });
      await page.goto(served.address);
      await page.waitForFunction('window.runAll');
      await page.evaluate(`window.runAll(${JSON.stringify(options.only)})`);
    } finally {
      await browser.close();
      await served.close();
    }
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
  return results;
}

try {
  const options = readOptions(process.argv.slice(2), join(root, 'node_modules/@mlc-ai/web-llm'));
  const results = await tryAll(options);
  const { library, only } = options;
  print(JSON.stringify({ package: options.package.version, library, only, results }));
  process.exitCode = exitCodeOf(results, only);
} catch (error) {
  if (!(error instanceof NotRunError || error instanceof UsageError)) throw error;
  print(error instanceof NotRunError ? `not run: ${error.message}` : `${error.message}\n${usage}`);
  process.exitCode = 2;
}
