// What can be given away of the page: links and their codes, figures, the very view of a screen.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { describe, expect, inject, test } from 'vitest';
import { storeRuns } from '../support/storeFiller.ts';
import { axeFaults } from '../support/axe.ts';
import { smallRun, visitors } from '../support/visitor.ts';

const visit = visitors();
const run = { run: 'first', iterations: 2, training: 40, panel: 24 };
const other = { run: 'second', iterations: 1, training: 20, panel: 16 };
const status = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).first().waitFor();
const rows = (page: Page) => page.getByRole('listbox').getByRole('option');
const selected = (page: Page) => page.getByRole('listbox').getByRole('option', { selected: true });

async function sortByWorst(page: Page): Promise<void> {
  const best = await rows(page).first().innerText();
  await page.getByLabel('Order').selectOption('worst');
  await expect.poll(() => rows(page).first().innerText()).not.toBe(best);
}

test.each([
  ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } } as const],
  ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } } as const],
  ['on a phone', { colorScheme: 'light', viewport: { width: 360, height: 740 } } as const],
])('the code of a link is dark on light and has a name, %s', async (_, options) => {
  const { page, button, complaints } = await visit(smallRun, options);
  await button('Share').click();
  const code = page.getByRole('img', { name: 'QR code: Link to this moment' });
  await code.waitFor();
  await page.getByRole('radio', { name: 'of the setup' }).check();
  await page.getByRole('img', { name: 'QR code: Link to the setup' }).waitFor();
  const fills = await page.evaluate<string[]>(
    `[...document.querySelectorAll('dialog svg > *')].map((each) => each.getAttribute('fill'))`,
  );
  expect(fills).toEqual(['#ffffff', '#000000']);
  const small = await page.getByRole('img', { name: /QR code/u }).boundingBox();
  if (options.viewport.width > 480) {
    await button('Large, for a room').click();
    const large = await page.getByRole('img', { name: /QR code/u }).boundingBox();
    expect(large?.width).toBeGreaterThan((small?.width ?? 0) * 1.4);
    expect((large?.y ?? 0) + (large?.height ?? 0)).toBeLessThan(options.viewport.height);
  }
  expect(await axeFaults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
});

test('a run says what it will take, its charts are saved, and the next one says how long it will take', async () => {
  const { page, button, reach, complaints } = await visit(smallRun, { colorScheme: 'dark' });
  await reach('ready');
  // 2 policies more than the untrained one, of 0.45 MB each, and 64 + 3 x 48 conversations
  await page.getByText(/^takes about 1\.\d MB$/u).waitFor();
  const save = button('Save Harm rate as SVG');
  expect(await save.isDisabled()).toBe(true);
  await button('Play').click();
  await reach('finished');
  const fingerprint = await page.evaluate<string>('window.swayground.status().fingerprint');
  for (const name of ['Harm rate', 'Expected rating']) {
    for (const format of ['SVG', 'PNG', 'CSV']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        button(`Save ${name} as ${format}`).click(),
      ]);
      expect(download.suggestedFilename()).toBe(
        `swayground-${name.toLowerCase().replace(' ', '-')}-seed-1-iteration-2.${format.toLowerCase()}`,
      );
      const file = readFileSync(await download.path());
      if (format === 'PNG') expect(file.subarray(1, 4).toString()).toBe('PNG');
      else expect(file.toString()).toContain(fingerprint);
      if (format === 'SVG') expect(file.toString()).toContain(`f=${fingerprint.slice(0, 16)}`);
    }
  }
  await button('Reset').click();
  await page.getByText(/^takes about 1\.\d MB, \d+ s$/u).waitFor();
  expect(complaints).toEqual([]);
});

test.each([
  ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } } as const],
  ['dark, on a phone', { colorScheme: 'dark', viewport: { width: 360, height: 740 } } as const],
])('a run is cited with its link, fingerprint and version, and the paper beside it, %s', async (_, options) => {
  const { page, button, reach, complaints } = await visit(smallRun, {
    ...options,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const copied = async (label: string): Promise<string> => {
    await button(`Copy: ${label}`).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).first().waitFor();
    return page.evaluate('navigator.clipboard.readText()');
  };
  await reach('ready');
  await button('Share').click();
  await page.getByText('Cite', { exact: true }).click();
  const setup = await copied('This setup, as text');
  expect(setup).toMatch(
    /, 5 settings changed, seed 1: a setup of Swayground\. Version 0\.0\.0\S*\. Setup [0-9a-f]{12}\. http/u,
  );
  await button('Close').click();

  await button('Play').click();
  await reach('finished');
  const fingerprint = await page.evaluate<string>('window.swayground.status().fingerprint');
  await button('Share').click();
  await page.getByText('Cite', { exact: true }).click();
  const text = await copied('This run, as text');
  const proof = fingerprint.slice(0, 16);
  expect(text).toContain(`fingerprint ${proof}. ${inject('siteAddress')}#v=1&p=therapy-50&iterations=2&`);
  expect(text).toMatch(new RegExp(`&f=${proof}$`, 'u'));
  // the same settings, the same hash
  expect(text).toContain(/Setup [0-9a-f]{12}/u.exec(setup)?.[0] ?? '-');
  expect(await copied('This run, as BibTeX')).toMatch(/^@misc\{swayground-[0-9a-f]{12},\n[^]*\n\}$/u);
  expect(await copied('The paper, as text')).toContain('arXiv:2411.02306');
  expect(await axeFaults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
});

describe('a link opens what was looked at', () => {
  test('filters, order and the open conversation; and Back goes through them', async () => {
    const { page, button } = await visit(`${smallRun}&view.screen=run`);
    await storeRuns(page, [run]);
    await page.getByRole('tab', { name: 'Trajectories' }).click();
    await status(page, '152 of 152');
    await page.getByLabel('Users').selectOption('gameable');
    await status(page, '76 of 152');
    await sortByWorst(page);
    await rows(page).nth(3).click();
    await expect.poll(() => page.url()).toContain('view.filter=group:gameable&view.order=worst&view.open=');
    const opened = await selected(page).innerText();
    await button('Share').click();
    const link = await page.getByLabel('Link to this moment', { exact: true }).inputValue();
    expect(link).toContain('view.run=first');
    await button('Close').click();

    await page.goto('about:blank');
    // the filler's fingerprints are no real ones
    await page.goto(link.replace(/&f=.*/u, ''));
    await status(page, '76 of 152');
    await expect.poll(() => selected(page).innerText()).toBe(opened);
    expect(await page.getByLabel('Order').inputValue()).toBe('worst');
    await page.getByLabel('Users').selectOption('');
    await status(page, '152 of 152');
    await page.goBack();
    await status(page, '76 of 152');
    await expect.poll(() => selected(page).innerText()).toBe(opened);
    await page.goForward();
    await status(page, '152 of 152');
  });

  test('on a phone the conversation, and Back leads to the list', async () => {
    const { page } = await visit(`${smallRun}&view.screen=run`, { viewport: { width: 360, height: 740 } });
    await storeRuns(page, [run]);
    await page.getByRole('tab', { name: 'Trajectories' }).click();
    await rows(page).nth(2).click();
    await expect.poll(() => page.url()).toContain('view.open=');
    await page.getByRole('button', { name: 'Back to the list' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Back to the list' }).waitFor();
    await page.goBack();
    await page.getByRole('listbox').waitFor();
    expect(await page.getByRole('button', { name: 'Back to the list' }).isVisible()).toBe(false);
  });

  test('what is compared: two runs, and the pair', async () => {
    const { page } = await visit(`${smallRun}&view.screen=run`);
    await storeRuns(page, [run, other]);
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByRole('combobox', { name: 'Compare' }).selectOption('runs');
    await page.getByLabel('Iteration of A').selectOption('0');
    await rows(page).nth(2).click();
    await expect.poll(() => page.url()).toContain('view.compare=runs&view.compared=0,');
    await expect.poll(() => page.url()).toContain('view.pair=');
    const pair = await selected(page).innerText();
    await page.reload();
    await expect.poll(() => selected(page).innerText()).toBe(pair);
    expect(await page.getByLabel('Iteration of A').inputValue()).toBe('0');
    await page.goBack();
    await expect.poll(() => page.url()).not.toContain('view.pair=');
  });

  test('what makes no sense is told, and the rest is opened', async () => {
    const { page, button, complaints } = await visit(`${smallRun}&view.screen=run`);
    await storeRuns(page, [run]);
    const site = page.url().replace(/#.*/u, '');
    await page.goto('about:blank');
    const words = 'view.filter=harm:evil,group:other&view.text=%3Cscript%3Ealert(1)%3C/script%3E';
    await page.goto(`${site}${smallRun}&view.screen=trajectories&${words}`);
    const alert = page.getByRole('alert');
    await alert.getByText('“harm:evil” makes no sense there').waitFor();
    expect(await page.getByLabel('Users').inputValue()).toBe('other');
    expect(await page.getByLabel('Search').inputValue()).toBe('<script>alert(1)</script>');
    await page.getByText('Nothing matches').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await button('All right').click();
    await expect.poll(() => alert.count()).toBe(0);
    await button('Clear filters').click();
    await status(page, '152 of 152');
    expect(complaints).toEqual([]);
  });

  test('of a run that is not here says so, and finds the run once it has been made again', async () => {
    const { page, button, reach } = await visit();
    await reach('ready');
    await button('Play').click();
    await reach('finished');
    await page.getByRole('tab', { name: 'Trajectories' }).click();
    await sortByWorst(page);
    await rows(page).nth(3).click();
    const opened = await selected(page).innerText();
    await button('Share').click();
    const link = await page.getByLabel('Link to this moment', { exact: true }).inputValue();

    const second = await visit(new URL(link).hash);
    await second.page.getByText('No stored runs yet').waitFor();
    await storeRuns(second.page, [other]);
    await second.page.getByText('The run that this link shows is not stored here').waitFor();
    await second.button('To the Run screen').click();
    await second.reach('ready');
    await second.button('Play').click();
    await second.reach('finished');
    await second.page.getByRole('tab', { name: 'Trajectories' }).click();
    await expect.poll(() => selected(second.page).innerText()).toBe(opened);
    expect(await second.page.getByText('The run that this link shows is not stored here').count()).toBe(0);
  });
});
