// A page with the real WebLLM package in its real worker, built as the site is, and a server of model files that are none.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { root } from '../../scripts/steps.mjs';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** A module that wants a function nobody gives it: what a library of another version does. */
const foreignLibrary = Uint8Array.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  // one type: no parameters, no results
  ...[1, 4, 1, 96, 0, 0],
  // one import: env.nobody, of that type
  ...[2, 14, 1, 3, 101, 110, 118, 6, 110, 111, 98, 111, 100, 121, 0, 0],
]);

const files: Readonly<Record<string, string | Uint8Array>> = {
  '/good/resolve/main/mlc-chat-config.json': JSON.stringify({ conv_template: {}, padding: 'x'.repeat(5000) }),
  // a server that answers every address with its page
  '/page/resolve/main/mlc-chat-config.json': '<!doctype html><title>Not found</title>',
  '/foreign.wasm': foreignLibrary,
  '/empty.wasm': '',
  '/throws.js': 'throw new Error("a fault at the start")',
  '/mute.js': 'self.onmessage = () => undefined;',
  // gives one sign of life by way of Comlink, and nothing more
  '/fallsSilent.js': `
    const alive = { id: 'once', type: 'APPLY', path: [], argumentList: [{ type: 'RAW', value: { kind: 'alive' } }] };
    self.onmessage = ({ data }) => { if (data.path[0] === 'listen') data.argumentList[0].value.postMessage(alive); };`,
};

/** Configs that begin and never end, or break off. */
const pending = '/pending/resolve/main/mlc-chat-config.json';
const broken = '/broken/resolve/main/mlc-chat-config.json';

interface WebLlmSite {
  /** 127.0.0.1, with a slash at its end. */
  readonly address: string;
  /** The same server by another name, so another origin. */
  readonly localhost: string;
  /** Paths that were asked for since the last look. */
  readonly requests: string[];
  /** Downloads that the browser gave up. */
  readonly givenUp: string[];
  readonly close: () => Promise<void>;
}

/** `policy`: the Content-Security-Policy of the page, as a meta element. */
export async function serveWebLlm(policy: string): Promise<WebLlmSite> {
  const folder = mkdtempSync(join(tmpdir(), 'swayground-webllm-'));
  await build({
    ...{ configFile: false, logLevel: 'silent', root, base: './', publicDir: false },
    worker: { format: 'es' },
    build: {
      ...{ outDir: folder, emptyOutDir: true, minify: false },
      rolldownOptions: {
        input: { page: join(root, 'test/browser/webllmPage.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  const html = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><script type="module" src="./page.js"></script>`;
  const requests: string[] = [];
  const givenUp: string[] = [];
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://x');
    requests.push(pathname);
    if (pathname === pending || pathname === broken) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"conv_template":');
      response.on('close', () => givenUp.push(pathname));
      if (pathname === broken) setTimeout(() => response.destroy(), 50);
      return;
    }
    const body = pathname === '/' ? html : (files[pathname] ?? read(join(folder, pathname)));
    const type = pathname === '/' ? 'text/html' : (types[extname(pathname)] ?? 'text/plain');
    response.writeHead(body === null ? 404 : 200, { 'content-type': type, 'access-control-allow-origin': '*' });
    response.end(body ?? 'not found');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const port = String((server.address() as AddressInfo).port);
  return {
    ...{ requests, givenUp, address: `http://127.0.0.1:${port}/`, localhost: `http://localhost:${port}/` },
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

function read(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
