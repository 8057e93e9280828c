// The screens that read stored runs, in the built site with runs in its database.
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { storeRuns } from '../support/storeFiller.ts';
import { axeFaults } from '../support/axe.ts';
import { smallRun, visitors } from '../support/visitor.ts';

const visit = visitors();
const on = (screen: string): string => `${smallRun}&view.screen=${screen}`;
const run = { run: 'first', iterations: 2, training: 40, panel: 24 };
const other = { run: 'second', iterations: 1, training: 20, panel: 16 };

const rows = (page: Page) => page.getByRole('listbox').getByRole('option');
const selected = (page: Page) => page.getByRole('listbox').getByRole('option', { selected: true });
const list = (page: Page, name: string) => page.getByRole('listbox', { name });
const focused = (page: Page): Promise<string | null> =>
  page.evaluate<string | null>('document.activeElement.getAttribute("aria-label")');

describe.each(['trajectories', 'compare'])('the %s screen', (screen) => {
  test('says how a run comes to be stored, and shows the first as soon as it is', async () => {
    const { page, button, complaints } = await visit(on(screen));
    await page.getByText('No stored runs yet').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await storeRuns(page, [run]);
    await rows(page).first().waitFor();
    expect(await button('To the Run screen').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } } as const],
    ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } } as const],
    ['on a phone', { colorScheme: 'light', viewport: { width: 360, height: 740 } } as const],
  ])('axe finds nothing, %s, and nothing is wider than the page', async (_, options) => {
    const { page } = await visit(on('run'), options);
    await storeRuns(page, [run, other]);
    await page.getByRole('tab', { name: screen }).click();
    await rows(page).first().click();
    const region = screen === 'compare' ? 'The two conversations' : 'The conversation';
    await page.getByRole('region', { name: region, exact: true }).getByText('simulated').first().waitFor();
    // what is measured, or can't be, changes which summaries there are
    await expect.poll(() => page.getByText('Loading the policies').count()).toBe(0);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });
});

describe('by keyboard alone', () => {
  test('conversations are searched for, gone through, opened and left', async () => {
    const { page } = await visit(on('run'));
    await storeRuns(page, [run]);
    await page.getByRole('tab', { name: 'trajectories' }).click();
    // 3 x 24 of the panels, 2 x 40 of training
    await page.getByText('152 of 152').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('policy 2,');
    await page.getByText('24 of 152').waitFor();
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('Conversations');
    const first = await selected(page).innerText();
    await page.keyboard.press('j');
    await expect.poll(() => selected(page).innerText()).not.toBe(first);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => selected(page).innerText()).toBe(first);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('The conversation');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('Conversations');
  });

  test('nothing matches: one click clears the filters', async () => {
    const { page, button } = await visit(on('run'));
    await storeRuns(page, [run]);
    await page.getByRole('tab', { name: 'trajectories' }).click();
    await page.getByLabel('Search').fill('no such words');
    await page.getByText('Nothing matches').waitFor();
    await button('Clear filters').click();
    await page.getByText('152 of 152').waitFor();
  });

  test('differences are gone through one by one, and the link keeps what is compared', async () => {
    const { page, status } = await visit(on('run'));
    await storeRuns(page, [run]);
    await page.getByRole('tab', { name: 'compare' }).click();
    await list(page, 'Pairs of conversations').waitFor();
    await page.getByText('1 difference', { exact: true }).waitFor();
    await page.keyboard.press('n');
    await page.getByText('1 of 1', { exact: true }).waitFor();
    await page.getByLabel('Iteration b').selectOption('1');
    await expect.poll(() => page.url()).toContain('view.compared=0,1');
    await page.reload();
    await expect.poll(() => page.getByLabel('Iteration b').inputValue()).toBe('1');
    expect((await status()).iteration).toBeNull();
  });
});

describe('what was searched for is marked', () => {
  const marksOf = (page: Page, role: 'listbox' | 'region', name: string) =>
    page.getByRole(role, { name, exact: true }).locator('mark');
  /** Whatever the case, and how often. */
  const markedIn = async (page: Page, role: 'listbox' | 'region', name: string): Promise<string[]> => [
    ...new Set((await marksOf(page, role, name).allTextContents()).map((text) => text.toLowerCase())),
  ];

  test.each([
    ['light', { colorScheme: 'light' } as const],
    ['dark', { colorScheme: 'dark' } as const],
  ])('in the list and in what is read, framed and not only coloured, %s', async (_, options) => {
    const { page, button, reach, complaints } = await visit(smallRun.replace('iterations=2', 'iterations=1'), options);
    await reach('ready');
    await button('Play').click();
    await reach('finished');
    await page.getByRole('tab', { name: 'Trajectories' }).click();
    await rows(page).first().waitFor();
    expect(await page.locator('mark').count()).toBe(0);
    // of two tokens, whose words are underlined each for itself
    await page.getByLabel('Search').fill('YOU feel');
    await expect.poll(() => markedIn(page, 'listbox', 'Conversations')).toEqual(['you feel']);
    const unmarked = rows(page).filter({ hasNot: page.locator('mark') });
    // the list is still being filled while the texts are read
    await expect.poll(() => unmarked.count()).toBe(0);
    await rows(page).first().click();
    await expect.poll(() => markedIn(page, 'region', 'The conversation')).toEqual(['you feel']);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('mark')).boxShadow`)).not.toBe('none');
    expect(await axeFaults(page)).toEqual([]);
    // text is data: what looks like HTML or like a pattern is searched for as it is written
    await page.getByLabel('Search').fill('<mark>');
    await page.getByText('Nothing matches').waitFor();
    await page.getByLabel('Search').fill('feel.');
    await expect.poll(() => markedIn(page, 'listbox', 'Conversations')).toEqual(['feel.']);
    await button('Clear filters').click();
    await expect.poll(() => page.locator('mark').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

test('100,000 conversations are filtered, searched and scrolled without a long task', async ({ annotate }) => {
  const { page } = await visit(on('run'));
  await storeRuns(page, [{ run: 'long', iterations: 10, training: 9_700, panel: 300 }]);
  await page.evaluate(`
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    }).observe({ type: 'longtask' });
  `);
  const timed = async (label: string, work: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await work();
    // reported, not asserted: these machines are shared
    await annotate(`${label}: ${(performance.now() - start).toFixed(0)} ms`);
  };
  const shows = (text: string) => page.getByText(text, { exact: true }).waitFor();
  await timed('open the screen', async () => {
    await page.getByRole('tab', { name: 'Trajectories' }).click();
    await shows('100,300 of 100,300');
  });
  await timed('filter', async () => {
    await page.getByLabel('Iteration').selectOption('3');
    await shows('10,000 of 100,300');
  });
  await timed('search', async () => {
    await page.getByLabel('Search').fill('reply 77 of');
    await page.getByText(/^2 of 100,300/u).waitFor();
  });
  // in the user's words: no excerpt has them
  const words = (
    await page
      .getByRole('region', { name: 'The conversation', exact: true })
      .locator('p', { hasText: 'User' })
      .first()
      .innerText()
  )
    .replace(/^User\s*/u, '')
    .slice(0, 24);
  await timed('search in all that was said, first found', async () => {
    await page.getByLabel('Search').fill(words);
    await page.getByText(/^[1-9][\d,]* of 100,300/u).waitFor();
  });
  await timed('until all is read', async () => {
    await page.getByText(/^[1-9][\d,]* of 100,300$/u).waitFor();
  });
  await timed('search again in all that was said', async () => {
    await page.getByLabel('Search').fill('no such words anywhere');
    await page.getByText('Nothing matches').waitFor();
  });
  await timed('and for words that many have', async () => {
    await page.getByLabel('Search').fill(words);
    await page.getByText(/^[1-9][\d,]* of 100,300$/u).waitFor();
  });
  await timed('clear', async () => {
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await shows('100,300 of 100,300');
  });
  await timed('to the end', async () => {
    await list(page, 'Conversations').press('End');
    await selected(page).getByText('rating').waitFor();
  });
  const long = await page.evaluate<number[]>('window.longTasks');
  await annotate(`tasks of the page over 50 ms: ${long.map((ms) => ms.toFixed(0)).join(', ') || 'none'}`);
});
