// Keeps the whole site for use without a network. A new version is fetched whole and waits: only the user, or the end of all
// pages of the old one, lets it take over. Built by scripts/serviceWorker.mjs, which knows the files.
import { KeepingError, KeptSite, Pages, parsePageMessage } from '../src/offline/index.ts';
import type { SiteMessage, SiteVersion } from '../src/offline/index.ts';

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build. */
declare const builtVersion: SiteVersion;

// once: the build writes the whole list wherever it is named
const version = builtVersion;
const { scope } = self.registration;
const site = new KeptSite({ caches, fetch: (request) => fetch(request), scope }, version);
const pages = new Pages(caches, scope);

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});
self.addEventListener('message', (event) => {
  if (parsePageMessage(event.data)) event.waitUntil(self.skipWaiting());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathOf(request);
  if (path !== null) event.respondWith(answer(event, path));
});

async function install(): Promise<void> {
  try {
    await site.keep();
  } catch (error) {
    const fault = error instanceof KeepingError ? error.fault : 'unreachable';
    const message: SiteMessage = { kind: 'notKept', fault };
    for (const page of await self.clients.matchAll({ includeUncontrolled: true })) page.postMessage(message);
    throw error;
  }
}

async function activate(): Promise<void> {
  const before = await pages.takeOver(version.id);
  // who is open by now is of the version that has answered until now; without one, of what the network has
  if (before !== null && before !== version.id) {
    for (const { id } of await openPages()) {
      if ((await pages.versionOf(id)) === null) await pages.assign(id, before);
    }
  }
  await self.clients.claim();
  await sweep();
}

const openPages = (): Promise<readonly Client[]> => self.clients.matchAll({ includeUncontrolled: true, type: 'all' });

/** Deletes versions that no page is of. While another one comes in, nothing is: it is not ours to delete. */
async function sweep(): Promise<void> {
  const { installing, waiting } = self.registration;
  if (installing || waiting || (await site.versions()).length < 2) return;
  const used = await pages.sweep((await openPages()).map(({ id }) => id));
  await site.sweep(used.add(version.id));
}

/** Inside the site; null: none of ours. What stands behind a `?` is for the page alone. */
function pathOf({ method, url, mode, headers }: Request): string | null {
  if (method !== 'GET' || headers.has('range') || !url.startsWith(scope)) return null;
  const { pathname, search } = new URL(url);
  const path = decodeURIComponent(pathname.slice(new URL(scope).pathname.length));
  if (mode === 'navigate' && path === '') return 'index.html';
  return search === '' || mode === 'navigate' ? path : null;
}

async function answer(event: FetchEvent, path: string): Promise<Response> {
  const { request, clientId, resultingClientId } = event;
  const isPage = request.mode === 'navigate';
  // a page is of the newest version; what it asks for, and the workers that it starts, are of its own
  const owner = isPage ? null : await orNull(pages.versionOf(clientId));
  if (owner !== null && resultingClientId !== '') event.waitUntil(pages.assign(resultingClientId, owner));
  if (isPage) event.waitUntil(sweep());
  // caches that can't be read are as good as none: the network answers
  const kept = await orNull(site.find(path, owner));
  if (kept) return kept;
  const response = await fetch(request);
  // no room, or no longer ours: the page has its answer all the same
  event.waitUntil(site.repair(path, response.clone()).catch(() => undefined));
  return response;
}

const orNull = <Value>(found: Promise<Value | null>): Promise<Value | null> => found.catch(() => null);
