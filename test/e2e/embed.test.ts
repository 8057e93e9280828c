// The built site as a frame in pages of another origin.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { smallRun, visitors } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const open = visitors();
const pages = new Map<string, string>();
const servers: Server[] = [];
const addresses: string[] = [];

beforeAll(async () => {
  for (let i = 0; i < 2; i++) {
    const server = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(pages.get(request.url ?? '') ?? '');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    servers.push(server);
    addresses.push(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  }
});
afterAll(() => {
  for (const server of servers) server.close();
});

/** A page of another origin that writes down what it is told, and from where. */
const lesson = (frame: string, more = ''): string =>
  `<!doctype html><html lang="en"><title>Lesson</title><body><main><h1>A lesson</h1>${frame}${more}</main><script>
    window.told = [];
    addEventListener('message', ({ data, origin }) => told.push({ ...data, origin }));
    window.say = (message) => document.querySelector('iframe').contentWindow.postMessage(message, '*');
  </script>`;
const frameOf = (search: string, hash = ''): string =>
  `<iframe title="Swayground" width="720" height="700" src="${inject('siteAddress')}?embed=1${search}${hash.replaceAll('&', '&amp;')}"></iframe>`;

async function visit(
  html: string,
  options: Parameters<typeof open>[1] = {},
): Promise<Visitor & { readonly frame: FrameLocator }> {
  pages.set('/', html);
  const visitor = await open('', { address: `${addresses[0] ?? ''}/`, ...options });
  return { ...visitor, frame: visitor.page.locator('iframe').first().contentFrame() };
}

interface Told {
  readonly kind: string;
  readonly origin: string;
  readonly version: number;
  readonly [field: string]: unknown;
}
const told = async (page: Page, kind: string): Promise<Told[]> =>
  (await page.evaluate<Told[]>('window.told')).filter((each) => each.kind === kind);
const say = (page: Page, message: object): Promise<unknown> =>
  page.evaluate(`say(${JSON.stringify({ source: 'swayground', version: 1, ...message })})`);
const hears = (page: Page, wanted: object): Promise<void> =>
  expect
    .poll(async () => (await told(page, 'iteration')).at(-1), { timeout: 30_000, interval: 50 })
    .toMatchObject(wanted);

describe('a frame', () => {
  test.each([
    ['light', 'small', { viewport: { width: 1000, height: 800 }, colorScheme: 'dark' } as const],
    ['dark', 'small', { viewport: { width: 1000, height: 800 }, colorScheme: 'light' } as const],
    ['auto', 'on a phone', { viewport: { width: 390, height: 800 }, colorScheme: 'dark' } as const],
  ])('in %s colours, %s: says that it is ready and how high, plays, pauses and seeks', async (theme, _, options) => {
    const { page, frame } = await visit(lesson(frameOf(`&controls=play,iteration&theme=${theme}`)), options);
    await expect.poll(() => told(page, 'ready'), { timeout: 30_000 }).toHaveLength(1);
    const [ready] = await told(page, 'ready');
    expect(ready).toMatchObject({
      source: 'swayground',
      version: 1,
      origin: inject('siteAddress').replace(/\/$/u, ''),
    });
    // all of the recorded run, without anybody having played it
    await hears(page, { iteration: 10, newest: 10, iterations: 10, isPlaying: false });
    await expect
      .poll(async () => {
        const [last] = (await told(page, 'height')).slice(-1);
        const shown = await frame.locator('main').boundingBox();
        return Math.abs(Number(last?.['height']) - (shown?.height ?? 0)) <= 1;
      })
      .toBe(true);

    await say(page, { kind: 'seek', iteration: 3 });
    await hears(page, { iteration: 3, newest: 10 });
    expect(await frame.getByRole('slider', { name: 'Iteration' }).inputValue()).toBe('3');
    await say(page, { kind: 'play' });
    await hears(page, { isPlaying: true });
    await say(page, { kind: 'pause' });
    await hears(page, { isPlaying: false });
    await say(page, { kind: 'seek', iteration: -1 });
    await expect.poll(() => told(page, 'refused')).toMatchObject([{ field: 'iteration' }]);

    expect(await frame.getByText('Recorded run', { exact: true }).isVisible()).toBe(true);
    const background = await frame.locator('body').evaluate('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe(theme === 'light' ? 'rgb(251, 250, 247)' : 'rgb(20, 22, 26)');
    expect(await axeFaults(page)).toEqual([]);
    expect(
      await frame.locator('body').evaluate('document.documentElement.scrollWidth - innerWidth'),
    ).toBeLessThanOrEqual(0);
  });

  test('has what the address names, says what it does not know, and leads to the page', async () => {
    const { page, frame } = await visit(lesson(frameOf('&controls=twins,speed,sound&theme=light')));
    await frame.getByRole('region', { name: 'Twins' }).waitFor();
    await frame.getByRole('slider', { name: 'Speed' }).waitFor();
    expect(await frame.getByRole('button', { name: 'Play' }).count()).toBe(0);
    expect(await frame.getByRole('region', { name: 'Expected rating' }).count()).toBe(0);
    expect(await frame.getByRole('alert').innerText()).toBe('controls: “sound” makes no sense there');
    await expect.poll(() => told(page, 'ready'), { timeout: 30_000 }).toHaveLength(1);
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      frame.getByRole('link', { name: 'Open in Swayground' }).click(),
    ]);
    await opened.getByRole('tab', { name: 'Library' }).waitFor();
    expect(opened.url()).toMatch(/\/#v=1&p=therapy-50&f=[0-9a-f]{16}/u);
  });

  test('a setup without a recording is run in it', async () => {
    const { page } = await visit(lesson(frameOf('&controls=play', smallRun)));
    await expect.poll(() => told(page, 'ready'), { timeout: 30_000 }).toHaveLength(1);
    await say(page, { kind: 'play' });
    await hears(page, { newest: 2, iterations: 2, isPlaying: false });
  });

  test('hears nobody but the page that it is in', async () => {
    const intruder = addresses[1] ?? '';
    pages.set(
      '/intruder',
      `<script>setInterval(() => {
        parent.frames[0].postMessage({ source: 'swayground', version: 1, kind: 'seek', iteration: 1 }, '*');
        parent.postMessage({ kind: 'tried' }, '*');
      }, 50)</script>`,
    );
    const { page, frame } = await visit(
      lesson(
        frameOf('&controls=iteration'),
        // of a third origin, and of the page's own
        `<iframe title="Stranger" src="${intruder}/intruder"></iframe><iframe title="Sibling" src="/intruder"></iframe>`,
      ),
    );
    await expect.poll(() => told(page, 'ready'), { timeout: 30_000 }).toHaveLength(1);
    await say(page, { kind: 'seek', iteration: 4 });
    await hears(page, { iteration: 4 });
    const tries = async (): Promise<string[]> => (await told(page, 'tried')).map(({ origin }) => origin);
    const before = (await tries()).length;
    await expect.poll(async () => (await tries()).length).toBeGreaterThan(before + 8);
    expect(new Set((await tries()).slice(before)).size).toBe(2);
    expect(await frame.getByRole('slider', { name: 'Iteration' }).inputValue()).toBe('4');
    expect((await told(page, 'iteration')).every(({ iteration }) => iteration !== 1)).toBe(true);
  });

  test('that was made for another page tells this one nothing, and does nothing for it', async () => {
    const { page, frame } = await visit(lesson(frameOf(`&controls=iteration&origin=${addresses[1] ?? ''}`)));
    const slider = frame.getByRole('slider', { name: 'Iteration' });
    await expect.poll(() => slider.inputValue(), { timeout: 30_000 }).toBe('10');
    await say(page, { kind: 'seek', iteration: 4 });
    await page.waitForTimeout(500);
    expect([await slider.inputValue(), await page.evaluate('told')]).toEqual(['10', []]);
  });
});

test('Share has the code of a frame in three sizes, which shows the run on show', async () => {
  const { page, button } = await open('', {
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await expect
    .poll(() => page.evaluate('window.swayground.status().recording.stage'), { timeout: 30_000 })
    .toBe('ended');
  await button('Share').click();
  await page.getByText('Embed', { exact: true }).click();
  for (const size of ['small', 'medium', 'large']) {
    await page.getByRole('radio', { name: new RegExp(`^${size}`, 'u') }).check();
    await page.getByRole('checkbox', { name: 'speed' }).setChecked(size === 'large');
    await button('Copy: Code for the page').click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).first().waitFor();
    const snippet = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(await axeFaults(page)).toEqual([]);
    const { page: framed, frame } = await visit(lesson(snippet), { viewport: { width: 1200, height: 1000 } });
    await expect.poll(() => told(framed, 'ready'), { timeout: 30_000 }).toHaveLength(1);
    await hears(framed, { newest: 10 });
    expect(await frame.getByRole('slider', { name: 'Speed' }).count()).toBe(size === 'large' ? 1 : 0);
    // all of it is seen, and there is little room left
    const left = Number(
      await frame
        .locator('main')
        .evaluate('innerHeight - document.querySelector("main").getBoundingClientRect().height'),
    );
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(40);
  }
});
