// A recording made by our own command line, on the built site: it plays, becomes live, and is reproduced.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runNode } from '../../scripts/steps.mjs';
import { presetNamed } from '../../src/experiments/index.ts';
import { axeFaults } from '../support/axe.ts';
import { smallRun, visitors, watchShifts } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const visit = visitors();
const sizes = { iterations: 2, initialStates: 32, panelUsers: 12, panelTwins: 6, epochs: 1 };

interface Made {
  readonly entry: { readonly link: string; readonly fingerprint: string; readonly bytes: number };
  readonly bytes: Buffer;
}
let folder = '';
let small: Made;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'swayground-recordings-'));
  const settings = Object.entries(sizes).map(([key, value]) => `--set=${key}=${String(value)}`);
  const words = ['scripts/record.mjs', 'therapy-50', ...settings, '--workers=1', '--name=small', `--out=${folder}`];
  const { ok, output } = await runNode(words);
  if (!ok) throw new Error(output);
  const [entry] = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as [Made['entry']];
  small = { entry, bytes: readFileSync(join(folder, 'small.jsonl.gz')) };
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The small run as if it were the first preset's, which takes too long to be run in a test: what it shows is right, and its fingerprints are not. */
function asFirstPreset(): Made {
  const { config } = presetNamed('therapy-50');
  const [header = '', ...lines] = gunzipSync(small.bytes).toString('utf8').split('\n');
  const content = { ...(JSON.parse(header) as object), config };
  const text = [JSON.stringify(content), ...lines].join('\n').replace('"finished"', '"collapsed"');
  return { entry: { ...small.entry, link: 'v=1&p=therapy-50' }, bytes: gzipSync(text) };
}

/** The site with one recording. */
const serving =
  ({ entry, bytes }: Made, ...scripts: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const script of scripts) await page.addInitScript(script);
    await page.context().route(/recordings\/index\.json/u, (route) => route.fulfill({ json: [entry] }));
    await page.context().route(/small\.jsonl\.gz/u, (route) => route.fulfill({ body: Buffer.from(bytes) }));
  };

interface Standing {
  readonly stage: string;
  readonly check: { readonly computed: number | null; readonly differs: number | null } | null;
}
const standing = ({ page }: Pick<Visitor, 'page'>): Promise<Standing> =>
  page.evaluate('window.swayground.status().recording');
const reachStage = (visitor: Visitor, stage: string): Promise<void> =>
  expect.poll(async () => (await standing(visitor)).stage, { timeout: 30_000, interval: 20 }).toBe(stage);
const fingerprintOf = ({ page }: Pick<Visitor, 'page'>): Promise<unknown> =>
  page.evaluate('window.swayground.summary().fingerprint');

const watchTasks = `
  window.tasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.tasks.push(Math.round(duration));
  }).observe({ type: 'longtask', buffered: true });
`;

const legend = 'Thin, hollow: recorded, not computed here yet';
/** The numbers of a chart, and whether each row of them is recorded or computed. */
async function tableOf(card: Locator): Promise<{ numbers: string[][]; origins: (string | undefined)[] }> {
  const rows = (await card.getByRole('row').allInnerTexts()).map((row) => row.split('\t'));
  return { numbers: rows.map((cells) => cells.slice(0, -1)), origins: rows.map((cells) => cells.at(-1)) };
}

test('a recording plays, becomes live, and the live run is it, bit for bit', async ({ annotate }) => {
  const visitor = await visit(smallRun, { before: serving(small, watchShifts, watchTasks) });
  const { page, button, reach, complaints } = visitor;
  await button('Show recording').click();
  await reachStage(visitor, 'playing');
  expect(await page.getByText('Recorded run', { exact: true }).isVisible()).toBe(true);
  const digits = small.entry.fingerprint.slice(0, 12).replace(/.{4}(?=.)/gu, '$& ');
  expect(await page.getByText(`seed 1 · ${digits}`).isVisible()).toBe(true);
  await reachStage(visitor, 'ended');
  const harm = page.getByRole('region', { name: 'Harm rate' });
  await harm.getByText('Data', { exact: true }).click();
  const recorded = await tableOf(harm);
  expect(recorded.numbers).toHaveLength(4);
  expect(recorded.origins).toEqual(['Origin', 'recorded', 'recorded', 'recorded']);
  // all is recorded, and says so above: there is nothing to tell it from
  expect(await harm.getByText(legend).count()).toBe(0);
  expect(await fingerprintOf(visitor)).toBe(small.entry.fingerprint);
  expect(await page.getByText('reproduced bit for bit').count()).toBe(0);

  await reach('ready');
  const seen: { rows: number; origins: string; hollow: number; legend: boolean }[] = [];
  await page.exposeFunction('rowsSeen', (each: (typeof seen)[number]) => seen.push(each));
  await page.evaluate(`(() => {
    const card = document.querySelector('#harm-rate');
    const body = card.querySelector('tbody');
    new MutationObserver(() => rowsSeen({
      rows: body.rows.length,
      origins: [...body.rows].map((row) => row.lastElementChild.textContent).join(', '),
      hollow: card.querySelectorAll('circle[r="3.2"]').length,
      legend: card.innerText.includes('${legend}'),
    })).observe(body, { childList: true, subtree: true, characterData: true });
  })()`);
  await button('Run it live').click();
  await reach('playing');
  await expect.poll(() => harm.getByText(legend).count()).toBe(1);
  expect(await page.getByText('Recorded run', { exact: true }).count()).toBe(0);
  await reach('finished');
  expect(await standing(visitor)).toMatchObject({ stage: 'checked', check: { computed: 2, differs: null } });
  expect(await page.locator('footer').getByText('reproduced bit for bit').count()).toBe(1);
  expect(await fingerprintOf(visitor)).toBe(small.entry.fingerprint);
  const computed = await tableOf(harm);
  expect(computed.numbers).toEqual(recorded.numbers);
  expect(computed.origins).toEqual(['Origin', 'computed here', 'computed here', 'computed here']);
  // no point was ever gone, and each was drawn as recorded until it was computed
  expect(seen.filter(({ rows }) => rows !== 3)).toEqual([]);
  const steps = seen.map(
    ({ origins, hollow, legend: isTold }) => `${origins}; ${String(hollow)} hollow, ${String(isTold)}`,
  );
  expect([...new Set(steps)]).toEqual([
    'computed here, recorded, recorded; 2 hollow, true',
    'computed here, computed here, recorded; 1 hollow, true',
    'computed here, computed here, computed here; 0 hollow, false',
  ]);
  expect(await page.evaluate('window.shifts'), await page.evaluate('String(window.shifted)')).toBeLessThan(0.01);
  // reported, not asserted: these machines are shared
  await annotate(`tasks of the page over 50 ms: ${await page.evaluate<string>('window.tasks.join(", ")')}`);
  expect(complaints).toEqual([]);
});

describe('without a setup in the address', () => {
  test('the first preset’s recording plays by itself, and a live run that is another one is told so', async ({
    annotate,
  }) => {
    const began = performance.now();
    const visitor = await visit('', { before: serving(asFirstPreset()) });
    const { page, button, reach, complaints } = visitor;
    await expect
      .poll(() => page.getByRole('region', { name: 'Harm rate' }).getByText('Gameable users:').count(), {
        interval: 20,
        timeout: 15_000,
      })
      .toBe(1);
    await annotate(`first recorded point after ${(performance.now() - began).toFixed(0)} ms`);
    await button('Pause').click();
    expect((await standing(visitor)).stage).toBe('paused');
    await page.keyboard.press('Space');
    await reachStage(visitor, 'ended');
    await reach('ready');
    await button('Run it live').click();
    await expect.poll(async () => (await standing(visitor)).check).toEqual({ computed: null, differs: 0 });
    expect(await page.getByText('differs from the recording at iteration 0').count()).toBe(2);
    await button('Cancel').click();
    await reach('cancelled');
    expect(complaints).toEqual([]);
  });

  test.each<[string, (made: Made) => Buffer]>([
    ['cut off', ({ bytes }) => bytes.subarray(0, -100)],
    ['no recording', () => Buffer.from('<!doctype html>')],
  ])('a recording that is %s is told calmly, and Play is live', async (_, damaged) => {
    const made = asFirstPreset();
    const visitor = await visit('', { before: serving({ ...made, bytes: damaged(made) }) });
    const { page, button, reach } = visitor;
    await reach('ready');
    await reachStage(visitor, 'none');
    expect(await page.getByText('its recording can’t be shown').count()).toBe(1);
    expect(await page.getByRole('alert').count()).toBe(0);
    await button('Play').click();
    await reach('playing');
  });

  test.each([
    ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } } as const],
    ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } } as const],
    ['on a phone, with less motion', { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' } as const],
  ])('axe finds nothing while a recording is on show, %s', async (_, options) => {
    const visitor = await visit('', { ...options, before: serving(asFirstPreset()) });
    await reachStage(visitor, 'ended');
    expect(await axeFaults(visitor.page)).toEqual([]);
    expect(await visitor.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });
});
