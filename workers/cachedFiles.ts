import type { ModelFiles } from '../src/models/webllm/files.ts';

/** Models' files as WebLLM keeps them, in the browser's Cache API. */
export const cachedFiles: ModelFiles = {
  async readJson(address) {
    const response = (await caches.match(address)) ?? (await fetch(address));
    if (!response.ok) throw new TypeError(`Failed to fetch ${address}: the server answered ${String(response.status)}`);
    const json: unknown = await response.json();
    return json;
  },

  async cachedBytes(folder) {
    let bytes = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (!request.url.startsWith(folder)) continue;
        const response = await cache.match(request);
        // a blob's size is known without reading it
        bytes += (await response?.blob())?.size ?? 0;
      }
    }
    return bytes;
  },
};
