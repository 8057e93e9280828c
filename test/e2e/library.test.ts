// The Library of the built site: what becomes of runs that are exported, deleted, imported, and of files that are none.
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { storedEvents } from '../../src/cli/storedRun.ts';
import { lineOf } from '../../src/runFile/index.ts';
import { fingerprints, handMade } from '../support/runFileCase.ts';
import { axeFaults } from '../support/axe.ts';
import { visitors } from '../support/visitor.ts';

const visit = visitors();
const library = '#v=1&p=therapy-50&view.screen=library';
const lines = handMade.map((event) => lineOf(event) ?? '');
const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
const whole = (name: string) => file(name, lines.join('\n'));

const choose = async (page: Page, chosen: ReturnType<typeof file>): Promise<void> => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import', exact: true }).click(),
  ]);
  await chooser.setFiles(chosen);
};
const rowsOf = (page: Page) => page.locator('tbody tr');
const noticeOf = (page: Page) => page.getByRole('region', { name: 'About runs' });
const printed = (fingerprint: string): string => fingerprint.slice(0, 12).match(/.{4}/gu)?.join(' ') ?? '';

describe('the list', () => {
  test('without runs says how they come there', async () => {
    const { page, button, complaints } = await visit(library);
    await page.getByRole('heading', { name: 'No runs are stored yet' }).waitFor();
    expect(await button('Delete oldest unpinned').isDisabled()).toBe(true);
    await button('Back to the run').click();
    await page.getByRole('region', { name: 'Harm rate' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('tells all of a run; it is pinned, renamed, and another tab sees it', async () => {
    const { page, button } = await visit(library);
    await choose(page, whole('First.jsonl'));
    await rowsOf(page).waitFor();
    const text = (await rowsOf(page).innerText()).replaceAll(/\s+/gu, ' ');
    for (const part of [
      'First',
      printed(fingerprints[1]),
      'Booking',
      'Built-in model',
      '1 of 1',
      'finished',
      '50 % [0 to 100 %] n 4',
    ]) {
      expect(text).toContain(part);
    }
    const other = await page.context().newPage();
    await other.goto(page.url());
    await rowsOf(other).waitFor();
    await button('Pin').click();
    await button('Rename').click();
    await page.getByRole('textbox', { name: 'Name' }).fill('<b>Second</b>');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Rename');
    for (const each of [page, other]) {
      await expect.poll(() => rowsOf(each).locator('th').innerText()).toMatch(/^<b>Second<\/b>\n.*pinned/su);
      expect(await rowsOf(each).locator('b').count()).toBe(0);
    }
    expect(await button('Delete oldest unpinned').isDisabled()).toBe(true);
    await button('Delete').click();
    const dialog = page.getByRole('dialog', { name: 'Delete this run?' });
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Delete');
    await button('Delete').click();
    await dialog.getByRole('button', { name: 'Delete the run' }).click();
    for (const each of [page, other]) await each.getByText('No runs are stored yet').waitFor();
  });
});

test('a run that is exported, deleted and imported has the same fingerprint, and the command line reads its file', async () => {
  const { page, button, complaints } = await visit(library);
  await choose(page, whole('A run.jsonl'));
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export').click()]);
  expect(download.suggestedFilename()).toMatch(/^a-run-[0-9a-f]{8}\.jsonl\.gz$/u);
  const path = `${await download.path()}.gz`;
  await download.saveAs(path);
  const kinds: string[] = [];
  for await (const { kind } of storedEvents(path)) kinds.push(kind);
  expect(kinds).toEqual(handMade.map(({ kind }) => kind));

  await button('Delete').click();
  await button('Delete the run').click();
  await page.getByText('No runs are stored yet').waitFor();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Import').click()]);
  await chooser.setFiles(path);
  await rowsOf(page).waitFor();
  await button('Open').click();
  await page.getByText(printed(fingerprints[1])).waitFor();
  // the Library names the fingerprint, too: the run is open once its screen is there
  await page.getByText('Iteration 1 of 1', { exact: true }).waitFor();
  expect(await page.evaluate('window.swayground.summary().fingerprint')).toBe(fingerprints[1]);
  expect(complaints).toEqual([]);
});

describe('a file that is no run', () => {
  test.each([
    ['a picture', '\u0089PNG\r\n', 'line 1: is not JSON'],
    ['a page with a script', '<script>window.hurt = true</script>\n\n', 'line 1: is not JSON'],
    [
      'a run with another setting',
      lines.join('\n').replace('"beta":3', '"beta":"<img src=x onerror=alert(1)>"'),
      'line 1, Beta (config.beta): "<img',
    ],
    [
      'a run with a damaged field',
      lines.with(1, (lines[1] ?? '').replace('"entropy":', '"entropi":')).join('\n'),
      'line 2, metrics.entrop',
    ],
    ['half an iteration', lines.slice(0, 2).join('\n'), 'no iteration of the run is whole'],
  ])('%s is refused with line and field, and leaves nothing behind', async (_, text, fault) => {
    const { page, button, complaints } = await visit(library);
    await page.getByText('No runs are stored yet').waitFor();
    await choose(page, file('evil.jsonl', text));
    await expect.poll(() => noticeOf(page).innerText()).toContain(fault);
    expect(await page.evaluate('window.hurt')).toBeUndefined();
    await button('Dismiss').click();
    await expect.poll(() => noticeOf(page).count()).toBe(0);
    expect(await page.getByText('No runs are stored yet').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('a file can be dropped on the page', async () => {
    const { page } = await visit(library);
    await page.getByText('No runs are stored yet').waitFor();
    await page.evaluate(`((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'dropped.jsonl'));
      for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    })(${JSON.stringify(lines.join('\n'))})`);
    await expect.poll(() => rowsOf(page).locator('th').innerText()).toContain('dropped');
  });
});

describe('access', () => {
  test.each([
    ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } } as const],
    ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } } as const],
    ['on a phone', { colorScheme: 'light', viewport: { width: 360, height: 740 } } as const],
  ])('axe finds nothing on the Library, %s', async (_, options) => {
    const { page, button } = await visit(library, options);
    await page.getByText('No runs are stored yet').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await choose(page, whole('A run.jsonl'));
    await rowsOf(page).waitFor();
    await choose(page, file('evil.jsonl', '{}'));
    await noticeOf(page).waitFor();
    await button('Rename').click();
    expect(await axeFaults(page)).toEqual([]);
    await button('Delete').click();
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  test('the whole of it goes by keyboard', async () => {
    const { page } = await visit(library);
    await choose(page, whole('A run.jsonl'));
    await rowsOf(page).waitFor();
    const { keyboard } = page;
    const focused = (): Promise<unknown> => page.evaluate('document.activeElement.textContent');
    const tabTo = async (name: string): Promise<void> => {
      for (let i = 0; i < 40 && (await focused()) !== name; i++) await keyboard.press('Tab');
      expect(await focused()).toBe(name);
    };
    await page.getByRole('tab', { name: 'Library' }).focus();
    await tabTo('Import');
    await tabTo('Pin');
    await keyboard.press('Enter');
    await expect.poll(focused).toBe('Unpin');
    await tabTo('Rename');
    await keyboard.press('Enter');
    await tabTo('Delete');
    await keyboard.press('Enter');
    await tabTo('Delete the run');
    await keyboard.press('Enter');
    await page.getByText('No runs are stored yet').waitFor();
    expect(await focused()).toBe('0 runs stored');
  });
});
