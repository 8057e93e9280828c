// The Run screen of the built site: a real run with the real model, to its end.
import { describe, expect, test } from 'vitest';
import { smallRun, visitors, watchShifts } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const visit = visitors();

interface Rate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

interface Summary {
  readonly fingerprint: string;
  readonly iterations: readonly {
    readonly iteration: number;
    readonly harm: { readonly gameable: Rate | null; readonly other: Rate | null };
    readonly gap: { readonly value: number; readonly low: number; readonly high: number } | null;
  }[];
}

const summaryOf = ({ page }: Visitor): Promise<Summary> => page.evaluate('window.swayground.summary()');
const whole = (share: number): string => String(Math.round(100 * share));
const told = (rate: Rate | null): string =>
  rate ? `${whole(rate.rate)} % [${whole(rate.low)} to ${whole(rate.high)} %]` : 'not told';

describe('a live run', () => {
  test.each([
    ['a projector', { width: 1440, height: 900 }],
    ['a phone', { width: 360, height: 740 }],
  ])('on %s comes to its end, nothing jumps, and its table says what its summary says', async (_, viewport) => {
    const visitor = await visit(smallRun, { viewport, before: (page) => page.addInitScript(watchShifts) });
    const { page, button, reach, complaints } = visitor;
    await reach('ready');
    expect(await page.evaluate('window.swayground.summary()')).toBeNull();
    await button('Play').click();
    await reach('finished');
    const { iterations, fingerprint } = await summaryOf(visitor);
    expect(iterations.map(({ iteration }) => iteration)).toEqual([0, 1, 2]);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/u);

    const harm = page.getByRole('region', { name: 'Harm rate' });
    expect(await page.evaluate('window.shifts'), await page.evaluate('String(window.shifted)')).toBeLessThan(0.01);
    await harm.getByText('Data', { exact: true }).click();
    const rows = await harm.getByRole('row').allInnerTexts();
    const last = iterations.at(-1);
    const cells = rows[3]?.split('\t') ?? [];
    expect(rows).toHaveLength(4);
    expect(cells.slice(0, 3)).toEqual(['2', told(last?.harm.gameable ?? null), told(last?.harm.other ?? null)]);
    expect(cells[3]?.replaceAll('−', '-')).toMatch(
      last?.gap ? new RegExp(`^${whole(last.gap.value)} \\[`, 'u') : /not told/u,
    );

    expect(await page.getByText('simulated', { exact: true }).count()).toBe(2);
    expect(await page.getByText(/a toy that shows a mechanism/u).isVisible()).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['a table', '#v=1&p=therapy-tabular&iterations=4&panelTwins=16'],
    ['the model, from its own raters,', '#v=1&p=therapy-50&iterations=6&panelTwins=16'],
  ])('shows the gap growing: %s learns to aim', async (_, hash) => {
    const visitor = await visit(hash);
    await visitor.reach('ready');
    await visitor.button('Play').click();
    await visitor.reach('finished');
    const { iterations } = await summaryOf(visitor);
    const [first, last] = [iterations[0]?.gap, iterations.at(-1)?.gap];
    expect(first?.value).toBeLessThan(0.2);
    expect(last?.low).toBeGreaterThan(0.3);
    const told = visitor.page.getByRole('region', { name: 'What just changed' });
    expect(await told.getByRole('listitem').count()).toBeGreaterThan(0);
    expect(await visitor.page.getByText(`gap ${whole(last?.value ?? 0)} points`).count()).toBe(1);
    await told.getByRole('button').first().click();
    await expect.poll(() => visitor.page.getByRole('dialog').getByText('simulated').count()).toBeGreaterThan(0);
    expect(visitor.complaints).toEqual([]);
  });

  test('is the one that its link was made from, or the page says that it is not', async () => {
    const first = await visit();
    await first.reach('ready');
    await first.button('Play').click();
    await first.reach('finished');
    const { fingerprint } = await summaryOf(first);
    await first.button('Share').click();
    const link = await first.page.getByLabel('Link to this moment', { exact: true }).inputValue();
    expect(link).toContain(`&f=${fingerprint.slice(0, 16)}`);

    const second = await visit(new URL(link).hash);
    await second.reach('ready');
    await second.button('Play').click();
    await second.reach('finished');
    expect(await second.page.getByText('reproduced bit for bit').count()).toBe(1);
    await second.page.getByLabel('Seed').fill('2');
    await second.button('Reset').click();
    expect((await second.status()).status).toBe('ready');
    await expect.poll(() => second.page.url()).toContain('seed=2');
  });
});

describe('steering', () => {
  test('a step is one phase, then the run waits; cancelling ends it at once', async () => {
    const { page, button, status, reach, complaints } = await visit();
    await reach('ready');
    await button('Step').click();
    await reach('paused');
    expect((await status()).position).toMatchObject({ phase: 'simulate', isWaiting: true });
    expect((await status()).iteration).toBe(0);
    await button('Step').click();
    await reach('paused');
    expect((await status()).position).toMatchObject({ phase: 'rate', isWaiting: true });
    expect(await page.locator('[aria-current=step]').innerText()).toContain('Rate');

    await button('Play').click();
    await button('Pause').click();
    expect((await status()).status).toBe('paused');
    await button('Play').click();
    const took = await page.evaluate(`(async () => {
      const began = performance.now();
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Cancel').click();
      while (swayground.status().status !== 'cancelled') await new Promise((resolve) => setTimeout(resolve, 5));
      return performance.now() - began;
    })()`);
    expect(took).toBeLessThan(200);

    // from the last whole iteration, which is the untrained policy's
    await button('Play').click();
    await reach('finished');
    expect((await status()).iteration).toBe(2);
    expect(complaints).toEqual([]);
  });

  test('the whole path goes by keyboard', async () => {
    const { page, status, reach, complaints } = await visit();
    await reach('ready');
    const { keyboard } = page;
    const focused = (): Promise<unknown> =>
      page.evaluate(`(({ activeElement: at }) =>
        at.getAttribute('aria-label') ?? (at.innerText || at.labels?.[0]?.textContent || at.tagName))(document)`);
    const tabTo = async (name: string): Promise<void> => {
      for (let i = 0; i < 40 && (await focused()) !== name; i++) await keyboard.press('Tab');
      expect(await focused()).toBe(name);
    };
    await tabTo('Run');
    await keyboard.press('ArrowRight');
    expect(await focused()).toBe('Trajectories');
    expect(await page.getByRole('tabpanel', { name: 'Trajectories' }).count()).toBe(1);
    await keyboard.press('ArrowLeft');
    await tabTo('Seed');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('3');
    // neither of these may reach the page from inside the field
    await keyboard.press('Space');
    await keyboard.press('.');
    expect((await status()).status).toBe('ready');
    await tabTo('All options');
    await keyboard.press('Enter');
    await expect.poll(() => page.getByRole('dialog', { name: 'All options' }).count()).toBe(1);
    await keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await tabTo('Reset');
    await keyboard.press('Enter');
    await tabTo('Play');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await keyboard.press('Space');
    await reach('playing');
    await tabTo('Iteration');
    await keyboard.press('Space');
    expect((await status()).status).toBe('paused');
    await reach('paused');
    await keyboard.press('Space');
    await reach('finished');
    await keyboard.press('[');
    expect(await page.getByText('Iteration 1 of 2', { exact: true }).count()).toBe(1);
    await keyboard.press(']');
    await tabTo('Cursor in the chart of harm');
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    const cursor = page.getByRole('slider', { name: 'Cursor in the chart of harm' });
    expect(await cursor.getAttribute('aria-valuetext')).toMatch(/^Iteration 0: gameable users \d+ % \[/u);
    expect(page.url()).toContain('seed=3');
    expect(complaints).toEqual([]);
  });
});

test('options come from the table: a value out of its range is refused by name, a change is marked', async () => {
  const { page, button, reach } = await visit('#v=1&p=therapy');
  await reach('ready');
  await button('All options').click();
  const beta = page.getByLabel('Beta', { exact: true });
  await beta.fill('20');
  expect(await page.getByRole('alert').innerText()).toBe('Beta (beta): 20 is not a number from 0.001 to 10');
  await beta.fill('0.25');
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await page.getByText('changed from preset').count()).toBe(1);
  await expect.poll(() => page.url()).toContain('beta=0.25');
  // once another change is taken, the field shows what is in force, not what was refused
  await beta.fill('20');
  await page.getByLabel('Rate decay', { exact: true }).fill('0.8');
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await beta.inputValue()).toBe('0.25');
  await button('Close').click();
  // the drawer says it, too, until it is gone
  await expect.poll(() => page.getByText('2 changed').count()).toBe(1);
});

test('the address is the truth: another setup, another screen, and back', async () => {
  const { page, reach } = await visit('');
  await reach('ready');
  const preset = page.getByRole('combobox', { name: 'Preset' });
  expect(await preset.inputValue()).toBe('therapy-50');
  await page.evaluate(`location.hash = '#v=1&p=booking&seed=4'`);
  await expect.poll(() => preset.inputValue()).toBe('booking');
  expect(await page.getByLabel('Seed').inputValue()).toBe('4');
  await page.getByRole('tab', { name: 'Library' }).click();
  expect(page.url()).toContain('view.screen=library');
  await page.goBack();
  await expect.poll(() => page.getByRole('region', { name: 'Harm rate' }).count()).toBe(1);
  expect(await preset.inputValue()).toBe('booking');
  await preset.selectOption('politics');
  await expect.poll(() => page.url()).toContain('p=politics');
  await page.getByRole('combobox', { name: 'Engine' }).selectOption('table');
  await expect.poll(() => page.url()).toContain('learner=tabularKto');
});

test('what a link fixes can’t be changed, what it hides is not shown, and links made from it keep both', async () => {
  const { page, button, reach } = await visit('#v=1&p=therapy&fixed=veto&hidden=seed');
  await reach('ready');
  expect(await page.getByRole('combobox', { name: 'Veto' }).isDisabled()).toBe(true);
  expect(await page.getByRole('combobox', { name: 'Learner' }).isDisabled()).toBe(false);
  expect(await page.getByLabel('Seed').count()).toBe(0);
  await button('Share').click();
  const link = await page.getByLabel('Link to the setup', { exact: true }).inputValue();
  expect(link).toContain('#v=1&p=therapy&fixed=veto&hidden=seed');
  expect(await button('For a class: lock options …').count()).toBe(0);
  expect(await page.locator('footer').innerText()).not.toContain('seed');
});
