// The built site in the browser's caches: each version whole, in a cache of its own, until no page of it is open.
import * as v from 'valibot';
import type { KeepingFault, SiteFile, SiteVersion } from './types.ts';

/** As much of a service worker's surroundings as keeping needs. */
export interface Surroundings {
  readonly caches: CacheStorage;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Address of the site's folder, with a slash at its end. A host may have several sites on one origin. */
  readonly scope: string;
}

export class KeepingError extends Error {
  override readonly name = 'KeepingError';
  readonly fault: KeepingFault;

  constructor(fault: KeepingFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const versionSchema = v.object({
  id: v.string(),
  files: v.array(v.object({ path: v.string(), hashes: v.array(hash) })),
});

/** So many files are fetched at once. */
const lanes = 6;
/** No file of a site has this name. */
const listPath = 'site-version?';

export class KeptSite {
  readonly #around: Surroundings;
  readonly #version: SiteVersion;

  constructor(around: Surroundings, version: SiteVersion) {
    this.#around = around;
    this.#version = version;
  }

  get #prefix(): string {
    return `site ${this.#around.scope} `;
  }

  #address(path: string): string {
    return new URL(path, this.#around.scope).href;
  }

  /** Ids of the versions that are here. */
  async versions(): Promise<string[]> {
    const names = await this.#around.caches.keys();
    return names.filter((name) => name.startsWith(this.#prefix)).map((name) => name.slice(this.#prefix.length));
  }

  /**
   * Keeps this version: all of its files, or none. What an earlier version has, bit for bit, is not fetched again. Throws
   * KeepingError.
   */
  async keep(): Promise<void> {
    const { caches } = this.#around;
    const earlier = await this.#listed();
    const name = this.#prefix + this.#version.id;
    try {
      const cache = await caches.open(name);
      const files = [...this.#version.files];
      const lane = async (): Promise<void> => {
        for (let file = files.pop(); file; file = files.pop()) {
          const response = (await this.#copyOf(file, earlier)) ?? (await this.#fetched(file));
          await cache.put(this.#address(file.path), response);
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      await cache.put(this.#address(listPath), Response.json(this.#version));
    } catch (error) {
      await caches.delete(name);
      if (error instanceof KeepingError) throw error;
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      throw new KeepingError(isFull ? 'noRoom' : 'unreachable', String(error));
    }
  }

  /**
   * A file as a page of version `of` has it (null: of this one); null: it is not here, or what is here is not what was built.
   * Only files that have a hash in their name are looked for in other versions, too.
   */
  async find(path: string, of: string | null): Promise<Response | null> {
    // nearly always, and without a look at what else there is
    if (of === null) {
      const found = await this.#fileOf(this.#version, path);
      if (found || !path.startsWith('assets/')) return found;
    }
    const listed = await this.#listed();
    const own = listed.get(of ?? '') ?? this.#version;
    for (const version of [own, ...(path.startsWith('assets/') ? listed.values() : [])]) {
      const found = await this.#fileOf(version, path);
      if (found) return found;
    }
    return null;
  }

  async #fileOf({ id, files }: SiteVersion, path: string): Promise<Response | null> {
    const file = files.find((each) => each.path === path);
    return file ? this.#whole(id, file) : null;
  }

  /** Puts a file back that was missing or damaged, if that is what has come from the network. */
  async repair(path: string, response: Response): Promise<void> {
    const file = this.#version.files.find((each) => each.path === path);
    if (!file || !response.ok) return;
    const bytes = await response.arrayBuffer();
    if (!(await isOf(file, bytes))) return;
    const cache = await this.#around.caches.open(this.#prefix + this.#version.id);
    await cache.put(this.#address(path), sameWith(response, bytes));
  }

  /** Deletes all versions but those. */
  async sweep(kept: ReadonlySet<string>): Promise<void> {
    for (const id of await this.versions()) {
      if (!kept.has(id)) await this.#around.caches.delete(this.#prefix + id);
    }
  }

  /** What is listed of each version that is whole. A list that can't be read is of none. */
  async #listed(): Promise<Map<string, SiteVersion>> {
    const found = new Map<string, SiteVersion>();
    for (const id of await this.versions()) {
      try {
        const cache = await this.#around.caches.open(this.#prefix + id);
        const list = await cache.match(this.#address(listPath));
        if (list) found.set(id, { ...v.parse(versionSchema, await list.json()), id });
      } catch {
        // its files are fetched again
      }
    }
    return found;
  }

  async #copyOf(file: SiteFile, earlier: ReadonlyMap<string, SiteVersion>): Promise<Response | null> {
    for (const { id, files } of earlier.values()) {
      const same = files.find(({ hashes }) => hashes.join() === file.hashes.join());
      const response = same && (await this.#whole(id, same));
      if (response) return response;
    }
    return null;
  }

  async #fetched(file: SiteFile): Promise<Response> {
    const response = await this.#around.fetch(new Request(this.#address(file.path), { cache: 'no-cache' }));
    if (!response.ok) throw new KeepingError('unreachable', `${file.path}: answered ${String(response.status)}`);
    const bytes = await response.arrayBuffer();
    if (!(await isOf(file, bytes))) throw new KeepingError('altered', `${file.path}: not what was built`);
    return sameWith(response, bytes);
  }

  /** A kept file, if it is what was built. */
  async #whole(id: string, file: SiteFile): Promise<Response | null> {
    try {
      const cache = await this.#around.caches.open(this.#prefix + id);
      const response = await cache.match(this.#address(file.path));
      if (!response) return null;
      const bytes = await response.arrayBuffer();
      return (await isOf(file, bytes)) ? sameWith(response, bytes) : null;
    } catch {
      // a cache that can't be read has nothing
      return null;
    }
  }
}

async function isOf({ hashes }: SiteFile, bytes: ArrayBuffer): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return hashes.includes(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}

/** The answer with its headers (a host's own policy among them), less those that are of the transfer. */
function sameWith(response: Response, bytes: ArrayBuffer): Response {
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
  return new Response(bytes, { headers });
}
