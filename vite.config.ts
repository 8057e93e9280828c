import { execFileSync } from 'node:child_process';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import manifest from './package.json' with { type: 'json' };
import { handoutReader } from './scripts/handout.mjs';
import { serviceWorker } from './scripts/serviceWorker.mjs';

/** Nothing from elsewhere, nothing inline; the engine is WebAssembly. Only in the built site: Vite's own server writes inline scripts. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
  ],
};

/** What the entry imports when it knows the page's language is fetched beside the entry, not after it: scripts and styles. */
const preloadPage: Plugin = {
  name: 'preload-page',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {}, chunk: entry }) => {
      const chunkOf = (file: string) => (bundle[file]?.type === 'chunk' ? bundle[file] : null);
      const isPage = (file: string): boolean => chunkOf(file)?.facadeModuleId?.endsWith('/src/main.tsx') ?? false;
      const scripts = new Set(entry?.dynamicImports.filter(isPage));
      for (const file of scripts) for (const imported of chunkOf(file)?.imports ?? []) scripts.add(imported);
      const styles = new Set([...scripts].flatMap((file) => [...(chunkOf(file)?.viteMetadata?.importedCss ?? [])]));
      const link = (rel: string, file: string) => ({
        ...{ tag: 'link', attrs: { rel, crossorigin: true, href: `./${file}` } },
        injectTo: 'head' as const,
      });
      return [
        ...[...scripts].filter((file) => file !== entry?.fileName).map((file) => link('modulepreload', file)),
        ...[...styles]
          .filter((file) => !entry?.viteMetadata?.importedCss.has(file))
          .map((file) => link('stylesheet', file)),
      ];
    },
  },
};

/** The commit that is built, where there is one, as semantic versions name a build. */
function version(): string {
  try {
    const commit = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return `${manifest.version}+${commit.trim()}`;
  } catch {
    // a copy without its history
    return manifest.version;
  }
}

export default defineConfig({
  // Relative addresses: the built site works from any folder of any static host.
  base: './',
  define: { 'import.meta.env.SWAYGROUND_VERSION': JSON.stringify(version()) },
  plugins: [react(), contentSecurityPolicy, preloadPage, handoutReader(), serviceWorker()],
  worker: { format: 'es' },
  // The first versions with module workers and fixed-width WASM SIMD everywhere; the engine needs both.
  build: { target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'] },
});
