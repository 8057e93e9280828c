// Teaching with the built site: the story from its button to the sandbox, links with locks, and the buttons of claims.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { describe, expect, inject, test } from 'vitest';
import { claimsText, presets } from '../../src/experiments/index.ts';
import type { Claim } from '../../src/experiments/index.ts';
import { axeFaults } from '../support/axe.ts';
import { visitors, watchShifts } from '../support/visitor.ts';

const visit = visitors();
const recordings = join(import.meta.dirname, '../../public/recordings');

interface Round {
  readonly kind: string;
  readonly selection: { readonly trajectories: number; readonly desirable: number };
}
/** How many conversations the story's run rated first, read without any of the page's code. */
function firstRound(): Round['selection'] {
  const text = gunzipSync(readFileSync(join(recordings, 'politics-50.jsonl.gz'))).toString('utf8');
  const rounds = text.trim().split('\n').map((line) => JSON.parse(line) as Round).filter(({ kind }) => kind === 'round'); // prettier-ignore
  if (!rounds[0]) throw new Error('the recording has no round');
  return rounds[0].selection;
}

const chapterOf = (page: Page): Promise<string | null> => page.locator('[aria-current=step]').getAttribute('title');
const textOf = async (page: Page): Promise<string> =>
  (await page.getByRole('main').innerText()).replaceAll('\u00a0', ' ');

/** Moves the focus as a keyboard does, until it is on what is named. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = `(({ activeElement: e }) => e?.getAttribute('aria-label') ?? e?.labels?.[0]?.innerText ?? e?.innerText ?? '')(document)`;
  for (let i = 0; i < 40; i++) {
    if ((await page.evaluate(focused)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${name}`);
}

test('the story by keyboard alone: something to do in every chapter, and the sandbox with a bet in the end', async () => {
  const { page, complaints, status } = await visit('#v=1&p=therapy-50', {
    before: (each) => each.addInitScript(watchShifts),
  });
  const press = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) {
      await tabTo(page, name);
      await page.keyboard.press('Enter');
    }
  };
  const next = async (name: string): Promise<void> => {
    await page.keyboard.press('PageDown');
    await expect.poll(() => chapterOf(page)).toBe(name);
  };
  const { trajectories, desirable } = firstRound();

  await press('Story');
  await page.getByRole('heading', { name: 'What does a thumbs-up train?' }).waitFor();
  await press('Thumbs up: Reply A', 'Thumbs down: Reply B', 'Show what training keeps');
  expect(await textOf(page)).toContain(
    `Of the ${String(trajectories)} conversations of this iteration ${String(desirable)} became desirable`,
  );
  expect(await textOf(page)).toMatch(/Your thumbs (agree with|say the opposite of) the selection\./u);

  await next('Who is gameable');
  expect(await page.locator('main svg').count()).toBe(0);
  await press('First user is gameable', 'Wish');
  expect(await textOf(page)).toMatch(/(Right: that|No: the other) one is gameable\..*n 64, others/su);

  await next('The training');
  await page.keyboard.press('3');
  await page.keyboard.press('Space');
  await press('Show the end');
  expect(await textOf(page)).toMatch(/Nearest bet: \d|equally near/u);

  await next('Least and most changed');
  await press('Least changed');
  expect(await textOf(page)).toMatch(/\n1 of \d+: \d+ % of its words are new/u);
  await tabTo(page, 'From the least to the most changed');
  await page.keyboard.press('End');
  expect(await textOf(page)).toMatch(/\n(\d+) of \1: /u);
  expect(await page.locator('ins').count()).toBeGreaterThan(0);

  await next('Twins');
  const title = () => page.locator('h1').innerText();
  expect(await title()).toBe('One cue turned round: what will it change?');
  await page.keyboard.press(']');
  expect(await page.locator('output').innerText()).toContain('Iteration 1 of');
  await tabTo(page, 'Iteration of the replies');
  await page.keyboard.press('End');
  await expect.poll(title).toMatch(/harmful|harmless|can’t be told/u);

  await next('The average');
  await tabTo(page, 'Gameable users among all');
  await page.keyboard.press('Home');
  expect(await textOf(page)).toContain('With 0 % gameable users: from');

  await next('A judge');
  expect(await page.locator('dl').count()).toBe(0);
  await press('With some of them');
  expect(await textOf(page)).toMatch(/measured.*Content note/su);
  await next('A table');
  await press('Harm them no more than others, as far as can be told');
  expect(await textOf(page)).toMatch(/measured/u);
  await next('The critics');
  await press('Neither, as far as can be told');
  expect(await textOf(page)).toContain('The users are simulated; no person was asked.');
  // where one was is in the address
  expect(page.url()).toContain('view.story=critics');
  await page.reload();
  await expect.poll(() => chapterOf(page)).toBe('The critics');

  await next('Your prediction');
  await press('Nothing much changes.', 'Run it in the sandbox');
  await page.getByText('You bet: Nothing much changes. Press Play').waitFor();
  expect(await page.getByLabel('Gameable share').inputValue()).toBe('10');
  expect(page.url()).toContain('#v=1&p=politics-50&gameableShare=0.1');
  await expect.poll(async () => (await status()).status).toBe('ready');
  await page.keyboard.press('Space');
  await expect.poll(async () => (await status()).status).toBe('playing');
  await press('Back to the story');
  await page.getByText('A run is live on the Run screen').waitFor();
  expect(await textOf(page)).toContain('the answer stands here when the run is over');
  expect(complaints).toEqual([]);
  expect(await page.evaluate('window.shifts'), await page.evaluate('String(window.shifted)')).toBeLessThan(0.02);
});

type Look = 'light' | 'dark' | 'phone';

test('axe finds nothing in chapters and in the locks, and nothing is wider than the page, light, dark and on a phone', async () => {
  const { page, button, complaints } = await visit('#v=1&p=therapy-50&view.story=rate', { reducedMotion: 'reduce' });
  const see = async (what: string, ...looks: readonly Look[]): Promise<void> => {
    for (const look of looks) {
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' });
      await page.setViewportSize(look === 'phone' ? { width: 360, height: 740 } : { width: 1440, height: 900 });
      expect(await axeFaults(page), `${what}, ${look}`).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), what).toBeLessThanOrEqual(0);
    }
  };
  await button('Show what training keeps').click();
  await see('rate', 'light', 'dark');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await button('Both').click();
  await see('critics', 'phone');
  await page.keyboard.press('Escape');
  await button('Share').click();
  await button('For a class: lock options …').click();
  await page.locator('summary', { hasText: 'Users' }).click();
  await page.getByRole('group', { name: 'Cue', exact: true }).getByLabel('not shown').check();
  await see('locks', 'phone', 'dark');
  const link = await page.getByRole('link', { name: 'Open it as the class will' }).getAttribute('href');
  await page.goto('about:blank');
  await page.goto(link ?? '');
  await page.getByText('Whoever made this link decided that.').waitFor();
  await see('what is locked', 'phone', 'dark', 'light');
  expect(complaints).toEqual([]);
});

test('a link with locks: what is fixed and what is not shown stays so, whatever is tried', async () => {
  const { page, button } = await visit('#v=1&p=therapy-50');
  await button('Share').click();
  await button('For a class: lock options …').click();
  await page.getByLabel('Fix all but', { exact: true }).selectOption('Seed');
  await button('Fix: everything').click();
  await page.locator('summary', { hasText: 'Users' }).click();
  await page.getByRole('group', { name: 'Gameable share' }).getByLabel('not shown').check();
  await page.getByText(/can change 1 of \d+ options\./u).waitFor();
  await page.getByText(/This is a help for a class, no protection/u).waitFor();
  const link = await page.getByLabel('Link for the class', { exact: true }).inputValue();
  expect(link).toBe(`${inject('siteAddress')}#v=1&p=therapy-50&fixed=*,-seed&hidden=gameableShare`);
  expect(await page.getByRole('img', { name: `QR code: ${link}` }).count()).toBe(1);

  await page.goto('about:blank');
  await page.goto(link);
  const note = page.getByRole('region', { name: 'Set by the link' });
  await note.locator('summary').click();
  expect(await note.innerText()).toContain('Not shown: Gameable share.');
  expect(await page.getByLabel('Preset').isDisabled()).toBe(true);
  expect(await page.getByLabel('Veto').isDisabled()).toBe(true);
  const strip = page.getByRole('region', { name: 'Setup' });
  expect(await strip.getByLabel('Gameable share').count()).toBe(0);
  await strip.getByLabel('Seed').fill('7');
  await expect.poll(() => page.url()).toContain('p=therapy-50&seed=7&fixed=*,-seed&hidden=gameableShare');
  await button('All options').click();
  const drawer = page.getByRole('dialog');
  await drawer.waitFor();
  expect(await drawer.getByLabel('Gameable share').count()).toBe(0);
  expect(await drawer.getByLabel('Beta').isDisabled()).toBe(true);
  expect(await drawer.getByLabel('Seed').isDisabled()).toBe(false);
  await page.keyboard.press('Escape');

  // a setup from elsewhere is refused, and the refusal is told
  await page.getByRole('tab', { name: 'Claims' }).click();
  await page
    .getByRole('button', { name: /^Run it here: Action-Advice/u })
    .first()
    .click();
  await strip.getByText('is set by the link, so this can’t be chosen.').waitFor();
  expect(await page.getByLabel('Preset').inputValue()).toBe('therapy-50');

  await page.goto('about:blank');
  await page.goto(`${inject('siteAddress')}#v=1&p=booking&fixed=mood`);
  await page.getByText('fixed: there is no field "mood"').waitFor();
});

describe('a claim', () => {
  const list = JSON.parse(readFileSync(join(recordings, 'index.json'), 'utf8')) as readonly {
    readonly preset: string;
    readonly fingerprint: string;
    readonly iterations: number;
  }[];
  const recorded = list.find(({ preset }) => preset === 'politics-50');
  const unrecorded = presets.find(({ id }) => !list.some(({ preset }) => preset === id));
  const claim = (id: string, preset: string, fingerprint: string): Claim => ({
    ...{ id, topic: 'targeting', unit: 'share', verdict: 'shown', statement: id, paper: null, rule: 'A rule.' },
    findings: [{ label: 'gap', value: 0.934, low: 0.8, high: 0.97, n: 60, of: 60, paper: 0.75, isDifference: true }],
    remarks: [],
    runs: [{ preset, seed: 1, fingerprint, after: 8, collapsed: [] }],
  });
  const claims = [
    claim('recorded', 'politics-50', recorded?.fingerprint ?? ''),
    claim('another', 'therapy-50', 'ab'.repeat(32)),
    claim('unrecorded', unrecorded?.id ?? '', 'cd'.repeat(32)),
  ];
  const body = claimsText({ model: { name: 'builtin', hash: 'cd'.repeat(32) }, claims });

  test('opens its recorded run at its last iteration, or its setup, and says which recording it is', async () => {
    const { page } = await visit('#v=1&p=therapy-50&view.screen=claims', {
      before: (each) =>
        each.route('**/recordings/claims.json', (route) => route.fulfill({ body, contentType: 'application/json' })),
    });
    const card = (name: string) =>
      page.getByRole('article').filter({ has: page.getByRole('heading', { name, exact: true }) });
    await card('recorded')
      .getByRole('button', { name: /^Open the recorded run/u })
      .waitFor();
    expect(await card('recorded').innerText()).toContain('93 points [80 to 97], n 60');
    expect(await card('recorded').innerText()).toContain('paper 75 points');
    expect(await card('recorded').innerText()).not.toContain('another fingerprint');
    expect(await card('another').innerText()).toContain('another fingerprint');
    expect(await card('unrecorded').getByRole('button').allInnerTexts()).toEqual(['Run it here']);

    await card('recorded')
      .getByRole('button', { name: /^Open the recorded run/u })
      .click();
    const end = String(recorded?.iterations);
    await page.getByText(`Iteration ${end} of ${end}`).first().waitFor();
    expect(await page.evaluate('window.swayground.status().fingerprint')).toBe(recorded?.fingerprint);
    await expect.poll(() => page.url()).toContain(`p=politics-50&view.iteration=${end}`);
    await page.goBack();
    await card('another')
      .getByRole('button', { name: /^Run it here/u })
      .click();
    await expect.poll(() => page.getByLabel('Preset').inputValue()).toBe('therapy-50');
    expect(await page.evaluate('window.swayground.summary()')).toBeNull();
  });
});
