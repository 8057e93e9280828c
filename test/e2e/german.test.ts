// The page in German, and in a language that is written from right to left.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { smallRun, visitors } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const visit = visitors();
const german = `?lang=de${smallRun}`;
const [wide, phone] = [
  { width: 1440, height: 900 },
  { width: 390, height: 800 },
];

/** Kept where somebody wants to look at them. */
const shots = process.env['SWAYGROUND_SHOTS'];
async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/** What is wider than the page, by how much; 0: nothing. */
const excess = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth - innerWidth');

const screens: readonly (readonly [tab: string, stands: string])[] = [
  ['Lauf', 'Schadensrate'],
  ['Behauptungen', 'Behauptungen'],
  ['Chat', 'Chat'],
  ['Reihe', 'Reihe'],
  ['Bibliothek', 'Gespeicherte Läufe'],
];

async function goThrough(
  { page, button }: Visitor,
  name: string,
  each: (place: string) => Promise<void>,
): Promise<void> {
  for (const [tab, region] of screens) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await page
      .getByRole('region', { name: region })
      .or(page.getByRole('heading', { name: region }))
      .first()
      .waitFor();
    await page.waitForTimeout(200);
    await shot(page, `${name}-${tab}`);
    await each(tab);
  }
  await button('Vorlesung').click();
  const next = page.getByRole('button', { name: 'Weiter', exact: true });
  await next.waitFor();
  await page.keyboard.press('Home');
  await next.click();
  await page.getByRole('heading', { name: 'Was bewirkt Training' }).waitFor();
  await shot(page, `${name}-Vorlesung`);
  await each('Vorlesung');
}

describe('German', () => {
  test.each([
    ['on a wide screen', wide],
    ['on a phone', phone],
  ])('fits and is accessible, and nothing breaks from right to left, %s', async (_, viewport) => {
    const visitor = await visit(german, { viewport });
    const { page, button, complaints } = visitor;
    const name = String(viewport.width);
    await button('Teilen').waitFor();
    expect(await page.evaluate('[document.documentElement.lang, document.documentElement.dir]')).toEqual(['de', 'ltr']);
    const check = async (place: string): Promise<void> => {
      expect(await excess(page)).toBeLessThanOrEqual(0);
      // what axe finds does not depend on the width
      if (viewport === phone && !['Chat', 'Reihe', 'Bibliothek'].includes(place))
        expect(await axeFaults(page)).toEqual([]);
    };
    await goThrough(visitor, `de-${name}`, check);
    await page.keyboard.press('Escape');
    await button('Teilen').click();
    await page.getByRole('dialog', { name: 'Teilen' }).waitFor();
    await shot(page, `de-${name}-Teilen`);
    await check('Teilen');
    await button('Schließen').click();

    await page.evaluate("document.documentElement.dir = 'rtl'");
    await goThrough(visitor, `rtl-${name}`, async () => {
      expect(await excess(page)).toBeLessThanOrEqual(0);
      // what reaches over the other end of the page can't be scrolled to
      expect(await page.evaluate('Math.round(document.body.getBoundingClientRect().left)')).toBe(0);
    });
    await page.keyboard.press('Escape');
    const run = page.getByRole('tab', { name: 'Lauf', exact: true });
    await run.click();
    // charts and time go on from left to right, and arrow keys with them; tabs do not
    expect(await page.evaluate("getComputedStyle(document.querySelector('input[type=range]')).direction")).toBe('ltr');
    await run.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('Trajektorien');
    expect(complaints).toEqual([]);
  });

  test('is chosen, stays after a reload, and asks before it ends a run', async () => {
    const { page, button, reach, complaints } = await visit('');
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.getByRole('button', { name: 'English' }).waitFor();
    expect(await button('Deutsch').getAttribute('aria-pressed')).toBe('false');
    await Promise.all([page.waitForEvent('load'), button('Deutsch').click()]);
    await button('Teilen').waitFor();
    expect(requests.filter((url) => /\/de-[^/]*\.js$/u.test(url))).toHaveLength(1);
    await page.reload();
    await button('Teilen').waitFor();
    expect(await page.title()).toContain('Sprachmodell');

    // a run in progress is not ended without a word
    await page.goto(`${page.url().replace(/[?#].*$/u, '')}${smallRun}`);
    await reach('ready');
    await button('Abspielen').click();
    await button('English').click();
    await page.getByRole('alert').getByText('Für eine andere Sprache').waitFor();
    await button('Jetzt nicht').click();
    expect(await page.getByRole('alert').count()).toBe(0);
    await reach('finished');
    await page.getByText('Der Schaden bei', { exact: false }).first().waitFor();
    await Promise.all([page.waitForEvent('load'), button('English').click()]);
    await button('Share').waitFor();
    expect(complaints).toEqual([]);
  });

  test('comes with a browser that speaks it, and refuses in it; English stands where it can’t be fetched', async () => {
    const native = await visit('#v=1&p=politics-50', { locale: 'de-AT' });
    await native.button('Teilen').waitFor();
    await native.button('Alle Optionen').click();
    await native.page.getByLabel('Beta', { exact: true }).fill('20');
    expect(await native.page.getByRole('alert').innerText()).toBe('Beta (beta): 20 ist keine Zahl von 0,001 bis 10');
    await native.button('Schließen').click();
    await native.page.goto(native.page.url().replace(/#.*$/u, '#v=1&p=politics-50&turns=0'));
    await native.page.getByText('Runden (turns): 0 ist keine ganze Zahl von 1 bis 5').waitFor();
    const cutOff = await visit('', {
      locale: 'de-AT',
      before: (page) => page.route(/\/de-[^/]*\.js$/u, (route) => route.abort()),
    });
    await cutOff.button('Share').waitFor();
    expect(await cutOff.page.evaluate('document.documentElement.lang')).toBe('en');
    const frame = await visit('?embed=1&lang=de&controls=play,iteration', {});
    await frame.button('Abspielen').or(frame.button('Pause')).first().waitFor();
    await frame.page.getByRole('link', { name: 'In Swayground öffnen' }).waitFor();
  });
});
