// The built site without a network, and when a newer one has taken its place: in a real Chromium, from a server that goes away.
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { buildServiceWorker } from '../../scripts/serviceWorker.mjs';
import { axeFaults } from '../support/axe.ts';
import { copyOf, startMovingSite } from '../support/movingSite.ts';
import type { MovingSite } from '../support/movingSite.ts';
import { smallRun, visitors } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const open = visitors();
let site: MovingSite;
beforeEach(async () => {
  site = await startMovingSite(inject('siteFolder'));
});
afterEach(async () => {
  await site.end();
});

const visit = (hash = '', options: Parameters<typeof open>[1] = {}): Promise<Visitor> =>
  // with reduced motion a recording is shown at once
  open(hash, { serviceWorkers: 'allow', reducedMotion: 'reduce', address: site.address, ...options });

interface Standing {
  readonly kept: string | null;
  readonly update: string | null;
}
const standing = (page: Page): Promise<Standing> => page.evaluate('window.swayground.status().site');
const reachSite = (page: Page, wanted: Partial<Standing>): Promise<void> =>
  expect.poll(() => standing(page), { timeout: 30_000, interval: 50 }).toMatchObject(wanted);
const reachStage = (page: Page, stage: string): Promise<void> =>
  expect
    .poll(() => page.evaluate('window.swayground.status().recording.stage'), { timeout: 30_000, interval: 50 })
    .toBe(stage);
/** Another page of the same visitor. */
async function another(context: BrowserContext, hash: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site.address + hash);
  return page;
}
const keptVersions = (page: Page): Promise<string[]> =>
  page.evaluate(`caches.keys().then((names) => names.filter((name) => name.startsWith('site ')))`);

describe('after the first visit', () => {
  test('everything works without a network: the recording, a live run, every screen', async () => {
    const { page, button, reach, complaints } = await visit();
    await reachSite(page, { kept: 'kept' });
    await site.goAway();
    await page.context().setOffline(true);
    await page.reload();
    await reachStage(page, 'ended');
    await reach('ready');

    await page.goto('about:blank');
    await page.goto(site.address + smallRun);
    await reach('ready');
    await button('Play').click();
    await reach('finished');
    for (const name of ['Trajectories', 'Compare', 'Claims', 'Library']) {
      await page.getByRole('tab', { name }).click();
      await expect.poll(() => page.getByRole('tabpanel').innerText()).not.toBe('');
    }
    await page.getByText('Therapy-Talk, 50 % of users gameable').first().waitFor();
    await button('Share').click();
    await page.getByRole('img', { name: /QR code/u }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('a page that has not been reloaded has what it has not asked for yet', async () => {
    const { page, button, complaints } = await visit(smallRun);
    await reachSite(page, { kept: 'kept' });
    await site.goAway();
    await button('Share').click();
    await page.getByRole('img', { name: /QR code/u }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('it can be installed', async () => {
    const { page } = await visit();
    await reachSite(page, { kept: 'kept' });
    const devtools = await page.context().newCDPSession(page);
    const { data, errors, url } = await devtools.send('Page.getAppManifest');
    expect([errors, url]).toEqual([[], `${site.address}manifest.webmanifest`]);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // a visitor of a test is in a private window, and nothing else may be in the way
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    const { icons } = JSON.parse(data ?? '') as { icons: { src: string; sizes: string }[] };
    expect(icons.length).toBeGreaterThanOrEqual(3);
    for (const { src, sizes } of icons) {
      const size = await page.evaluate(
        `new Promise((done, refuse) => {
          const icon = new Image();
          icon.onload = () => done(icon.naturalWidth + 'x' + icon.naturalHeight);
          icon.onerror = () => refuse(new Error('not there'));
          icon.src = ${JSON.stringify(src)};
        })`,
      );
      if (sizes !== 'any') expect(size).toBe(sizes);
    }
  });
});

describe('a new version', () => {
  /** What the server has from now on: another page, other claims, and no script of the Claims screen. */
  async function publish(): Promise<void> {
    const next = copyOf(inject('siteFolder'));
    appendFileSync(join(next, 'index.html'), '<!-- next -->');
    writeFileSync(join(next, 'recordings/claims.json'), '{}');
    for (const name of readdirSync(join(next, 'assets'))) {
      if (name.startsWith('ClaimsScreen')) rmSync(join(next, 'assets', name));
    }
    await buildServiceWorker(next);
    site.folder = next;
  }
  const isNext = (page: Page): Promise<boolean> =>
    page.evaluate(`[...document.childNodes].some(({ nodeType, data }) => nodeType === 8 && data.includes('next'))`);

  test('waits, changes nothing of a run in progress, and comes when it is asked for', async () => {
    const { page, button, reach, complaints } = await visit(smallRun);
    await reachSite(page, { kept: 'kept' });
    await reach('ready');
    await button('Step').click();
    await reach('paused');
    await publish();
    const second = await another(page.context(), smallRun);
    await reachSite(page, { update: 'waiting' });
    await page.getByText('The run in progress is not changed').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await reachSite(second, { update: 'waiting' });
    await second.reload();
    await reachSite(second, { kept: 'kept' });
    expect([await isNext(second), await keptVersions(second)]).toEqual([false, [expect.anything(), expect.anything()]]);

    await second.getByRole('button', { name: 'Reload with the new version' }).click();
    await expect.poll(() => isNext(second).catch(() => false), { timeout: 30_000 }).toBe(true);
    // the other page is what it was, with its own files, and its run goes on
    await reachSite(page, { update: 'taken' });
    expect(await isNext(page)).toBe(false);
    await button('Play').click();
    await reach('finished');
    await page.getByRole('tab', { name: 'Claims' }).click();
    await page.getByText('What the paper claims, and what happens here').first().waitFor();
    expect(await page.getByText('can’t be read').count()).toBe(0);
    expect(complaints).toEqual([]);

    // its files are kept as long as it is there
    expect(await keptVersions(second)).toHaveLength(2);
    await page.goto('about:blank');
    await expect
      .poll(
        async () => {
          await second.reload();
          await second.waitForTimeout(200);
          return keptVersions(second);
        },
        { timeout: 30_000 },
      )
      .toHaveLength(1);
    expect(await isNext(second)).toBe(true);
  });

  test('fetches only what is new', async () => {
    const { page } = await visit(smallRun);
    await reachSite(page, { kept: 'kept' });
    await publish();
    site.asked.length = 0;
    await page.evaluate('navigator.serviceWorker.getRegistration().then((each) => each.update())');
    await reachSite(page, { update: 'waiting' });
    expect([...new Set(site.asked)].sort()).toEqual(['index.html', 'recordings/claims.json', 'service-worker.js']);
    await page.getByRole('button', { name: 'Later' }).click();
    expect(await page.getByRole('region', { name: 'About this page' }).count()).toBe(0);
  });
});

describe('when something is wrong', () => {
  const files = ['models/builtin/tokenizer.json', 'recordings/index.json'];

  test.each([
    ['missing', 'cache.delete(request)'],
    ['damaged', `cache.put(request, new Response('{'))`],
  ])('what is %s comes from the network, and is kept again', async (_, harm) => {
    const { page, reach } = await visit();
    await reachSite(page, { kept: 'kept' });
    await reachStage(page, 'ended');
    const damaged = await page.evaluate(`(async () => {
      const [name] = (await caches.keys()).filter((each) => each.startsWith('site '));
      const cache = await caches.open(name);
      let damaged = 0;
      for (const request of await cache.keys()) {
        if (!${JSON.stringify(files)}.some((path) => request.url.endsWith(path))) continue;
        await ${harm};
        damaged++;
      }
      return damaged;
    })()`);
    expect(damaged).toBe(2);
    site.asked.length = 0;
    await page.reload();
    await reach('ready');
    await reachStage(page, 'ended');
    expect(site.asked).toEqual(expect.arrayContaining(files));
    await site.goAway();
    await expect
      .poll(
        async () => {
          await page.reload();
          await reach('ready');
          await reachStage(page, 'ended');
          return true;
        },
        { timeout: 30_000 },
      )
      .toBe(true);
  });

  test('no room: the page says so, keeps nothing, and works', async () => {
    const { page, button, reach } = await visit(smallRun, {
      before: async (opened) => {
        const devtools = await opened.context().newCDPSession(opened);
        const origin = new URL(site.address).origin;
        await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 200_000 });
      },
    });
    await reachSite(page, { kept: 'noRoom' });
    await page.getByText('no room to keep this page for use without a network').waitFor();
    expect(await keptVersions(page)).toEqual([]);
    await button('All right').click();
    await reach('ready');
    await button('Play').click();
    await reach('finished');
  });

  test('a host that serves other bytes than were built: nothing is kept', async () => {
    const path = 'models/builtin/card.json';
    site.instead.set(path, Buffer.concat([readFileSync(join(site.folder, path)), Buffer.from(' ')]));
    const { page, reach } = await visit(smallRun);
    await reachSite(page, { kept: 'failed' });
    expect(await keptVersions(page)).toEqual([]);
    await reach('ready');
    expect(await page.getByRole('region', { name: 'About this page' }).count()).toBe(0);
  });
});
