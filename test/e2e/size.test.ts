// What a visitor's browser must fetch and run before the first screen stands.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';

const budget = 150 * 1024;

/** A script and all that it imports statically, by path inside the site. */
function withImports(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  const code = readFileSync(join(inject('siteFolder'), path), 'utf8');
  for (const [, specifier] of code.matchAll(/(?:from|import)\s*["'](\.[^"']+\.js)["']/gu)) {
    if (specifier !== undefined) withImports(posix.join(posix.dirname(path), specifier), found);
  }
  return found;
}

test('the first screen’s JavaScript is at most 150 KB, compressed', () => {
  const html = readFileSync(join(inject('siteFolder'), 'index.html'), 'utf8');
  const entries = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/gu)].map(([, path]) => path ?? '');
  expect(entries.length).toBeGreaterThan(0);
  const all = entries.reduce((found, path) => withImports(path, found), new Set<string>());
  const bytes = [...all].reduce(
    (sum, path) => sum + gzipSync(readFileSync(join(inject('siteFolder'), path)), { level: 9 }).length,
    0,
  );
  expect([...all].some((path) => path.includes('page-'))).toBe(true);
  expect([...all].some((path) => /OptionsDrawer|de-/u.test(path))).toBe(false);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(budget);
});

test('the policy allows nothing from elsewhere and nothing inline', () => {
  const html = readFileSync(join(inject('siteFolder'), 'index.html'), 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/u.exec(html)?.[1] ?? '';
  expect(policy.replaceAll('&#39;', "'")).toContain("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'");
  // hosts of models, and servers that the user names
  const connections = "connect-src 'self' https: http://localhost:* http://127.0.0.1:*; ";
  expect(policy.replaceAll('&#39;', "'")).toContain(connections);
  const rest = policy.replaceAll('&#39;', "'").replace(connections, '');
  expect(rest).not.toMatch(/unsafe-inline|'unsafe-eval|https?:|\*/u);
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=/u);
});

test('WebLLM’s script is in the site, and not among what the service worker fetches for everybody', () => {
  const site = inject('siteFolder');
  const scripts = readdirSync(join(site, 'assets')).filter((name) => name.startsWith('web-llm-'));
  expect(scripts).toHaveLength(1);
  expect(statSync(join(site, 'assets', scripts[0] ?? '')).size).toBeGreaterThan(3_000_000);
  const kept = readFileSync(join(site, 'service-worker.js'), 'utf8');
  expect(kept).toContain('assets/webllm.worker-');
  expect(kept).not.toContain('assets/web-llm-');
  // what is left out can be that script alone
  const large = readdirSync(join(site, 'assets')).filter(
    (name) => statSync(join(site, 'assets', name)).size > 1_000_000,
  );
  expect(large).toEqual(scripts);
});
