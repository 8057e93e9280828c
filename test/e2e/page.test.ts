// The built site when something is missing or wrong, and for those who do not see it as most do.
import { describe, expect, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { smallRun, visitors } from '../support/visitor.ts';

const visit = visitors();

describe('when something is missing', () => {
  test('no SIMD: the page says so and what to do', async () => {
    const { page, button } = await visit(smallRun, {
      before: (opened) => opened.addInitScript('WebAssembly.validate = () => false'),
    });
    const text = await page.getByRole('alert').innerText();
    expect(text).toContain('lacks SIMD');
    expect(text).toContain('Safari (16.4 or later)');
    expect(await button('Reload the page').count()).toBe(1);
  });

  test.each([
    ['the worker', /simulation\.worker/u, 'could not be loaded'],
    ['the model', /weights\.bin/u, 'The model could not be fetched'],
  ])('%s can’t be loaded: starting again helps once it can', async (_, address, words) => {
    const { page, button, reach } = await visit(smallRun, {
      before: (opened) => opened.context().route(address, (route) => route.abort()),
    });
    await reach('failed');
    expect(await page.getByRole('alert').innerText()).toContain(words);
    await page.context().unroute(address);
    await button('Start again').click();
    await reach('ready');
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('the engine’s workers can’t be loaded: the page says so when a run needs them', async () => {
    // requests from inside a worker pass the tests' routes by, so the worker is told a wrong name
    const { page, button, reach } = await visit(smallRun, {
      before: (opened) =>
        opened.route(/simulation\.worker/u, async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, body: (await response.text()).replaceAll('rollout.worker', 'missing') });
        }),
    });
    await reach('ready');
    await button('Play').click();
    await reach('failed');
    expect(await page.getByRole('alert').innerText()).toContain('workers could not be started');
  });

  test('the page’s own script fails: the sentence in the HTML stays', async () => {
    const { page } = await visit('', {
      before: (opened) => opened.route(/assets\/index.*\.js/u, (route) => route.abort()),
    });
    await expect
      .poll(() => page.getByText('The page is opening. If this sentence stays').isVisible(), { timeout: 10_000 })
      .toBe(true);
  });

  test.each([
    ['v=1&p=bookings', 'p: "bookings" is not the name of a preset', 'Booking-Assistance, all users gameable'],
    ['v=1&p=therapy&beta=<script>', 'beta', 'Therapy-Talk, all users gameable'],
    ['v=7&x=1', 'of version 7', 'Therapy-Talk, 50 % of users gameable'],
    ['%E0%A4%A', 'not of the form', 'Therapy-Talk, 50 % of users gameable'],
  ])('the link %s is refused, and the nearest preset is one click away', async (hash, cause, preset) => {
    const { page, button, complaints } = await visit(`#${hash}`);
    expect(await page.getByRole('alert').innerText()).toContain(cause);
    await button(`Open “${preset}”`).click();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    const chosen = page.getByRole('combobox', { name: 'Preset' });
    expect(await chosen.locator('option:checked').innerText()).toBe(preset);
    expect(complaints).toEqual([]);
  });
});

describe('access', () => {
  test.each([
    ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } } as const],
    ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } } as const],
    ['on a phone', { colorScheme: 'light', viewport: { width: 400, height: 860 } } as const],
  ])('axe finds nothing on the Run screen, %s', async (_, options) => {
    const { page, button, reach } = await visit(smallRun.replace('iterations=2', 'iterations=1'), options);
    await reach('ready');
    if (options.colorScheme === 'light') expect(await axeFaults(page)).toEqual([]);
    await button('Play').click();
    await reach('finished');
    expect(await axeFaults(page)).toEqual([]);
    await button('All options').click();
    await page.getByRole('dialog').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  test('every control has its name', async () => {
    const { page, reach } = await visit();
    await reach('ready');
    const has = async (role: Parameters<typeof page.getByRole>[0], names: readonly string[]): Promise<void> => {
      for (const name of names) expect(await page.getByRole(role, { name, exact: true }).count(), name).toBe(1);
    };
    await has('button', ['Play', 'Step', 'Reset', 'Share']);
    await has('combobox', ['Preset', 'Engine', 'Veto', 'Learner']);
    await has('spinbutton', ['Seed']);
    await has('slider', ['Gameable share', 'Iteration', 'Speed']);
    await has('tab', ['Run', 'Trajectories', 'Compare', 'Library']);
    await has('region', ['Harm rate', 'Expected rating']);
  });
});
