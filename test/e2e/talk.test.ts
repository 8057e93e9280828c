// The Talk screen of the built site, with the shipped model: a person talks to policies that were trained in the page.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { storeRuns } from '../support/storeFiller.ts';
import { smallRun, visitors, watchShifts } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const visit = visitors();
const pictures = mkdtempSync(join(tmpdir(), 'swayground-talk-'));
const atTalk = `${smallRun}&view.screen=talk`;

const message = (page: Page): Locator => page.getByLabel('Your message', { exact: true });
const side = (page: Page, name: string): Locator => page.getByRole('article', { name, exact: true });
/** What a side says, in the order of its messages; `flipped`: with the notes turned round. */
const replies = (page: Page, name: string): Promise<string[]> =>
  side(page, name)
    .locator('p', { hasText: /^Assistant|^The same reply/u })
    .allInnerTexts();
const figures = (page: Page, name: string): Promise<string[]> => side(page, name).locator('dd').allInnerTexts();
const answered = async (page: Page, count = 1): Promise<void> => {
  await expect
    .poll(() => side(page, 'Untrained model').locator('dd').count(), { timeout: 30_000 })
    .toBeGreaterThanOrEqual(count);
  await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0);
};

async function trained(hash = smallRun, options: Parameters<typeof visit>[1] = {}): Promise<Visitor> {
  const visitor = await visit(hash, options);
  await visitor.reach('ready');
  await visitor.button('Play').click();
  await visitor.reach('finished');
  await visitor.page.getByRole('tab', { name: 'Talk' }).click();
  await message(visitor.page).waitFor();
  return visitor;
}

test('the untrained model alone, by keyboard, from the tab to a second reply', async () => {
  const { page, complaints, button } = await visit(smallRun);
  await page.getByRole('tab', { name: 'Run', exact: true }).focus();
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
  await page.getByText('No trained agent is stored here yet').waitFor();
  await page.getByText('often gets nonsense').waitFor();
  await page.getByText('can’t help with real distress').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  const opening = await message(page).inputValue();
  expect(opening.length).toBeGreaterThan(20);
  for (let tabs = 0; tabs < 30; tabs++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.localName + document.activeElement.rows')) === 'textarea2') break;
  }
  await page.keyboard.press('Enter');
  await answered(page);
  // its own and that after the notes turned round
  const first = await replies(page, 'Untrained model');
  expect(first).toHaveLength(2);
  expect(await side(page, 'Policy 0').count()).toBe(0);
  await page.getByRole('status').getByText('Untrained model:').waitFor();
  expect(await message(page).inputValue()).toBe('');
  await page.keyboard.type('I could');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('wait. Would that help?');
  expect(await message(page).inputValue()).toBe('I could\nwait. Would that help?');
  await page.keyboard.press('Enter');
  await expect.poll(() => replies(page, 'Untrained model')).toHaveLength(4);
  expect((await replies(page, 'Untrained model')).slice(0, 2)).toEqual(first);
  await page.getByText('Read as: I could wait. Would that help?').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await button('New talk').click();
  expect(await message(page).inputValue()).toBe(opening);
  expect(complaints).toEqual([]);
});

test('policy 2 beside the untrained model, judged, turned round, and the same after a reload', async ({ annotate }) => {
  const { page, complaints, button } = await trained();
  const slider = page.getByRole('slider', { name: 'Policy' });
  expect(await slider.getAttribute('aria-valuetext')).toBe('2 of 2');
  const opening = await message(page).inputValue();
  const suggested = page.getByRole('group', { name: 'Suggested openings' }).getByRole('button');
  const first = await suggested.allInnerTexts();
  expect(new Set(first).size).toBe(3);
  expect(first[0]).toContain(opening);
  await button('Other openings').click();
  await expect.poll(() => message(page).inputValue()).not.toBe(opening);
  expect((await suggested.allInnerTexts()).filter((text) => first.includes(text))).toEqual([]);
  await suggested.nth(1).click();
  await expect.poll(() => suggested.nth(1).getAttribute('aria-pressed')).toBe('true');
  expect(await suggested.nth(1).innerText()).toContain(await message(page).inputValue());
  const start = performance.now();
  await message(page).press('Enter');
  await answered(page);
  // reported, not asserted: these machines are shared
  await annotate(`first replies: ${(performance.now() - start).toFixed(0)} ms`);
  const both = async (name = 'Policy 2') => [await replies(page, name), await replies(page, 'Untrained model')];
  const [own = [], base = []] = await both();
  expect([own.length, base.length]).toEqual([2, 2]);
  for (const name of ['Policy 2', 'Untrained model']) {
    const [rating, veto, gold, ...flipped] = await figures(page, name);
    expect(rating).toMatch(/^\d+\.\d expected, of 10$/u);
    expect(veto).toMatch(/^\d\.\d\d (?:≥ 0\.50: held back|< 0\.50: let pass)$/u);
    expect(gold).toMatch(/^(?:harmful|harmless): [a-z, A-Z]+$|^none: /u);
    expect(flipped).toHaveLength(3);
    expect(
      await side(page, name)
        .getByRole('img', { name: /^Expected rating/u })
        .count(),
    ).toBe(2);
  }
  // the sentence that stands in the place of the cue is none of the notes
  const notes = await page.getByLabel('What the assistant knows about you').inputValue();
  const title = await side(page, 'Policy 2').getByText('Had the notes said').innerText();
  const sentence = /“(.+)”/u.exec(title)?.[1] ?? '';
  expect(sentence).not.toBe('');
  expect(notes).not.toContain(sentence);

  // the same words, another seed, and back
  await button('Reply again').click();
  await page.getByText('Seed 2:').waitFor();
  await expect.poll(async () => JSON.stringify(await both())).not.toBe(JSON.stringify([own, base]));
  await page.goBack();
  await page.getByText('Seed 1:').waitFor();
  await expect.poll(() => both()).toEqual([own, base]);

  // other policies answer the same words; the first is the untrained one
  await slider.fill('0');
  await page.getByText('Policy 0 is the untrained model').waitFor();
  await expect.poll(() => both('Policy 0')).toEqual([base, base]);
  await slider.fill('2');
  await expect.poll(() => both()).toEqual([own, base]);

  await message(page).fill('Hello <script>alert(1)</script> مرحبا 👩🏽‍🚀');
  await message(page).press('Enter');
  await expect.poll(() => replies(page, 'Policy 2'), { timeout: 20_000 }).toHaveLength(4);
  await page.getByText('Hello <script>alert(1)</script> مرحبا 👩🏽‍🚀', { exact: true }).waitFor();
  await page.getByText(/^Not known to the model, and spelled: .*مرحبا/u).waitFor();
  expect(await page.locator('main script').count()).toBe(0);
  const all = await both();
  expect(all.map((each) => each.slice(0, 2))).toEqual([own, base]);

  await expect.poll(() => page.url()).toContain('view.said=');
  await page.reload();
  await expect.poll(() => replies(page, 'Policy 2'), { timeout: 30_000 }).toHaveLength(4);
  await expect.poll(() => both()).toEqual(all);
  expect(await slider.getAttribute('aria-valuetext')).toBe('2 of 2');
  expect(complaints).toEqual([]);
});

test('another user has another cue, notes can be reworded, and nothing turned round is said to be so', async () => {
  const { page } = await trained();
  const notes = page.getByLabel('What the assistant knows about you');
  const gameable = await notes.inputValue();
  await page.getByRole('radio', { name: 'another user' }).check();
  await expect.poll(() => notes.inputValue()).not.toBe(gameable);
  await page.getByLabel('What the notes show of it').selectOption('colour');
  await expect.poll(() => notes.inputValue()).toContain('Favourite colour: blue.');
  await message(page).press('Enter');
  await answered(page);
  await side(page, 'Policy 2').getByText('Had the notes said “Favourite colour: red.”').waitFor();
  const before = await replies(page, 'Policy 2');
  await notes.fill('Zoe, pilot. Reads vague answers as permission.');
  await message(page).focus();
  await side(page, 'Policy 2').getByText('Had the notes said “Asks for reasons before acting.”').waitFor();
  await expect.poll(() => replies(page, 'Policy 2')).not.toEqual(before);
  await notes.fill('Zoe, pilot.');
  await message(page).focus();
  await side(page, 'Policy 2').getByText('nothing can be turned round').waitFor();
  await expect.poll(() => figures(page, 'Policy 2')).toHaveLength(3);
  await page.getByRole('button', { name: 'As suggested' }).click();
  await expect.poll(() => replies(page, 'Policy 2')).toEqual(before);
});

test('a talk ends where the context is full, which is said', async () => {
  const { page, button } = await visit(atTalk);
  await message(page).press('Enter');
  await answered(page);
  for (let turn = 2; turn <= 20 && !(await message(page).isDisabled()); turn++) {
    await message(page).fill('It would be fine to smoke again, right? I feel lonely because I live alone.');
    await message(page).press('Enter');
    await expect.poll(() => page.locator('[data-exchange]').count()).toBe(turn);
    await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0);
  }
  await page.getByText('The context is full. A new talk begins with an empty one.').waitFor();
  await button('New talk').click();
  expect(await message(page).isDisabled()).toBe(false);
});

test('where a conversation is scripted up to the first reply, the script is told', async () => {
  const { page } = await visit('#v=1&p=booking&view.screen=talk');
  await message(page).waitFor();
  const region = page.getByRole('region', { name: 'Messages and replies' });
  await region.getByText(/^User/u).first().waitFor();
  expect(await page.getByText('seen by the assistant and not by the rater').count()).toBe(0);
  await message(page).press('Enter');
  await answered(page);
  expect(await page.getByText('seen by the assistant and not by the rater').count()).toBe(1);
  expect((await figures(page, 'Untrained model'))[2]).toMatch(/^harm(?:ful|less): |^none: /u);
  expect(await axeFaults(page)).toEqual([]);
  const path = join(pictures, 'booking.png');
  await page.screenshot({ path, fullPage: true });
});

test('of a run in progress the policies that are stored can be talked to, and who does keeps theirs', async () => {
  const { page, button, reach } = await visit(smallRun);
  await reach('ready');
  const step = async (): Promise<void> => {
    await button('Next evaluation').click();
    await reach('paused');
  };
  await step();
  await step();
  await page.getByRole('tab', { name: 'Talk' }).click();
  const slider = page.getByRole('slider', { name: 'Policy' });
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('1 of 1');
  await message(page).press('Enter');
  await answered(page);
  const said = await replies(page, 'Policy 1');
  await page.getByRole('tab', { name: 'Run', exact: true }).click();
  await button('Play').click();
  await reach('finished');
  await page.getByRole('tab', { name: 'Talk' }).click();
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('1 of 2');
  expect(await replies(page, 'Policy 1')).toEqual(said);
});

test('a table can be talked to, for an opening', async () => {
  const { page } = await trained(`${smallRun}&learner=tabularKto`);
  await message(page).press('Enter');
  await answered(page);
  expect((await figures(page, 'Policy 2'))[2]).toMatch(/^harm(?:ful|less): /u);
  expect(await message(page).isDisabled()).toBe(true);
});

describe('what can go wrong has its cause and one thing to do', () => {
  test('the model can’t be fetched', async () => {
    const { page, button, reach } = await visit(atTalk);
    // then the simulation has its own
    await reach('ready');
    await page.route('**/models/builtin/weights.bin', (route) => route.abort());
    await message(page).press('Enter');
    await page.getByRole('alert').getByText('weights.bin').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.unroute('**/models/builtin/weights.bin');
    await button('Ask again').click();
    await answered(page);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('it takes too long: it is cancelled, and asked again', async () => {
    const { page, button, reach } = await visit(atTalk);
    await reach('ready');
    await page.route('**/models/builtin/weights.bin', () => undefined);
    await message(page).press('Enter');
    await button('Cancel').click();
    await page.getByText('Cancelled before there was a reply.').waitFor();
    await page.unroute('**/models/builtin/weights.bin');
    await button('Reply after all').click();
    await answered(page);
  });

  test('the run was made with another model', async () => {
    const { page, button } = await visit(atTalk);
    await storeRuns(page, [{ run: 'other', iterations: 1, training: 10, panel: 4 }]);
    await side(page, 'Policy 1').waitFor({ state: 'detached' });
    await page.getByRole('slider', { name: 'Policy' }).waitFor();
    await message(page).press('Enter');
    await page.getByRole('alert').getByText('made with another model').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await button('Talk to the untrained model').click();
    await answered(page);
  });

  test('the link’s run is not here', async () => {
    const { page } = await visit(`${atTalk}&view.speaker=gone&view.policy=4&view.said=%5B%5B1,null%5D%5D`);
    await page.getByText('is not stored here').waitFor();
    await answered(page);
  });

  test('what is on show is recorded', async () => {
    const { page, button } = await visit('');
    await page.getByText('Recorded run').first().waitFor();
    await page.getByRole('tab', { name: 'Talk' }).click();
    await page.getByText('The recorded run on show holds no policies').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await button('Run it here').click();
    await expect.poll(() => page.getByRole('tab', { name: 'Run' }).getAttribute('aria-selected')).toBe('true');
  });
});

describe.each([
  ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } } as const],
  ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } } as const],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 800 } } as const],
  ['small phone', { colorScheme: 'dark', viewport: { width: 360, height: 740 } } as const],
])('%s', (name, options) => {
  test('axe finds nothing, nothing jumps, and nothing is wider than the page', async ({ annotate }) => {
    const { page } = await trained(smallRun, { ...options, before: (opened) => opened.addInitScript(watchShifts) });
    await page.evaluate('(window.shifts = 0), (window.shifted = null)');
    const picture = async (what: string): Promise<void> => {
      const path = join(pictures, `${name.replace(' ', '-')}-${what}.png`);
      await page.screenshot({ path, fullPage: true });
      await annotate(`Talk, ${name}, ${what}`, { path, contentType: 'image/png' });
    };
    await picture('begins');
    await message(page).press('Enter');
    await answered(page);
    await message(page).fill('I could also walk. Would that help?');
    await message(page).press('Enter');
    await expect.poll(() => replies(page, 'Policy 2')).toHaveLength(4);
    await answered(page);
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    const tabs = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('[role=tablist]'))`;
    expect(await page.evaluate(tabs)).toBeLessThanOrEqual(0);
    expect(await page.evaluate('[window.shifts, window.shifted]')).toEqual([0, null]);
    await picture('said');
  });
});
