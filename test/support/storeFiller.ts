// What an e2e test puts into the page to store runs there: the storage module itself, bundled.
import { join } from 'node:path';
import { build } from 'vite';
import type { Page } from 'playwright';
import { root } from '../../scripts/steps.mjs';

interface Wanted {
  readonly run: string;
  readonly iterations: number;
  readonly training: number;
  readonly panel: number;
}

let bundled: Promise<string> | null = null;

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: join(root, 'test/browser/fillStore.ts'), formats: ['iife'], name: 'filler' },
    },
  });
  const [{ output } = { output: [] }] = [result].flat() as { output: { code?: string }[] }[];
  return output[0]?.code ?? '';
}

/** Stores runs in the page's database; pages hear of it as of any run. */
export async function storeRuns(page: Page, runs: readonly Wanted[]): Promise<void> {
  const code = await (bundled ??= bundle());
  await page.evaluate(`${code}\nfiller.fillStore(${JSON.stringify(runs)})`);
}
