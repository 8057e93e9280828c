// Builds the site once for all e2e tests, as a visitor gets it, and serves it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { root, runNode, tools } from '../../scripts/steps.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the served site, with a slash at its end. */
    siteAddress: string;
    siteFolder: string;
  }
}

export default async function buildSite({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'swayground-site-'));
  // In a process of its own: inside a test, React would be built for development.
  const built = await runNode([tools.vite, 'build', '--outDir', folder, '--emptyOutDir'], {
    env: { NODE_ENV: 'production' },
  });
  if (!built.ok) throw new Error(built.output);
  const server = await preview({
    root,
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { port: 0, open: false },
  });
  provide('siteAddress', server.resolvedUrls?.local[0] ?? '');
  provide('siteFolder', folder);
  return async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  };
}
