// Which pages, and workers of theirs, are of another version than the one that answers. A service worker is ended and started
// at any time, so that lies in a cache, too.

/** A page or worker that has not opened by then won't. */
const openingMs = 10_000;
const activeName = 'active';

export class Pages {
  readonly #caches: CacheStorage;
  readonly #scope: string;
  #known: Promise<Map<string, string>> | null = null;
  /** When pages were assigned: some are not open yet. */
  readonly #assigned = new Map<string, number>();

  constructor(caches: CacheStorage, scope: string) {
    this.#caches = caches;
    this.#scope = scope;
  }

  /** Null: of the version that answers. */
  async versionOf(page: string): Promise<string | null> {
    return (await this.#load()).get(page) ?? null;
  }

  async assign(page: string, version: string): Promise<void> {
    (await this.#load()).set(page, version);
    this.#assigned.set(page, performance.now());
    await this.#write(this.#addressOf(page), version);
  }

  /** Another version answers from now on; the one that did before, or null: there was none. */
  async takeOver(version: string): Promise<string | null> {
    const address = new URL(activeName, this.#scope).href;
    const before = await (await this.#open()).match(address);
    await this.#write(address, version);
    return before ? before.text() : null;
  }

  /** Forgets all but those that are open; gives the versions of these. */
  async sweep(open: readonly string[]): Promise<Set<string>> {
    const known = await this.#load();
    const cache = await this.#open();
    for (const page of known.keys()) {
      const age = performance.now() - (this.#assigned.get(page) ?? -Infinity);
      if (open.includes(page) || age < openingMs) continue;
      known.delete(page);
      this.#assigned.delete(page);
      await cache.delete(this.#addressOf(page));
    }
    return new Set(known.values());
  }

  #open(): Promise<Cache> {
    return this.#caches.open(`pages ${this.#scope}`);
  }

  #addressOf(page: string): string {
    return new URL(`page?${encodeURIComponent(page)}`, this.#scope).href;
  }

  #load(): Promise<Map<string, string>> {
    this.#known ??= this.#read();
    return this.#known;
  }

  async #read(): Promise<Map<string, string>> {
    const known = new Map<string, string>();
    const cache = await this.#open();
    for (const request of await cache.keys()) {
      const { search } = new URL(request.url);
      const found = search === '' ? undefined : await cache.match(request);
      if (found) known.set(decodeURIComponent(search.slice(1)), await found.text());
    }
    return known;
  }

  async #write(address: string, version: string): Promise<void> {
    try {
      await (await this.#open()).put(address, new Response(version));
    } catch {
      // no room: it is known until the worker is ended
    }
  }
}
