// A visitor of the built site in a real Chromium.
import { chromium } from 'playwright';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { browserArguments, findChromium } from '../../scripts/chromium.mjs';

export interface Visitor {
  readonly page: Page;
  /** What the browser complained of (violations of the Content-Security-Policy among it), and requests that left the site. */
  readonly complaints: string[];
  readonly button: (name: string) => Locator;
  /** What `window.swayground.status()` says. */
  readonly status: () => Promise<{
    status: string;
    iteration: number | null;
    position: { phase: string; isWaiting: boolean } | null;
  }>;
  readonly reach: (status: string) => Promise<void>;
}

/** A run that ends within seconds. */
export const smallRun = '#v=1&p=therapy-50&iterations=2&initialStates=32&panelUsers=12&panelTwins=6&epochs=1';

/** Sum of the layout shifts that nobody asked for, since the page was opened. */
export const watchShifts = `
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.shifts += entry.value;
      window.shifted = (window.shifted ?? []).concat(entry.sources.map(({ node }) => node?.className || node?.nodeName || '?'));
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;

interface VisitOptions extends BrowserContextOptions {
  /** Of another server than that of all tests. */
  readonly address?: string;
  /** Before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
}

/** What Playwright itself says where a page registers the service worker that the test keeps out. */
const blockedWorker = 'Service Worker registration blocked by Playwright';

/**
 * Starts the browser for a test file; gives a function that opens the site, each time as a new visitor. The service worker is
 * kept out, because what it answers passes the tests' routes by; offline.test.ts lets it in.
 */
export function visitors(): (hash?: string, options?: VisitOptions) => Promise<Visitor> {
  let browser: Browser;
  const opened: Page[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: browserArguments });
  });
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.context().close();
  });
  afterAll(async () => {
    await browser.close();
  });

  return async (hash = smallRun, { before, address = inject('siteAddress'), ...options } = {}) => {
    const context = await browser.newContext({ serviceWorkers: 'block', ...options });
    const page = await context.newPage();
    opened.push(page);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.text() !== blockedWorker) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) complaints.push(request.url());
    });
    await before?.(page);
    await page.goto(address + hash);
    const status: Visitor['status'] = () => page.evaluate('window.swayground.status()');
    return {
      ...{ page, complaints, status },
      button: (name) => page.getByRole('button', { name, exact: true }),
      reach: async (wanted) => {
        await expect.poll(async () => (await status()).status, { timeout: 100_000, interval: 50 }).toBe(wanted);
      },
    };
  };
}
