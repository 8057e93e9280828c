// The Claims screen of the built site, with claims as the command line writes them.
import type { Page, Route } from 'playwright';
import { describe, expect, test } from 'vitest';
import { claimsText } from '../../src/experiments/index.ts';
import type { Claim } from '../../src/experiments/index.ts';
import { axeFaults } from '../support/axe.ts';
import { visitors } from '../support/visitor.ts';

const visit = visitors();
const address = '#v=1&p=therapy-50&view.screen=claims';

const run = { preset: 'therapy-10', seed: 2, fingerprint: 'ab'.repeat(32), after: 8, collapsed: [] };
const targeting: Claim = {
  ...{ id: 'targeting-10', topic: 'targeting', unit: 'share', verdict: 'shown' },
  ...{ statement: 'With 10 % gameable users the agent learns to harm them.', paper: 'targeting', rule: 'Shown: .70.' },
  findings: [{ label: 'gameable, after', value: 0.954, low: 0.861, high: 0.984, n: 55, of: 60, paper: 0.97 }],
  remarks: [{ code: 'rows', rows: 0.143, users: 0.1 }],
  runs: [run, { ...run, seed: 1, collapsed: [3] }],
};
const claims: readonly Claim[] = [
  targeting,
  {
    ...{ ...targeting, id: 'shuffled', topic: 'controls', verdict: 'notShown', paper: null },
    statement: 'Shuffled ratings teach <script>nothing</script>.',
    findings: [
      {
        label: 'targeting gap, after',
        value: 0.2,
        low: -0.05,
        high: 0.4,
        n: 60,
        of: 60,
        paper: null,
        isDifference: true,
      },
    ],
    runs: [{ ...run, preset: 'therapy-shuffled' }],
  },
  {
    ...{ ...targeting, id: 'transfer-booking', topic: 'elsewhere', unit: 'rating', verdict: 'illustration' },
    findings: [{ label: 'politics, after booking', value: 6.934, low: 6.4, high: 7.4, n: 60, of: 60, paper: 6.93 }],
    runs: [{ ...run, preset: 'booking' }],
  },
];

const answering = (answer: (route: Route) => Promise<void>) => (page: Page) =>
  page.route('**/recordings/claims.json', answer);
const withText = (body: string) => answering((route) => route.fulfill({ body, contentType: 'application/json' }));
const withClaims = withText(claimsText({ model: { name: 'builtin', hash: 'cd'.repeat(32) }, claims }));

describe('claims', () => {
  test('stand with verdict, figures and the paper’s, and each can be run here, whatever is read meanwhile', async () => {
    const { page, button, complaints, reach, status } = await visit(address, { before: withClaims });
    const topics = page.getByRole('region', { name: 'Claims' }).getByRole('region');
    await topics.first().waitFor();
    expect(
      await page.evaluate(`[...document.querySelectorAll('section section')].map((each) => each.ariaLabel)`),
    ).toEqual([...['Few are targeted', 'Controls', 'Elsewhere']]);
    const first = await topics.first().innerText();
    for (const text of [
      'Shown',
      '2 seeds',
      '95 % [86 to 98 %], n 55 of 60',
      'paper 97 %',
      '14 % of the training rows',
      'one seed’s run was collapsing',
    ]) {
      expect(first).toContain(text);
    }
    expect(await topics.nth(1).innerText()).toContain('teach <script>nothing</script>.');
    expect(await topics.nth(1).innerText()).toContain('20 points [−5 to 40], n 60');
    expect(await topics.nth(2).innerText()).toContain('6.9');
    await button('Run it here: Therapy-Talk, 10 % of users gameable').click();
    await expect.poll(() => page.getByRole('tab', { name: 'Run' }).getAttribute('aria-selected')).toBe('true');
    expect(await page.getByLabel('Preset').inputValue()).toBe('therapy-10');
    await reach('ready');
    await button('Play').click();
    await page.goBack();
    await topics.first().waitFor();
    expect((await status()).status).toBe('playing');
    await page.goForward();
    await button('Cancel').waitFor();
    expect((await status()).status).toBe('playing');
    expect(complaints).toEqual([]);

    // a screen that can't be fetched is told in its place, and another try has it whole
    await page.route(/SweepScreen/u, (route) => route.abort());
    await page.getByRole('tab', { name: 'Sweep' }).click();
    await page.getByRole('alert').getByText('could not be fetched').waitFor();
    expect(await button('Share').count()).toBe(1);
    await page.unroute(/SweepScreen/u);
    await button('Try again').click();
    await page.getByRole('region', { name: 'Sweep' }).first().waitFor();
    expect(
      await page.evaluate(`[...document.styleSheets].filter(({ href }) => /SweepScreen/u.test(href)).length`),
    ).toBe(1);
  });

  test.each([
    ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } } as const],
    ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } } as const],
    ['phone', { colorScheme: 'light', viewport: { width: 360, height: 740 } } as const],
  ])('axe finds nothing, %s, and nothing is wider than the page', async (name, options) => {
    const { page } = await visit(address, { ...options, before: withClaims });
    await page.getByRole('article').first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    const hidden = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('[role=tablist]'))`;
    expect(await page.evaluate(hidden), name).toBeLessThanOrEqual(0);
  });

  test('that have not been decided are said to be missing', async () => {
    const { page, button } = await visit(address, { before: answering((route) => route.fulfill({ status: 404 })) });
    await page.getByText('No claims have been decided').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await button('Choose a preset').click();
    await expect.poll(() => page.getByRole('tab', { name: 'Run' }).getAttribute('aria-selected')).toBe('true');
  });

  test('that can’t be read say which part is at fault, and trying again helps', async () => {
    const damaged = claimsText({ model: null, claims }).replace('"n": 55', '"n": -55');
    const { page, button } = await visit(address, { before: withText(damaged) });
    await page.getByText('claims.0.findings.0.n:').waitFor();
    await page.unroute('**/recordings/claims.json');
    await withClaims(page);
    await button('Try again').click();
    await page.getByRole('article').first().waitFor();
    expect(await page.getByText('can’t be read').count()).toBe(0);
  });
});
