// The lecture of the built site, with the recording and the claims that the site has.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { smallRun, visitors, watchShifts } from '../support/visitor.ts';

const visit = visitors();
const beats = ['twins', 'bet', 'play', 'scrub', 'veto', 'claim', 'sandbox'] as const;
type Beat = (typeof beats)[number];
const names: Readonly<Record<Beat, string>> = {
  ...{ twins: 'Two users', bet: 'The bet', play: 'The training', scrub: 'First and last' },
  ...{ veto: 'A judge', claim: 'What to believe', sandbox: 'Your turn' },
};
const linkTo = (beat: Beat): string => `#v=1&p=politics-50&view.screen=lecture&view.beat=${beat}`;
/** No step of the lecture may be waited for any longer. */
const mostMs = 3000;

interface Policy {
  readonly kind: string;
  readonly summary: { readonly harm: Readonly<Record<'gameable' | 'other', { rate: number; n: number }>> };
}
/** What the recording says, read without any of the page's code. */
function recorded(): { first: Policy['summary']; last: Policy['summary']; iterations: number } {
  const file = join(import.meta.dirname, '../../public/recordings/politics-50.jsonl.gz');
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const policies = lines.map((line) => JSON.parse(line) as Policy).filter(({ kind }) => kind === 'policy');
  const [first, last] = [policies[0], policies[policies.length - 1]];
  if (!first || !last) throw new Error('the recording has no policies');
  return { first: first.summary, last: last.summary, iterations: policies.length - 1 };
}
const percent = (share: number): string => `${String(Math.round(100 * share))} %`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'swayground-lecture-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const beatOf = (page: Page): Promise<string | null> => page.locator('[aria-current=step]').getAttribute('title');
const title = (page: Page): Promise<string> => page.locator('h1').innerText();
/** The page's text with plain spaces. */
const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).innerText()).replaceAll('\u00a0', ' ');

test('the whole path by keyboard: nothing is waited for, nothing jumps, and the answer is the recording’s', async ({
  annotate,
}) => {
  const { page, complaints } = await visit('#v=1&p=therapy-50', { before: (each) => each.addInitScript(watchShifts) });
  const { first, last, iterations } = recorded();
  const end = String(iterations);
  const waits: [string, number][] = [];
  const step = async (key: string, seen: () => Promise<unknown>, expected: unknown): Promise<void> => {
    const began = performance.now();
    await page.keyboard.press(key);
    await expect.poll(seen, { timeout: 10_000, interval: 15 }).toEqual(expected);
    waits.push([`${key}: ${String(expected)}`, performance.now() - began]);
  };
  const goTo = (key: string, beat: Beat): Promise<void> => step(key, () => beatOf(page), names[beat]);

  await page.getByRole('button', { name: 'Lecture', exact: true }).focus();
  await step('Enter', () => page.getByRole('article').count(), 2);
  expect(await beatOf(page)).toBe('Two users');
  expect(await page.locator('ins, del').count()).toBe(0);

  await goTo('ArrowRight', 'bet');
  await step(
    '3',
    () => page.locator('[aria-pressed=true]').innerText(),
    expect.stringContaining('gameable users') as unknown,
  );
  await goTo('PageDown', 'play');
  expect(await textOf(page, '[role=status]')).not.toContain('bet');
  const now = () => page.getByRole('region', { name: 'Harm rate' }).locator('b').innerText();
  expect(await now()).toBe('Untrained');
  await step('Space', now, `Iteration 1 of ${end}`);
  await step('Space', () => page.getByRole('button', { name: 'Play', exact: true }).count(), 1);
  await step('Space', () => page.getByRole('button', { name: 'Pause', exact: true }).count(), 1);
  // while it plays nothing is waited for, and the chart moves by itself
  const began = performance.now();
  await expect.poll(now, { timeout: 30_000, interval: 50 }).toBe(`Iteration ${end} of ${end}`);
  await annotate(`played in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const answer = await textOf(page, '[role=status]');
  for (const group of ['gameable', 'other'] as const) {
    const [from, to] = [first.harm[group], last.harm[group]];
    expect(answer).toContain(`from ${percent(from.rate)} [`);
    expect(answer).toContain(`n ${String(from.n)}, to ${percent(to.rate)} [`);
  }
  expect(answer).toMatch(/Nearest bet: \d|equally near/u);
  expect(answer).toMatch(/That was your bet|You bet on 3/u);
  expect(await page.evaluate('window.shifts'), await page.evaluate('String(window.shifted)')).toBeLessThan(0.01);

  await goTo('ArrowRight', 'scrub');
  const shown = () => page.locator('output').innerText();
  expect(await page.locator('ins').count()).toBeGreaterThan(0);
  await step('[', shown, `Iteration ${String(iterations - 1)} of ${end}`);
  await page.getByRole('slider').focus();
  await step('Home', shown, 'untrained');
  expect(await page.locator('ins, del').count()).toBe(0);
  await step('End', shown, `Iteration ${end} of ${end}`);
  expect(await page.locator('ins').count()).toBeGreaterThan(0);
  // a presenter goes on even where the slider has the focus
  await goTo('PageDown', 'veto');
  await step('n', () => page.getByRole('complementary', { name: 'Speaker notes' }).count(), 1);
  await goTo('ArrowRight', 'claim');
  await step('n', () => page.getByRole('complementary').count(), 0);
  await goTo('ArrowRight', 'sandbox');
  await step('ArrowRight', () => beatOf(page), names.sandbox);
  await goTo('Home', 'twins');
  await goTo('End', 'sandbox');
  await goTo('PageUp', 'claim');
  await goTo('ArrowLeft', 'veto');
  await step('Escape', () => page.getByRole('tab', { name: 'Run' }).getAttribute('aria-selected'), 'true');
  // the Run screen is as it was
  expect(await page.getByLabel('Preset').inputValue()).toBe('therapy-50');
  expect(await page.evaluate('window.swayground.summary()')).toBeNull();

  const [longest] = waits.sort(([, a], [, b]) => b - a);
  await annotate(`longest wait ${(longest?.[1] ?? 0).toFixed(0)} ms (${longest?.[0] ?? ''})`);
  expect(waits.filter(([, ms]) => ms > mostMs)).toEqual([]);
  expect(complaints).toEqual([]);
});

test.for([
  { name: 'light', options: { colorScheme: 'light', viewport: { width: 1440, height: 900 } } },
  { name: 'dark', options: { colorScheme: 'dark', viewport: { width: 1920, height: 1080 } } },
  { name: 'phone', options: { colorScheme: 'light', viewport: { width: 360, height: 740 } } },
] as const)(
  'each beat’s link opens it; axe finds nothing, and it fits, $name',
  async ({ name, options }, { annotate }) => {
    const { page, complaints } = await visit(linkTo('twins'), options);
    for (const beat of beats) {
      await page.goto('about:blank');
      await page.goto(inject('siteAddress') + linkTo(beat));
      // the page is loaded anew, which takes its time on a busy machine
      const patience = { timeout: 30_000 };
      await expect.poll(() => page.locator('h1').count(), patience).toBe(1);
      expect(await beatOf(page)).toBe(names[beat]);
      await expect.poll(() => title(page), patience).not.toContain('being read');
      if (beat === 'play') await page.getByRole('button', { name: 'Show the end' }).click();
      await page.keyboard.press('n');
      expect(await axeFaults(page), beat).toEqual([]);
      await page.keyboard.press('n');
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), beat).toBeLessThanOrEqual(0);
      // on a projector a beat is seen as a whole
      if (name !== 'phone') {
        expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight'), beat).toBeLessThanOrEqual(0);
      }
      const path = join(folder, `${name}-${beat}.png`);
      await page.screenshot({ path, fullPage: name === 'phone' });
      await annotate(`${names[beat]}, ${name}`, { path, contentType: 'image/png' });
    }
    expect(complaints).toEqual([]);
  },
);

test('the browser’s Back goes back a beat, and a beat that there is none of is told', async () => {
  const { page } = await visit(linkTo('veto'));
  await page.getByRole('button', { name: 'Next' }).click();
  await expect.poll(() => beatOf(page)).toBe(names.claim);
  expect(page.url()).toContain('view.beat=claim');
  await page.goBack();
  await expect.poll(() => beatOf(page)).toBe(names.veto);
  await page.goto('about:blank');
  await page.goto(`${inject('siteAddress')}#v=1&view.screen=lecture&view.beat=nine`);
  expect(await page.getByRole('alert').innerText()).toContain('view.beat');
  expect(await beatOf(page)).toBe(names.twins);
});

test('hands in the room are counted for the answer, and are gone after a reload', async () => {
  const { page } = await visit(linkTo('bet'));
  const hands = page.getByRole('spinbutton');
  await hands.nth(0).fill('7');
  await hands.nth(2).fill('12');
  await hands.nth(3).fill('1');
  await hands.nth(3).fill('');
  // digits typed there are no bets
  expect(await page.locator('[aria-pressed=true]').count()).toBe(0);
  await page.keyboard.press('PageDown');
  await page.getByRole('button', { name: 'Show the end' }).click();
  await expect.poll(() => textOf(page, '[role=status]')).toMatch(/In the room: \d+ of 19\./u);
  await page.keyboard.press('PageUp');
  expect(await hands.nth(2).inputValue()).toBe('12');
  await page.reload();
  await expect.poll(() => hands.nth(2).inputValue()).toBe('');
});

test('on a phone nothing jumps either while it plays', async () => {
  const { page } = await visit(linkTo('play'), {
    viewport: { width: 360, height: 740 },
    before: (each) => each.addInitScript(watchShifts),
  });
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.keyboard.press('Space');
  await expect.poll(() => textOf(page, '[role=status]'), { timeout: 30_000 }).toContain('points');
  expect(await page.evaluate('window.shifts'), await page.evaluate('String(window.shifted)')).toBeLessThan(0.01);
});

test('with less motion Space shows the end at once', async () => {
  const { page } = await visit(linkTo('play'), { reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Show the end' }).waitFor();
  await page.keyboard.press('Space');
  const { iterations } = recorded();
  const now = page.getByRole('region', { name: 'Harm rate' }).locator('b');
  expect(await now.innerText()).toBe(`Iteration ${String(iterations)} of ${String(iterations)}`);
});

test('a live run goes on behind it, and its setup stays', async () => {
  const { page, button, reach } = await visit(smallRun);
  await reach('ready');
  await button('Play').click();
  await reach('playing');
  await button('Lecture').click();
  await page.getByText('Your run goes on behind this.').waitFor();
  await page.keyboard.press('End');
  await page.getByText('It keeps its own setup until Reset.').waitFor();
  await reach('finished');
  await page.getByText(/a run is on show: Therapy-Talk, 50 %/u).waitFor();
  await button('Go on with that one').click();
  expect(await page.getByLabel('Preset').inputValue()).toBe('therapy-50');
  expect(await page.evaluate('window.swayground.summary().iterations.length')).toBe(3);
});

test('the sandbox is the Run screen with the setup that was seen', async () => {
  const { page, button } = await visit('#v=1&p=therapy-50&view.screen=lecture&view.beat=sandbox');
  const link = page.getByRole('link', { name: 'p=politics-50' });
  expect(await link.getAttribute('href')).toBe(`${inject('siteAddress')}#v=1&p=politics-50`);
  expect(await page.getByRole('img', { name: `QR code: ${inject('siteAddress')}#v=1&p=politics-50` }).count()).toBe(1);
  await button('Open the sandbox').click();
  await expect.poll(() => page.getByLabel('Preset').inputValue()).toBe('politics-50');
  // its recording plays there, as ever
  await expect.poll(() => page.evaluate('window.swayground.summary()?.config.environment')).toBe('politicalQuestions');
});

describe('what is missing', () => {
  test('a recording that the site has not is told, and the other beats stand', async () => {
    const { page, button } = await visit(linkTo('twins'), {
      before: (each) => each.context().route(/recordings\/index\.json/u, (route) => route.fulfill({ json: [] })),
    });
    await page.getByText('is not on this site').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => beatOf(page)).toBe(names.bet);
    await page.getByText('is not on this site').waitFor();
    await page.keyboard.press('End');
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowLeft');
    await page.getByText('No judge', { exact: true }).waitFor();
    await page.keyboard.press('Home');
    await button('Open its setup').click();
    expect(await page.getByLabel('Preset').inputValue()).toBe('politics-50');
  });

  test('a recording that is damaged says so, and trying again helps', async () => {
    const damaged = /politics-50\.jsonl\.gz/u;
    const { page, button } = await visit(linkTo('twins'), {
      before: (each) => each.context().route(damaged, (route) => route.fulfill({ body: '<!doctype html>' })),
    });
    await page.getByText('The recorded run can’t be read').waitFor();
    await page.context().unroute(damaged);
    await button('Try again').click();
    await expect.poll(() => page.getByRole('article').count()).toBe(2);
  });

  test('figures that the site has not are said to be missing', async () => {
    const { page } = await visit(linkTo('veto'), {
      before: (each) => each.route('**/recordings/claims.json', (route) => route.fulfill({ status: 404 })),
    });
    await page.getByText('No such figure has been measured').waitFor();
    expect(await page.getByText(/\d %/u).count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await page.getByText('No claim about targeting has been decided').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });
});
