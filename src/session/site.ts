// The service worker as the page sees it: whether the site is kept for use without a network, and whether a new version waits.
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { parseSiteMessage } from '../offline/index.ts';

/**
 * `kept`: the page can be opened without a network; `noRoom`, `failed`: it can't; null: not known yet, or not in this browser.
 * `update`: `waiting`: a new version is there, and takes over when the user says so; `taken`: another page's user has said so,
 * and this page is still of the old one.
 */
interface SiteState {
  readonly kept: 'kept' | 'noRoom' | 'failed' | null;
  readonly update: 'waiting' | 'taken' | null;
}

export interface Site {
  readonly store: StoreApi<SiteState>;
  /** Reloads the page as the new version. */
  readonly takeUpdate: () => void;
  /** What is said has been read. The new version goes on waiting. */
  readonly dismiss: () => void;
}

/** Registers the built site's service worker, once everything else is there, if that is wanted. In development there is none. */
export function openSite(isKept = true): Site {
  const store = createStore<SiteState>(() => ({ kept: null, update: null }));
  let waiting: ServiceWorker | null = null;
  let isAsked = false;
  if (isKept && import.meta.env.PROD && 'serviceWorker' in navigator) {
    if (document.readyState === 'complete') start();
    else addEventListener('load', start, { once: true });
  }

  function start(): void {
    const { serviceWorker } = navigator;
    // a first service worker takes over a page that is of its own version
    let isFirst = serviceWorker.controller === null;
    serviceWorker.addEventListener('controllerchange', () => {
      if (isAsked) location.reload();
      else if (!isFirst) store.setState({ update: 'taken' });
      isFirst = false;
      store.setState({ kept: 'kept' });
    });
    serviceWorker.addEventListener('message', ({ data }) => {
      const message = parseSiteMessage(data);
      if (!message || store.getState().kept === 'kept') return;
      store.setState({ kept: message.fault === 'noRoom' ? 'noRoom' : 'failed' });
    });
    register(serviceWorker).catch(() => {
      // forbidden, or not reached: the page is as it was
      store.setState(({ kept }) => ({ kept: kept ?? 'failed' }));
    });
  }

  async function register(serviceWorker: ServiceWorkerContainer): Promise<void> {
    await serviceWorker.register(new URL('service-worker.js', document.baseURI), { updateViaCache: 'none' });
    const registration = await serviceWorker.getRegistration();
    if (!registration) return;
    const follow = (worker: ServiceWorker | null): void => {
      const take = (): void => {
        if (worker?.state === 'activated') store.setState({ kept: 'kept' });
        if (worker?.state !== 'installed' || !serviceWorker.controller) return;
        waiting = worker;
        store.setState({ update: 'waiting' });
      };
      worker?.addEventListener('statechange', take);
      take();
    };
    for (const worker of [registration.active, registration.waiting, registration.installing]) follow(worker);
    registration.addEventListener('updatefound', () => {
      follow(registration.installing);
    });
  }

  return {
    store,
    takeUpdate: () => {
      if (store.getState().update === 'waiting' && waiting) {
        isAsked = true;
        waiting.postMessage({ kind: 'takeOver' });
      } else location.reload();
    },
    dismiss: () => {
      store.setState(({ kept }) => ({ update: null, kept: kept === 'noRoom' ? 'failed' : kept }));
    },
  };
}
