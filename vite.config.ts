import { execFileSync } from 'node:child_process';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import manifest from './package.json' with { type: 'json' };
import { handoutReader } from './scripts/handout.mjs';
import { serviceWorker } from './scripts/serviceWorker.mjs';

/**
 * Nothing from elsewhere, nothing inline; the engine is WebAssembly. Connections may go out, to hosts of models and to servers that the
 * user names: browsers differ in whether a page's policy binds its workers, which make them. Only in the built site: Vite's own server writes inline scripts. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
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
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
      const page = chunks.filter(({ moduleIds }) => moduleIds.some((id) => id.endsWith('/src/main.tsx')));
      const scripts = new Set(page.map(({ fileName }) => fileName));
      for (const file of scripts) {
        for (const imported of chunks.find(({ fileName }) => fileName === file)?.imports ?? []) scripts.add(imported);
      }
      const styles = page.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
      const isThere = (file: string): boolean => file === entry?.fileName || (entry?.imports.includes(file) ?? false);
      const link = (rel: string, file: string) => ({
        ...{ tag: 'link', attrs: { rel, crossorigin: true, href: `./${file}` } },
        injectTo: 'head' as const,
      });
      return [
        ...[...scripts].filter((file) => !isThere(file)).map((file) => link('modulepreload', file)),
        ...styles.map((file) => link('stylesheet', file)),
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
  worker: {
    format: 'es',
    rolldownOptions: {
      // by a name of its own, so that the service worker can leave it out
      output: {
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => id.includes('@mlc-ai/web-llm'))
            ? 'assets/web-llm-[hash].js'
            : 'assets/[name]-[hash].js',
      },
    },
  },
  // The first versions with module workers and fixed-width WASM SIMD everywhere; the engine needs both.
  build: {
    target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
    rolldownOptions: {
      output: {
        codeSplitting: {
          // what chooses the language, and the first screen, whole: few requests, and none of its words before the other
          groups: [
            { name: 'start', test: /(?:\/src\/start\.ts|rolldown\/runtime\.js)$/u, priority: 1 },
            { name: 'page', test: /\/src\/main\.tsx$/u },
          ],
        },
      },
    },
  },
});
