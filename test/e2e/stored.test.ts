// Runs that the built site stores while they are played: a reload in the middle, a second tab, a full disk.
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { visitors } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const visit = visitors();
/** A table learns fast, and its phases are short. */
const quick = '#v=1&p=therapy-tabular&iterations=3&initialStates=32&panelUsers=12&panelTwins=6';

const fingerprintOf = ({ page }: Pick<Visitor, 'page'>): Promise<unknown> =>
  page.evaluate('window.swayground.summary().fingerprint');
const iterationsOf = ({ page }: Pick<Visitor, 'page'>): Promise<unknown> =>
  page.evaluate('window.swayground.summary().iterations.map(({ iteration }) => iteration)');
const played = async (visitor: Visitor): Promise<Visitor> => {
  await visitor.reach('ready');
  await visitor.button('Play').click();
  await visitor.reach('finished');
  return visitor;
};
/** To the gate behind iteration 1. */
const playHalf = async ({ reach, button, status }: Visitor): Promise<void> => {
  await reach('ready');
  for (const iteration of [0, 1]) {
    await button('Next evaluation').click();
    await expect.poll(async () => (await status()).iteration, { timeout: 60_000 }).toBe(iteration);
    await reach('paused');
  }
};
const rowsOf = ({ page }: Pick<Visitor, 'page'>) => page.locator('tbody tr');

test('a reload in the middle: the run goes on, its charts come back, and its fingerprint is that of a whole run', async () => {
  const whole = await fingerprintOf(await played(await visit(quick)));
  const visitor = await visit(quick);
  const { page, button, reach, complaints } = visitor;
  await playHalf(visitor);
  await page.reload();
  const goOn = button('Go on with the interrupted run');
  await goOn.waitFor({ timeout: 15_000 });
  await reach('ready');
  await page.getByRole('tab', { name: 'Library' }).click();
  await expect.poll(() => rowsOf(visitor).innerText()).toMatch(/1 of 3\s+interrupted/u);
  await goOn.click();
  await reach('finished');
  expect(await iterationsOf(visitor)).toEqual([0, 1, 2, 3]);
  expect(await fingerprintOf(visitor)).toBe(whole);
  const harm = page.getByRole('region', { name: 'Harm rate' });
  await harm.getByText('Data', { exact: true }).click();
  await expect.poll(() => harm.getByRole('row').count()).toBe(5);
  await page.getByRole('tab', { name: 'Library' }).click();
  await expect.poll(() => rowsOf(visitor).innerText()).toMatch(/3 of 3\s+finished/u);
  expect(await rowsOf(visitor).count()).toBe(1);
  expect(complaints).toEqual([]);
});

test('of two tabs one writes, the other can look, and goes on once the first lets go', async () => {
  const first = await visit(quick);
  await playHalf(first);
  const page = await first.page.context().newPage();
  const second = { page, button: (name: string) => page.getByRole('button', { name, exact: true }) };
  const status = (): Promise<{ status: string }> => page.evaluate('window.swayground.status()');
  await page.goto(first.page.url());
  await page.getByRole('tab', { name: 'Library' }).click();
  await expect.poll(() => rowsOf(second).innerText()).toContain('in another tab');
  expect(await second.button('Delete').isDisabled()).toBe(true);
  await second.button('Open').click();
  await expect.poll(() => iterationsOf(second)).toEqual([0, 1]);
  await expect.poll(async () => (await status()).status).toBe('interrupted');
  await page.getByText('in progress in another tab or a sweep').waitFor();
  await page.getByLabel('Seed').fill('42');
  await second.button('Play').click();
  await page.getByText('being written in another tab').waitFor();
  // what the first tab plays is seen in the second
  await first.button('Next evaluation').click();
  await expect.poll(() => iterationsOf(second), { timeout: 60_000 }).toEqual([0, 1, 2]);
  expect(await page.getByLabel('Seed').inputValue()).toBe('42');
  await first.reach('paused');
  await first.button('Cancel').click();
  await second.button('Dismiss').click();
  await second.button('Play').click();
  await expect.poll(async () => (await status()).status, { timeout: 60_000 }).toBe('finished');
  expect(await iterationsOf(second)).toEqual([0, 1, 2, 3]);
  expect(first.complaints).toEqual([]);
});

/** Code that goes before the worker's own: what a worker sees can't be changed from outside. */
const withWorker = (code: string) => ({
  before: (opened: Page) =>
    opened.route(/simulation\.worker/u, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${code};${await response.text()}` });
    }),
});

/** Room for all but the first iteration of the run of seed 2, until a run is deleted. */
const fullDisk = `
  const { put, delete: remove } = IDBObjectStore.prototype;
  let isFull = false, wasFull = false;
  IDBObjectStore.prototype.put = function (row) {
    if (!wasFull && row.config?.seed === 2 && row.completed === 1) isFull = wasFull = true;
    if (isFull) throw new DOMException('full', 'QuotaExceededError');
    return put.call(this, row);
  };
  IDBObjectStore.prototype.delete = function (range) {
    if (this.name === 'runs') isFull = false;
    return remove.call(this, range);
  };
`;

test('a full disk: the run goes on in memory and says so; once there is room it is stored', async () => {
  const visitor = await played(await visit(quick, withWorker(fullDisk)));
  const { page, button, reach } = visitor;
  const isSaid = (): Promise<number> => page.getByText('The browser has no room left').count();
  await page.getByLabel('Seed').fill('2');
  await button('Play').click();
  await reach('finished');
  await expect.poll(isSaid).toBe(1);
  const fingerprint = String(await fingerprintOf(visitor));
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByText('only as far as iteration 0 is stored. It has come to iteration 3').waitFor();
  await button('Delete oldest unpinned').click();
  await expect.poll(isSaid).toBe(0);
  await page.reload();
  await page.getByRole('tab', { name: 'Library' }).click();
  await expect.poll(() => rowsOf(visitor).innerText()).toContain(fingerprint.slice(0, 4));
  expect(await rowsOf(visitor).innerText()).toMatch(/seed 2[^]*3 of 3/u);
});

test('without IndexedDB runs are played, and the page says that they are gone with the tab', async () => {
  const noStorage = `Object.defineProperty(globalThis, 'indexedDB', { value: undefined })`;
  const { page, button, reach } = await visit(quick, withWorker(noStorage));
  await reach('ready');
  await page.getByText('This browser has no storage for pages').waitFor();
  await button('Play').click();
  await reach('finished');
  await button('Open the Library').click();
  await expect.poll(() => page.locator('tbody tr').innerText()).toContain('finished');
});
