// Who comes to the agent: changed in mid-run, and users of one's own.
import { expect, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { visitors } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const visit = visitors();
/** A table learns fast, and its phases are short. */
const quick = '#v=1&p=therapy-tabular&iterations=3&initialStates=32&panelUsers=12&panelTwins=6';
/** Screenshots to be looked at. */
const shots = process.env['SHOTS'];

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
  if (shots) await page.screenshot({ path: `${shots}/population.png` });
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
  if (shots) await page.screenshot({ path: `${shots}/marked.png`, fullPage: true });
  const end = await fingerprints(visitor);

  await page.getByRole('tab', { name: 'Library' }).click();
  const stored = page.locator('tbody tr');
  await expect.poll(() => stored.count()).toBe(2);
  const texts = (await stored.allInnerTexts()).join('\n');
  expect(texts).toMatch(/\(changed at 1\)[\s\S]*3 of 3\s+finished/u);
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
