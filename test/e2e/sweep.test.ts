// The Sweep screen of the built site, with the shipped model: a tiny grid is played, cut in the middle by a reload, and gone on with.
import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { visitors, watchShifts } from '../support/visitor.ts';

const visit = visitors();
const pictures = mkdtempSync(join(tmpdir(), 'swayground-sweep-'));

/** A table has one turn, so the last cell has no runs. */
const tiny =
  '#v=1&p=therapy-50&view.screen=sweep&view.rows=learner:loraKto,tabularKto&view.columns=turns:1,2&view.seeds=3' +
  '&view.base=p:therapy-50,iterations:1,initialStates:16,epochs:1,panelUsers:8,panelTwins:0,interferenceRows:0';

const wide = { width: 1440, height: 900 };
const fitsPage = 'document.documentElement.scrollWidth - innerWidth';
const fitsTabs = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('[role=tablist]'))`;

const cells = (page: Page) => page.getByRole('table').first().getByRole('button');
const stored = (page: Page, count: number, all = 3) =>
  page.getByText(`Stored: ${String(count)} of ${String(all)} runs.`).waitFor({ timeout: 60_000 });

test('a grid is played, goes on after a reload, and opens its runs', async ({ annotate }) => {
  const before = (opened: Page) => opened.addInitScript(watchShifts);
  const { page, button, complaints } = await visit(tiny, { before, colorScheme: 'light', viewport: wide });
  const picture = async (what: string): Promise<void> => {
    const path = join(pictures, `${what}.png`);
    await page.screenshot({ path, fullPage: true });
    await annotate(`Sweep, ${what}`, { path, contentType: 'image/png' });
    expect(await axeFaults(page), what).toEqual([]);
    expect(await page.evaluate(fitsPage), what).toBeLessThanOrEqual(0);
    expect(await page.evaluate(fitsTabs), what).toBeLessThanOrEqual(0);
  };
  await stored(page, 0);
  await page.getByText('3 runs: 4 cells with 1 seed each.').waitFor();
  // the time is told before anything begins, from a run that was measured and not stored
  await page.getByText(/What is left takes about \d+ s here/u).waitFor({ timeout: 60_000 });
  expect(await page.evaluate('[window.shifts, window.shifted ?? null]')).toEqual([0, null]);
  await button('Start').click();
  // a list of stored runs is told a moment late: the second may be over, too, by the time the sweep is held
  await page.getByText(/Stored: [12] of 3 runs\./u).waitFor({ timeout: 60_000 });
  await button('Pause').click();
  await button('Resume').waitFor();
  await picture('paused');
  // another language would load the page anew: a sweep in progress is not ended without a word
  await page.getByRole('tab', { name: 'Run' }).click();
  await button('Deutsch').click();
  await page.getByRole('alert').getByText('The sweep in progress stops').waitFor();
  await button('Not now').click();
  await page.getByRole('tab', { name: 'Sweep' }).click();
  await page.reload();
  await page.getByRole('button', { name: /^Go on: [12] runs? left$/u }).click();
  await stored(page, 3);
  await page.getByText('Everything is stored').waitFor();
  // each run once: the one that was cut off went on, and the probe is none
  await page.getByRole('tab', { name: 'Library' }).click();
  await page.getByRole('heading', { name: '3 runs stored' }).waitFor();
  await page.getByRole('tab', { name: 'Sweep' }).click();
  await page.locator('table[aria-busy=false]').waitFor();
  const texts = await cells(page).allInnerTexts();
  expect(texts).toHaveLength(4);
  for (const text of texts.slice(0, 3))
    expect(text).toMatch(/^[+−]?\d+\s+\[[−\d]+ to [−\d]+\]\s+n \d+ · 1 of 1 run\s*$/u);
  expect(texts[3]).toBe('no such run');

  const [download] = await Promise.all([page.waitForEvent('download'), button('Export CSV').click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toMatch(
    /^learner,turns,harm_gameable,.*,gap,gap_low,gap_high,gap_n,rating,rating_low,rating_high,rating_n,iterations,collapsed,seeds,told$/u,
  );
  expect(lines.slice(1).map((line) => [...line.split(',').slice(0, 2), line.split(',').at(-1)])).toEqual([
    ['loraKto', '1', '1'],
    ['loraKto', '2', '1'],
    ['tabularKto', '1', '1'],
    ['tabularKto', '2', '0'],
  ]);

  await cells(page).first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByText('There is no such run. Turns (grid.turns.1): a tabular agent has 1').waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /^3 finished/u }).waitFor();
  expect(page.url()).toContain('view.cell=2');
  await picture('over');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 740 });
  await picture('phone');
  await button('Open seed 3 in Trajectories').click();
  await page.getByRole('searchbox').waitFor();
  await page.getByRole('tab', { name: 'Sweep' }).click();
  await button('Open seed 3 on the Run screen').click();
  await expect
    .poll(() => page.getByRole('tab', { name: 'Run', exact: true }).getAttribute('aria-selected'))
    .toBe('true');
  expect(await page.evaluate('window.swayground.summary().config')).toMatchObject({ learner: 'tabularKto', seed: 3 });
  expect(complaints).toEqual([]);
});
