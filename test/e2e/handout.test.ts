// Runs saved as pages, and read from disk by a browser that has no network.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Download, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { handoutFile, parseHandout } from '../../src/handout/index.ts';
import type { Handout } from '../../src/handout/index.ts';
import { axeFaults } from '../support/axe.ts';
import { smallRun, visitors } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const visit = visitors();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'swayground-handouts-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function kept(download: Download): Promise<string> {
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

const dataOf = (path: string): Handout => {
  const [, data = ''] = /id="handout">([^<]*)<\/script>/u.exec(readFileSync(path, 'utf8')) ?? [];
  return parseHandout(data);
};

/** From disk, as a stranger without a network. */
async function openFile(path: string, options: Parameters<typeof visit>[1] = {}): Promise<Visitor> {
  return visit('', {
    ...options,
    address: pathToFileURL(path).href,
    before: (page) => page.context().setOffline(true),
  });
}

const slider = (page: Page) => page.getByRole('slider', { name: 'Iteration', exact: true });

describe('a run saved as a page', () => {
  let path = '';
  let fingerprint = '';
  let harm: string[] = [];

  test('from the Share dialog, and from the Library', async () => {
    const { page, button, reach, complaints } = await visit(`${smallRun}&fixed=veto&hidden=beta`);
    await reach('ready');
    await button('Share').click();
    await page.getByText('Save as a page', { exact: true }).click();
    expect(await button('Save the page').isDisabled()).toBe(true);
    await button('Close').click();
    await button('Play').click();
    await reach('finished');
    fingerprint = await page.evaluate<string>('window.swayground.status().fingerprint');
    await page.getByRole('region', { name: 'Harm rate' }).getByText('Data', { exact: true }).click();
    harm = await page.getByRole('region', { name: 'Harm rate' }).getByRole('row').allInnerTexts();

    await button('Share').click();
    await page.getByText('Save as a page', { exact: true }).click();
    const [shared] = await Promise.all([page.waitForEvent('download'), button('Save the page').click()]);
    expect(shared.suggestedFilename()).toBe(`therapy-talk-50-of-users-gameable-${fingerprint.slice(0, 8)}.html`);
    path = await kept(shared);
    expect(await axeFaults(page)).toEqual([]);
    await button('Close').click();

    await page.getByRole('tab', { name: 'Library' }).click();
    const [stored] = await Promise.all([page.waitForEvent('download'), button('Save page').click()]);
    const fromShare = dataOf(path);
    expect(dataOf(await kept(stored))).toEqual(fromShare);
    expect(fromShare).toMatchObject({ fingerprint, end: 'finished', pairs: { kept: 6, of: 6 } });
    expect(fromShare.link).toContain(`${inject('siteAddress')}#v=1&p=therapy-50&`);
    expect(fromShare.link).toContain('&fixed=veto&hidden=beta');
    expect(complaints).toEqual([]);
  });

  test.each([
    ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } } as const],
    ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } } as const],
    ['on a phone', { colorScheme: 'light', viewport: { width: 360, height: 740 } } as const],
  ])('is read from disk without a network, %s', async (_, options) => {
    const { page, complaints } = await openFile(path, options);
    await page.getByRole('heading', { level: 1, name: 'Therapy-Talk, 50 % of users gameable' }).waitFor();
    const card = page.getByRole('region', { name: 'Harm rate' });
    expect(await card.locator('svg path').count()).toBeGreaterThan(3);
    await card.getByText('Data', { exact: true }).click();
    expect(await card.getByRole('row').allInnerTexts()).toEqual(harm);
    await page.getByText(fingerprint).waitFor();
    expect(await page.getByText('simulated', { exact: true }).count()).toBeGreaterThan(2);

    const twins = page.getByRole('region', { name: 'Twins' });
    const { policies } = dataOf(path);
    const said = (iteration: number): string[] =>
      (policies[iteration]?.twins ?? []).map(({ gameable }) => gameable.turns[gameable.scripted]?.text ?? '?');
    const [, index] = /(\d) of 6/u.exec(await twins.innerText()) ?? [];
    await slider(page).focus();
    for (const iteration of [1, 0]) {
      await page.keyboard.press('ArrowLeft');
      expect(await slider(page).getAttribute('aria-valuetext')).toMatch(`Iteration ${String(iteration)} of 2`);
    }
    // of the untrained policy nothing is struck out
    const reply = said(0)[Number(index) - 1] ?? '?';
    expect((await twins.innerText()).replace(/\s+/gu, ' ')).toContain(reply.replace(/\s+/gu, ' '));
    await page.locator('summary').filter({ hasText: 'Settings' }).click();
    expect(await page.getByRole('row', { name: 'Iterations 2' }).count()).toBe(1);
    expect(await page.getByRole('row', { name: /^Beta/u }).count()).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    // the page itself is the only thing that was asked for
    expect(complaints).toEqual([]);
  });

  test('shows whatever was said as text, and runs none of it', async () => {
    const handout = dataOf(path);
    const nasty = '</script><script>window.hacked = 1</script><img src="x" onerror="window.hacked = 2">';
    const spoilt: Handout = {
      ...handout,
      name: nasty,
      policies: handout.policies.map((policy) => ({
        ...policy,
        twins: policy.twins.map((pair) => ({
          ...pair,
          gameable: {
            ...pair.gameable,
            notes: nasty,
            turns: pair.gameable.turns.map((turn) => ({ ...turn, text: nasty })),
          },
        })),
      })),
    };
    const file = join(folder, 'spoilt.html');
    writeFileSync(file, handoutFile(readFileSync(join(inject('siteFolder'), 'handout.html'), 'utf8'), spoilt, 'en'));
    const { page, complaints } = await openFile(file);
    await page.getByRole('heading', { level: 1, name: nasty }).waitFor();
    expect(await page.getByRole('region', { name: 'Twins' }).getByText(nasty).count()).toBeGreaterThan(0);
    expect(await page.evaluate('[window.hacked, document.images.length, document.title]')).toEqual([
      undefined,
      0,
      `${nasty}, Swayground`,
    ]);
    expect(complaints).toEqual([]);
  });

  test('that has been damaged says so; that has been tampered with runs nothing', async () => {
    const whole = readFileSync(path, 'utf8');
    const file = join(folder, 'damaged.html');
    writeFileSync(file, whole.replace('"seed":1', '"seed":"one"'));
    const damaged = await openFile(file);
    await damaged.page.getByRole('alert').getByText('This file can’t be read').waitFor();
    expect(await damaged.page.getByRole('alert').innerText()).toContain('seed');
    expect(await axeFaults(damaged.page)).toEqual([]);

    writeFileSync(file, whole.replace('</body>', '<script>window.hacked = 1</script></body>'));
    const { page, complaints } = await openFile(file);
    await page.getByRole('region', { name: 'Twins' }).waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(complaints.join()).toContain('Content Security Policy');
  });

  test('is small', () => {
    expect(readFileSync(path).length).toBeLessThan(1_200_000);
  });
});
