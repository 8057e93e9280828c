import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserArguments, findChromium } from './scripts/chromium.mjs';

export default defineConfig({
  test: {
    // Machines are shared: two at a time, and time limits that only a hang can reach.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          globalSetup: ['test/support/bundleThread.ts'],
          include: [
            'src/**/*.test.ts',
            'workers/**/*.test.ts',
            'test/{golden,property,architecture,webllm}/**/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // The built site, driven from outside by Playwright.
        test: {
          name: 'e2e',
          environment: 'node',
          globalSetup: ['test/support/buildSite.ts'],
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        worker: { format: 'es' },
        // Workers are searched for packages too: one found only when a test runs would reload the page under that test.
        optimizeDeps: { entries: ['test/browser/**/*.ts', 'workers/*.ts'] },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              // Where there is no Chromium this is a name that Playwright doesn't find, and says so.
              launchOptions: { args: browserArguments, executablePath: findChromium() ?? 'chromium' },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
