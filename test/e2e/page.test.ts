// The built site in a real browser: what a visitor sees, with mouse, keyboard, a small screen, and when something is missing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { preview } from 'vite';
import type { PreviewServer } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { browserArguments, findChromium } from '../../scripts/chromium.mjs';
import { root, runNode, tools } from '../../scripts/steps.mjs';

const site = mkdtempSync(join(tmpdir(), 'swayground-site-'));
let server: PreviewServer;
let browser: Browser;
let address: string;

beforeAll(async () => {
  // In a process of its own: inside a test, React would be built for development.
  const built = await runNode([tools.vite, 'build', '--outDir', site, '--emptyOutDir'], {
    env: { NODE_ENV: 'production' },
  });
  expect(built.ok, built.output).toBe(true);
  server = await preview({ root, logLevel: 'silent', build: { outDir: site }, preview: { port: 0, open: false } });
  address = server.resolvedUrls?.local[0] ?? '';
  browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: browserArguments });
});

afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(site, { recursive: true });
});

let page: Page;
/** What the browser complained of, and requests that left this machine. */
let complaints: string[];

async function open(options: BrowserContextOptions = {}, before?: (page: Page) => Promise<unknown>): Promise<void> {
  const context = await browser.newContext(options);
  page = await context.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) complaints.push(request.url());
  });
  await before?.(page);
  await page.goto(address);
}

beforeEach(() => {
  complaints = [];
});

afterEach(async () => {
  await page.context().close();
});

async function step(): Promise<number> {
  const text = await page.getByText(/^Step /).innerText();
  return Number((/Step ([\d,]+)/.exec(text)?.[1] ?? 'NaN').replaceAll(',', ''));
}

async function reach(goal: number): Promise<void> {
  await expect.poll(step, { timeout: 60_000, interval: 100 }).toBeGreaterThanOrEqual(goal);
}

const button = (name: string) => page.getByRole('button', { name });
const finding = (words: RegExp) => page.getByRole('heading', { level: 2, name: words });

/** Sum of the layout shifts that nobody asked for, since the page was opened. */
const watchShifts = `
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.shifts += entry.value;
      window.shifted = (window.shifted ?? []).concat(entry.sources.map(({ node }) => node?.className || node?.nodeName || '?'));
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;

describe('a visitor', () => {
  test.each([
    ['a projector', { width: 1440, height: 900 }],
    ['a tablet', { width: 1024, height: 768 }],
    ['a phone', { width: 400, height: 860 }],
  ])('on %s sees the model learn, and nothing jumps', async (_device, viewport) => {
    await open({ viewport }, (opened) => opened.addInitScript(watchShifts));
    await reach(130);
    await expect.poll(() => finding(/has fallen from 5\.\d to 1\.\d nats a token/).count()).toBe(1);
    await expect.poll(() => page.getByText('Same seed, same bits, in every browser').count()).toBe(1);
    expect(await page.getByText(/^([0-9a-f]{4} ){2}[0-9a-f]{4}$/).count()).toBe(1);
    expect(await page.getByText('Model output').count()).toBe(6);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await page.evaluate('window.shifts'), await page.evaluate('String(window.shifted)')).toBeLessThan(0.005);
    expect(complaints).toEqual([]);
  });

  test('does everything with the keyboard', async () => {
    await open();
    await reach(3);
    const focused = (): Promise<unknown> =>
      page.evaluate('document.activeElement.innerText || document.activeElement.tagName');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Start over');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Pause');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Space');
    await expect.poll(focused).toBe('Play');
    await page.waitForTimeout(300);
    const paused = await step();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('One step');
    await page.keyboard.press('Enter');
    await expect.poll(step).toBe(paused + 1);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('INPUT');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('12x');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').innerText()).toContain('Digits only');
    expect(await page.getByLabel('Seed').getAttribute('aria-invalid')).toBe('true');
    expect(await step()).toBe(paused + 1);
    await page.keyboard.press('Backspace');
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.keyboard.press('Enter');
    await expect.poll(step).toBe(0);
    await expect.poll(() => page.getByText('Fingerprint at step 100, seed 12').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('who starts over with the same seed is told that it came out the same', async () => {
    await open();
    await reach(101);
    const digits = page.getByText(/^([0-9a-f]{4} ){2}[0-9a-f]{4}$/);
    const first = await digits.innerText();
    await button('Start over').click();
    await expect.poll(() => digits.count()).toBe(0);
    await button('Play').click();
    await expect.poll(() => digits.count(), { timeout: 60_000 }).toBe(1);
    expect(await digits.innerText()).toBe(first);
    expect(await page.getByText('The same bits as in this tab’s run before').count()).toBe(1);
  });
});

describe('when something is missing', () => {
  test('no SIMD: the page says so and what to do', async () => {
    await open({}, (opened) => opened.addInitScript('WebAssembly.validate = () => false'));
    const text = await page.getByRole('alert').innerText();
    expect(text).toContain('lacks SIMD');
    expect(text).toContain('Safari (16.4 or later)');
    expect(await button('Reload the page').count()).toBe(1);
  });

  test('the worker cannot be loaded: starting again helps once it can', async () => {
    await open({}, (opened) => opened.route(/worker/, (route) => route.abort()));
    await expect.poll(() => page.getByRole('alert').count()).toBe(1);
    expect(await page.getByRole('alert').innerText()).toContain('could not be loaded');
    await page.unroute(/worker/);
    await button('Start again').click();
    await reach(2);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('the page’s own script fails: the sentence in the HTML stays', async () => {
    await open({}, (opened) => opened.route(/assets\/index.*\.js/, (route) => route.abort()));
    await expect
      .poll(() => page.getByText('The page is opening. If this sentence stays').isVisible(), { timeout: 10_000 })
      .toBe(true);
  });
});
