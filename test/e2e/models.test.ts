// Instruction-tuned models on the built site, from choosing them to reading what they said. The engine is a FAKE: it has WebLLM's
// manners and no language model. The GPU that is missing is really missing.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { browserArguments, findChromium } from '../../scripts/chromium.mjs';
import type { StoredEvent } from '../../src/runFile/index.ts';
import { axeFaults } from '../support/axe.ts';
import { storedEvents } from '../../src/cli/storedRun.ts';
import { serveFakeModelSite } from '../support/fakeModelSite.ts';
import { likeliest, ServerStandIn } from '../support/serverStandIn.ts';
import { visitors } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const visit = visitors();
let site: Awaited<ReturnType<typeof serveFakeModelSite>>;

beforeAll(async () => {
  site = await serveFakeModelSite(inject('siteFolder'));
});
afterAll(async () => {
  await site.close();
});

/** Short enough for a fake; a re-ranking preset, whose learner any model can have. */
const tiny =
  '#v=1&p=therapy-rerank&iterations=2&initialStates=16&panelUsers=8&panelTwins=0&candidates=2&selectionLevel=environment';

const widerThanItself = `(() => {
  const { scrollWidth, clientWidth } = document.querySelector('dialog');
  return scrollWidth - clientWidth;
})()`;

async function choose({ page }: Pick<Visitor, 'page'>): Promise<void> {
  await page.getByLabel('Engine').selectOption({ label: 'WebLLM or server' });
  await page
    .getByRole('dialog')
    .getByText(/^GPU: fake/u)
    .waitFor();
}

const pictures = mkdtempSync(join(tmpdir(), 'swayground-models-'));

const iterationsOf = ({ page }: Visitor): Promise<unknown> =>
  page.evaluate('window.swayground.summary().iterations.map(({ iteration }) => iteration)');

test('models are chosen and tried out, a run goes through a lost GPU and a reload, and is read, compared and exported', async () => {
  // wide enough for what stands beside the tabs
  const visitor = await visit(tiny, { address: site.address, viewport: { width: 1440, height: 900 } });
  const { page, button, reach, status, complaints } = visitor;
  await reach('ready');
  await choose(visitor);
  const dialog = page.getByRole('dialog');
  const pair = dialog.getByRole('radio', { name: /^Llama-3.2-1B-Instruct-q4f32_1 as agent, Qwen2.5-0.5B/u });
  expect(await pair.isChecked()).toBe(true);
  await dialog.getByText('By the GPU’s limits, this fits.').waitFor();
  // what a fake's manifest declares
  await expect.poll(() => dialog.getByRole('row', { name: /Llama/u }).innerText()).toMatch(/2 KB\s+880 MB\s+Llama/u);
  await dialog.getByLabel(/Take a small run/u).uncheck();
  await button('Load and measure').click();
  await dialog.getByText(/An iteration of 32 conversations takes about/u).waitFor({ timeout: 30_000 });
  await button('Use these models').click();
  expect(await page.getByLabel('Learner').inputValue()).toBe('rerankKto');

  const notice = page.getByRole('region', { name: 'About runs' });
  for (const iteration of [0, 1]) {
    expect(await notice.count()).toBe(0);
    // from whatever model is asked next: the rest of the run's texts come from new workers
    if (iteration === 1) await page.evaluate("new BroadcastChannel('fake-webllm').postMessage('the GPU is gone')");
    await button('Next evaluation').click();
    await expect.poll(async () => (await status()).iteration, { timeout: 60_000 }).toBe(iteration);
    await reach('paused');
  }
  await notice.getByText(/The GPU was lost\..*goes on from its last finished request.*said: (?:Llama|Qwen)/u).waitFor();
  await page.reload();
  const goOn = button('Go on with the interrupted run');
  await goOn.waitFor({ timeout: 15_000 });
  await reach('ready');
  await goOn.click();
  await reach('finished');
  expect(await iterationsOf(visitor)).toEqual([0, 1, 2]);
  const harm = page.getByRole('region', { name: 'Harm rate' });
  await harm.getByText(/judge \(Qwen2.5-0.5B-Instruct-q4f32_1\) finds harmful, 8 gameable and 8 other/u).waitFor();
  await harm.getByText(/Gold labels do not apply to free text/u).waitFor();
  await page.getByText('WebLLM or server, seeded').waitFor();

  await page.getByRole('tab', { name: 'Library' }).click();
  await expect.poll(() => page.locator('tbody tr').innerText()).toMatch(/WebLLM or server[\s\S]*2 of 2\s+finished/u);
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export').click()]);
  const path = `${await download.path()}.gz`;
  await download.saveAs(path);
  const events: StoredEvent[] = [];
  for await (const event of storedEvents(path)) events.push(event);
  expect(events[0]).toMatchObject({ config: { agentModel: 'webllm:Llama-3.2-1B-Instruct-q4f32_1-MLC' } });
  expect(events.at(-1)).toEqual({
    ...{ kind: 'end', reason: 'finished' },
    fingerprint: await page.evaluate('window.swayground.summary().fingerprint'),
  });
  await page.getByRole('tab', { name: 'Compare' }).click();
  const statistics = page.getByRole('region', { name: 'Paired statistics' });
  // all users of both panels, each rated and judged twice
  await expect
    .poll(() => statistics.innerText())
    .toMatch(/each run’s own judge[\s\S]*Gameable, harm\s.*\s8\s[\s\S]*Others, rating\s.*\s8$/u);
  await page.getByRole('listbox', { name: 'Pairs of conversations' }).getByRole('option').first().waitFor();
  await page.getByRole('tab', { name: 'Trajectories' }).click();
  await page.getByText('80 of 80').waitFor();
  const row = page.getByRole('listbox').getByRole('option').first();
  await row.waitFor();
  await row.click();
  // the fake's words
  await page
    .getByText(/\b(?:fine|help|today|well)\b.*\b(?:I|you|can|do|it|no|yes|stop)\b/u)
    .first()
    .waitFor();

  const saw = page.locator('details', { hasText: 'What each model saw' });
  await saw.locator('summary').click();
  const sawText = await saw.innerText();
  expect(sawText).toContain('The agent, before its reply Llama-3.2-1B-Instruct-q4f32_1-MLC, by WebLLM');
  expect(sawText).toContain('The rater Qwen2.5-0.5B-Instruct-q4f32_1-MLC, by WebLLM');
  // what was sent to WebLLM, and not the built-in model's marks
  expect(sawText).toMatch(/system\s+You are a therapy assistant in an app\./u);
  expect(sawText).toContain('One of these answers was asked for: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10.');
  expect(sawText).not.toMatch(/<bos>|<answer>|built-in/u);
  expect(await axeFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the dialog has nothing that keeps people out, light, dark, or on a phone', async ({ annotate }) => {
  const visitor = await visit(tiny, { address: site.address, viewport: { width: 1440, height: 900 } });
  await choose(visitor);
  const { page } = visitor;
  const dialog = page.getByRole('dialog');
  await dialog.getByText('By the GPU’s limits, this fits.').waitFor();
  for (const [name, colorScheme, width, height] of [
    ['light', 'light', 1440, 900],
    ['dark', 'dark', 1440, 900],
    ['phone', 'light', 390, 800],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    const path = join(pictures, `${name}.png`);
    await page.screenshot({ path });
    await annotate(`models, ${name}`, { path, contentType: 'image/png' });
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(widerThanItself)).toBeLessThanOrEqual(0);
    if (name === 'light') for (const summary of await dialog.locator('summary').all()) await summary.click();
  }
});

test('without a GPU that is said in plain words before anything of WebLLM is fetched', async () => {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: browserArguments.filter((argument) => argument !== '--enable-unsafe-webgpu'),
  });
  try {
    const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
    const asked: string[] = [];
    page.context().on('request', (request) => asked.push(request.url()));
    await page.goto(inject('siteAddress') + tiny);
    await page.getByLabel('Engine').selectOption({ label: 'WebLLM or server' });
    const alert = page.getByRole('dialog').getByRole('alert');
    await alert.waitFor();
    await expect.poll(() => alert.innerText()).toMatch(/The browser offers no GPU[\s\S]*Nothing was downloaded/u);
    expect(asked.filter((address) => /web-llm|huggingface/u.test(address))).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('a server rates: its address is asked for, its key is sent, and neither is kept in link or store', async () => {
  const server = new ServerStandIn();
  await server.start();
  server.answer = ({ path }) => ({
    body: path.endsWith('/models') ? { data: [{ id: 'small:1b' }] } : likeliest({ '3': 0.5, '8': 0.5 }),
  });
  try {
    const { page, button, reach } = await visit(`${tiny}&interferenceRows=0`, { address: site.address });
    await reach('ready');
    await choose({ page });
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^A server:/u).click();
    await dialog.getByLabel('Address, up to and with /v1').fill(server.base);
    await dialog.getByLabel('Key, if it asks for one').fill('sk-secret');
    await button('Ask which models it has').click();
    await expect.poll(() => dialog.getByLabel('Model', { exact: true }).inputValue()).toBe('small:1b');
    await dialog.getByLabel('Model', { exact: true }).press('Enter');
    await dialog.getByText('small:1b can now be chosen for each role.').waitFor();
    for (const role of ['Agent', 'Users', 'Judge']) {
      await dialog.getByLabel(new RegExp(`^${role},`, 'u')).selectOption('builtin');
    }
    await dialog.getByLabel(/^Rater,/u).selectOption('server:small:1b');
    await dialog.getByLabel(/Take a small run/u).uncheck();
    await button('Use these models').click();
    await button('Play').click();
    await reach('finished');
    // what the server always says: a half each of 3 and 8
    const ratings = await page.evaluate('window.swayground.summary().iterations[2].rating');
    expect(ratings).toEqual({ gameable: 5.5, other: 5.5 });
    expect(new Set(server.asked.map(({ key }) => key))).toEqual(new Set(['Bearer sk-secret']));
    expect(await page.evaluate('JSON.stringify([location.href, { ...localStorage }])')).not.toContain('sk-secret');
    expect(page.url()).toContain('raterModel=server:small:1b');
    expect(page.url()).not.toContain('127.0.0.1:' + new URL(server.base).port);
  } finally {
    await server.stop();
  }
});
