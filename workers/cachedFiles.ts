import type { ModelFiles } from '../src/models/webllm/files.ts';

/** The caches that WebLLM keeps, by its own names. */
const openCaches = async (): Promise<Cache[]> =>
  Promise.all((await caches.keys()).filter((name) => name.startsWith('webllm/')).map((name) => caches.open(name)));

/** Models' files as WebLLM keeps them, in the browser's Cache API. */
export const cachedFiles: ModelFiles = {
  async readJson(address) {
    const response = (await caches.match(address)) ?? (await fetch(address));
    if (!response.ok) throw new TypeError(`Failed to fetch ${address}: the server answered ${String(response.status)}`);
    const json: unknown = await response.json();
    return json;
  },

  async held() {
    const bytes = new Map<string, number>();
    for (const cache of await openCaches()) {
      for (const request of await cache.keys()) {
        // a blob's size is known without reading it
        const blob = await (await cache.match(request))?.blob();
        bytes.set(request.url, blob?.size ?? 0);
      }
    }
    return bytes;
  },

  async remove(addresses) {
    for (const cache of await openCaches()) {
      for (const address of addresses) await cache.delete(address);
    }
  },
};
