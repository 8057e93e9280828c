// Which version each open page is of. A service worker is ended and started at any time, so that lies in a cache, too.

/** A page or worker that has not opened by then won't. */
const openingMs = 10_000;

export class Pages {
  readonly #caches: CacheStorage;
  readonly #scope: string;
  /** Assigned since the worker was started, and when: some of them are not open yet. */
  readonly #fresh = new Map<string, { readonly version: string; readonly at: number }>();

  constructor(caches: CacheStorage, scope: string) {
    this.#caches = caches;
    this.#scope = scope;
  }

  #open(): Promise<Cache> {
    return this.#caches.open(`pages ${this.#scope}`);
  }

  #address(page: string): string {
    return new URL(`page?${encodeURIComponent(page)}`, this.#scope).href;
  }

  async assign(page: string, version: string): Promise<void> {
    this.#fresh.set(page, { version, at: performance.now() });
    try {
      await (await this.#open()).put(this.#address(page), new Response(version));
    } catch {
      // no room: it is known until the worker is ended
    }
  }

  /** Null: not known. */
  async versionOf(page: string): Promise<string | null> {
    const fresh = this.#fresh.get(page);
    if (fresh) return fresh.version;
    const found = await (await this.#open()).match(this.#address(page));
    return found ? found.text() : null;
  }

  /** Forgets all but those that are open; gives the versions of these. */
  async sweep(open: readonly string[]): Promise<Set<string>> {
    const cache = await this.#open();
    for (const [page, { at }] of this.#fresh) {
      if (!open.includes(page) && performance.now() - at > openingMs) this.#fresh.delete(page);
    }
    const kept = new Map([...open, ...this.#fresh.keys()].map((page) => [this.#address(page), page]));
    for (const { url } of await cache.keys()) {
      if (!kept.has(url)) await cache.delete(url);
    }
    const versions = await Promise.all([...kept.values()].map((page) => this.versionOf(page)));
    return new Set(versions.filter((version) => version !== null));
  }
}
