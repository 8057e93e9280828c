// Every screen of the built site after a run, as a lecturer, at night, and on a phone see it: pictures are kept as test output.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { smallRun, visitors } from '../support/visitor.ts';

const visit = visitors();
const pictures = mkdtempSync(join(tmpdir(), 'swayground-screens-'));

/** What stands on a screen once it is there: a role and its name. */
const landmarks = [
  ['Run', 'region', 'Harm rate'],
  ['Trajectories', 'searchbox', /./u],
  ['Compare', 'combobox', /./u],
  ['Talk', 'button', 'Send'],
  ['Sweep', 'button', 'Start'],
  ['Claims', 'heading', /./u],
  ['Library', 'row', /Therapy-Talk/u],
] as const;

describe.each([
  ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } } as const],
  ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } } as const],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 800 } } as const],
])('%s', (look, options) => {
  test('every screen has a picture, nothing for axe, and is no wider than the page', async ({ annotate }) => {
    const { page, button, reach, complaints } = await visit(smallRun, options);
    const take = async (what: string): Promise<void> => {
      const path = join(pictures, `${look}-${what}.png`);
      await page.screenshot({ path, fullPage: true });
      await annotate(`${what}, ${look}`, { path, contentType: 'image/png' });
      expect(await axeFaults(page), what).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), what).toBeLessThanOrEqual(0);
    };
    await reach('ready');
    await button('Play').click();
    await reach('finished');
    for (const [tab, role, name] of landmarks) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.getByRole(role, { name }).first().waitFor();
      await expect.poll(() => page.locator('[aria-busy=true]').count(), { timeout: 15_000 }).toBe(0);
      await take(tab);
    }
    await page.getByRole('tab', { name: 'Run', exact: true }).click();
    await button('All options').click();
    await page.getByRole('dialog').waitFor();
    await take('All options');
    await page.keyboard.press('Escape');
    await button('Share').click();
    await page.getByRole('dialog').waitFor();
    await take('Share');
    expect(complaints).toEqual([]);
  });
});
