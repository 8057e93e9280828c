// Serves a built page, a model library and weights, as WebLLM asks for them.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** The manifest's name since WebLLM 0.2.80 and before: whichever there is answers for both. */
const otherName: Readonly<Record<string, string>> = {
  'tensor-cache.json': 'ndarray-cache.json',
  'ndarray-cache.json': 'tensor-cache.json',
};

const pageHtml = '<!doctype html><title>WebLLM</title><script type="module" src="./page.js"></script>';

export interface ServedModel {
  /** With a slash at its end. Not "localhost": from there WebLLM caches no library. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** `site`: the folder of the built page. Files below the model's address lie in one folder, so only their last name counts. */
export async function serveModel(site: string, library: string, weights: string): Promise<ServedModel> {
  const pathOf = (address: string): string | null => {
    const name = basename(address);
    if (address === '/library.wasm') return library;
    if (!address.startsWith('/model/resolve/main/'))
      return join(site, 'assets' === address.split('/')[1] ? 'assets' : '', name);
    const [own, other] = [join(weights, name), join(weights, otherName[name] ?? name)];
    return existsSync(own) ? own : other;
  };
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://x');
    if (pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(pageHtml);
      return;
    }
    send(response, pathOf(decodeURIComponent(pathname)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${String(port)}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A missing file is a 404: what looks like a model and is none would stay in the cache. */
function send(response: ServerResponse, path: string | null): void {
  if (path === null || !existsSync(path) || !statSync(path).isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    return;
  }
  const type = types[extname(path)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'content-length': statSync(path).size });
  createReadStream(path).pipe(response);
}
