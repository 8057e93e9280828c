// The built site with a FAKE of WebLLM in the place of its worker's script, and a simulation whose clock runs fast: what the page
// takes for ten seconds of trying models out is half a second.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { root } from '../../scripts/steps.mjs';

const fastClock = '{ const now = performance.now.bind(performance); performance.now = () => 20 * now(); }\n';

interface FakeModelSite {
  /** With a slash at its end. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

export async function serveFakeModelSite(siteFolder: string): Promise<FakeModelSite> {
  const folder = mkdtempSync(join(tmpdir(), 'swayground-fake-models-'));
  cpSync(siteFolder, folder, { recursive: true });
  const assets = join(folder, 'assets');
  const script = (name: string): string => {
    const found = readdirSync(assets).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.js'));
    if (found.length !== 1) throw new Error(`${String(found.length)} scripts of the site are called ${name}`);
    return join(assets, found[0] ?? '');
  };
  const fakeFolder = mkdtempSync(join(tmpdir(), 'swayground-fake-worker-'));
  await build({
    ...{ configFile: false, logLevel: 'silent', root, publicDir: false },
    build: {
      ...{ outDir: fakeFolder, emptyOutDir: true, minify: false },
      lib: { entry: join(root, 'test/browser/fakeWebllm.worker.ts'), formats: ['es'], fileName: () => 'fake.js' },
    },
  });
  writeFileSync(script('webllm.worker'), readFileSync(join(fakeFolder, 'fake.js')));
  rmSync(fakeFolder, { recursive: true });
  const simulation = script('simulation.worker');
  writeFileSync(simulation, fastClock + readFileSync(simulation, 'utf8'));
  const server = await preview({
    root,
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { port: 0, open: false },
  });
  return {
    address: server.resolvedUrls?.local[0] ?? '',
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
