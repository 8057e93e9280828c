// The built site on a server of its own, which can become another version of it, give other answers, or go away.
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' },
  ...{ '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json' },
};

export interface MovingSite {
  /** With a slash at its end: a folder of the server, not all of it. */
  readonly address: string;
  /** The folder served; what is written into it is served. */
  folder: string;
  /** Bytes to be served in a file's stead. */
  readonly instead: Map<string, Buffer>;
  /** Paths asked for since the list was last emptied. */
  readonly asked: string[];
  readonly goAway: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** A copy of a folder, which is deleted with the site. */
export function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'swayground-moving-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

export async function startMovingSite(folder: string): Promise<MovingSite> {
  const site = { folder, instead: new Map<string, Buffer>(), asked: [] as string[] };
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = decodeURIComponent(pathname).replace(/^\/site\//u, '') || 'index.html';
    site.asked.push(path);
    const file = join(site.folder, path);
    const isThere = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
    if (!isThere || path.includes('..')) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
    response.end(site.instead.get(path) ?? readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const goAway = (): Promise<void> =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => {
        done();
      });
    });
  return Object.assign(site, {
    address: `http://localhost:${String(port)}/site/`,
    goAway,
    end: async () => {
      if (server.listening) await goAway();
      if (site.folder !== folder) rmSync(site.folder, { recursive: true, force: true });
    },
  });
}
