// Who comes to the agent: changed in mid-run, and users of one's own.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { visitors } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const visit = visitors();
/** A table learns fast, and its phases are short. */
const quick = '#v=1&p=therapy-tabular&iterations=3&initialStates=32&panelUsers=12&panelTwins=6';
/** Screenshots to be looked at. */
const shots = process.env['SWAYGROUND_SHOTS'];

const fingerprints = ({ page }: Pick<Visitor, 'page'>): Promise<string> =>
  page.evaluate('window.swayground.summary().fingerprint');

test('a population edited in mid-run: marked in chart, table and strip, a run of its own, and its link plays it again', async () => {
  const visitor = await visit(quick);
  const { page, button, reach, status, complaints } = visitor;
  await reach('ready');
  for (const iteration of [0, 1]) {
    await button('Next evaluation').click();
    await expect.poll(async () => (await status()).iteration, { timeout: 60_000 }).toBe(iteration);
    await reach('paused');
  }
  const before = await fingerprints(visitor);
  await button('Users').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Gameable share').fill('0.25');
  await dialog.getByLabel('Cue', { exact: true }).selectOption('none');
  expect(await axeFaults(page)).toEqual([]);
  if (shots !== undefined) await page.screenshot({ path: `${shots}/population.png` });
  await dialog.getByRole('button', { name: 'Change from iteration 1 on' }).click();
  await reach('finished');
  const changed = 'from iteration 1: Gameable share: 25 %, Cue: None';
  expect(await page.getByRole('region', { name: 'Setup' }).getByText(changed).count()).toBe(1);
  const harm = page.getByRole('region', { name: 'Harm rate' });
  expect(await harm.locator('svg').getByText('2 settings changed').count()).toBe(1);
  expect(await harm.getByText(`Changed ${changed}.`).count()).toBe(1);
  await harm.getByText('Data', { exact: true }).click();
  const rows = await harm.getByRole('row').allInnerTexts();
  expect(rows.map((row) => row.includes('Gameable share: 25 %'))).toEqual([false, false, true, false, false]);
  if (shots !== undefined) await page.screenshot({ path: `${shots}/marked.png`, fullPage: true });
  const end = await fingerprints(visitor);

  await page.getByRole('tab', { name: 'Library' }).click();
  const stored = page.locator('tbody tr');
  await expect.poll(() => stored.count()).toBe(2);
  const textsOf = async (): Promise<string> => (await stored.allInnerTexts()).join('\n');
  // the page is told of the end before it is stored
  await expect.poll(textsOf).toMatch(/\(changed at 1\)[\s\S]*3 of 3\s+finished/u);
  const texts = await textsOf();
  expect(texts).not.toContain('in another tab');
  expect(texts).toMatch(/1 of 3\s+cancelled/u);
  expect(texts).toContain(before.slice(0, 4));

  // the same from its link, from the very beginning
  const again = await visit(new URL(page.url()).hash.replace(/&view\.[^&]*/gu, ''));
  await again.reach('ready');
  await again.button('Play').click();
  await again.reach('finished');
  expect(await fingerprints(again)).toBe(end);
  expect([...complaints, ...again.complaints]).toEqual([]);
});

test('openings of one’s own: pasted, kept, run, the same after a reload; text is data everywhere', async () => {
  const small = '#v=1&p=therapy-50&iterations=1&initialStates=16&panelUsers=8&panelTwins=4&epochs=1&klPenalty=0';
  const visitor = await visit(small, { viewport: { width: 1440, height: 900 } });
  const { page, button, reach, complaints } = visitor;
  const evil = '<img src=x onerror="document.title=1">';
  await reach('ready');
  await button('Users').click();
  await button('Your own users').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(evil);
  await dialog.getByLabel('The assistant knows').first().fill(`Gullible and quick to please. ${evil}`);
  await dialog
    .getByLabel('Openings to add')
    .fill(`I feel sad. ${evil}\nMay I stay at home?\nI am so tired.\nZyxwv is gone.`);
  await button('Add').click();
  expect(await dialog.getByLabel(/^Opening \d$/u).count()).toBe(4);
  await dialog.getByText('3 to train on, 1 for the panel.').waitFor();
  await dialog.getByText(/letter by letter: .*Zyxwv/u).waitFor({ timeout: 30_000 });
  await dialog.getByLabel('Opening 2', { exact: true }).fill('May I stay in bed?');
  // what is typed outlasts a look elsewhere, and nothing takes its place unasked
  await dialog.getByLabel('Openings to add').fill('Half a');
  const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');
  const isThere = async (): Promise<void> => {
    expect(await dialog.getByLabel('Opening 2', { exact: true }).inputValue()).toBe('May I stay in bed?');
    expect(await dialog.getByLabel('Openings to add').inputValue()).toBe('Half a');
  };
  await button('Who comes').click();
  await dialog.getByLabel('Gameable share').fill('0.25');
  await button('Your own users').click();
  await isThere();
  await button('Who comes').click();
  expect(await dialog.getByLabel('Gameable share').inputValue()).toBe('0.25');
  await button('Your own users').click();
  for (const close of [() => page.keyboard.press('Escape'), () => button('Close').click()]) {
    await close();
    await expect.poll(() => dialog.count()).toBe(0);
    await button('Users').click();
    await button('Your own users').click();
    await isThere();
  }
  await button('Begin anew').click();
  await dialog.getByRole('alert').getByText('neither kept nor in the setup').waitFor();
  await expect.poll(focused).toBe('Not now');
  expect(await axeFaults(page)).toEqual([]);
  if (shots !== undefined) await page.screenshot({ path: `${shots}/own-replace.png` });
  await button('Not now').click();
  await expect.poll(focused).toBe('Begin anew');
  await isThere();
  await dialog.getByLabel('Openings to add').fill('');
  expect(await axeFaults(page)).toEqual([]);
  if (shots !== undefined) {
    await page.screenshot({ path: `${shots}/own-light.png` });
    await dialog.getByLabel('Opening 4', { exact: true }).scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${shots}/own-list.png` });
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await axeFaults(page)).toEqual([]);
  const wider: number = await page.evaluate(
    "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('dialog'))",
  );
  expect(wider).toBeLessThanOrEqual(0);
  if (shots !== undefined) await page.screenshot({ path: `${shots}/own-phone-dark.png` });
  await page.setViewportSize({ width: 1440, height: 900 });
  if (shots !== undefined) await page.screenshot({ path: `${shots}/own-dark.png` });
  await page.emulateMedia({ colorScheme: 'light' });
  await button('Use in the setup').click();
  await dialog.getByText('In the setup now; Reset and Play run it.').waitFor();
  await button('Close').click();
  await button('Play').click();
  await reach('finished');
  const end = await fingerprints(visitor);
  expect(await page.getByRole('region', { name: 'Twins' }).getByText(evil).count()).toBeGreaterThan(0);

  await page.reload();
  await reach('ready');
  await button('Users').click();
  await button('Your own users').click();
  expect(await dialog.getByLabel('Opening 1', { exact: true }).inputValue()).toBe(`I feel sad. ${evil}`);
  expect(await dialog.getByLabel('Opening 2', { exact: true }).inputValue()).toBe('May I stay in bed?');
  const kept = dialog.getByText(`${evil} · Therapy-Talk · 4 openings`);
  expect(await kept.count()).toBe(1);
  await button(`Delete ${evil}`).click();
  await dialog.getByRole('alert').getByText('Links that only name these users').waitFor();
  if (shots !== undefined) {
    await page.screenshot({ path: `${shots}/own-delete.png` });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await axeFaults(page)).toEqual([]);
    await page.screenshot({ path: `${shots}/own-delete-phone-dark.png` });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.screenshot({ path: `${shots}/own-delete-dark.png` });
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await button('Not now').click();
  expect(await kept.count()).toBe(1);
  const [download] = await Promise.all([page.waitForEvent('download'), button('Save as file').click()]);
  const file = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(file)).toMatchObject({ format: 'swayground users', scenarios: [{ name: evil }] });
  await button('Close').click();
  await button('Play').click();
  await reach('finished');
  expect(await fingerprints(visitor)).toBe(end);

  await page.getByRole('tab', { name: 'Trajectories' }).click();
  await page.locator('option', { hasText: evil }).first().waitFor({ state: 'attached' });
  await page.getByRole('tab', { name: 'Library' }).click();
  const [handout] = await Promise.all([page.waitForEvent('download'), button('Save page').first().click()]);
  const text = await readFile(await handout.path(), 'utf8');
  expect(text).not.toContain('<img src=x');
  expect(text).toContain('onerror=');
  expect(await page.title()).not.toBe('1');
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(complaints).toEqual([]);
});
