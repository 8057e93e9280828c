// `npm run test:webllm` itself: its refusal, and its whole way on a FAKE package, in a real worker in a real Chromium.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/steps.mjs';
import { FakeWebLlm } from '../support/fakeWebLlm.ts';
import { checkWords } from '../webllm/checks.ts';

const folder = mkdtempSync(join(tmpdir(), 'swayground-webllm-program-'));
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  await build({
    ...{ configFile: false, logLevel: 'silent', root, publicDir: false },
    build: {
      ...{ outDir: folder, minify: false },
      lib: { entry: join(root, 'test/support/fakeWebLlmPackage.ts'), formats: ['es'], fileName: 'index' },
    },
  });
  const files: Readonly<Record<string, unknown>> = {
    'package.json': { name: '@mlc-ai/web-llm', version: '0.0.0-fake', type: 'module', main: 'index.js' },
    'mlc-chat-config.json': { context_window_size: 4096, conv_template: {} },
    'tokenizer.json': {
      model: { vocab: Object.fromEntries(new FakeWebLlm().vocabulary.map((piece, id) => [piece, id])) },
    },
    'tensor-cache.json': { records: [] },
    'model.wasm': '',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(path(name), JSON.stringify(content));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(...words: string[]): { status: number | null; lines: string[] } {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/test-webllm.mjs', ...words], {
    ...{ cwd: root, encoding: 'utf8', timeout: 110_000 },
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

test('without a model library nothing is run, and that is no success', () => {
  expect(run('--weights', folder)).toEqual({ status: 2, lines: ['not run: no model library'] });
});

test('runs check by check up to its report, and a fake that no GPU process can take away fails that check alone', () => {
  const { status, lines } = run('--package', folder, '--library', path('model.wasm'), '--weights', folder);
  const names = Object.values(checkWords);
  expect(lines).toHaveLength(names.length + 1);
  const outcomes = names.map((words) => lines.find((line) => line.includes(`: ${words}`))?.split(':')[0]);
  expect(outcomes).toEqual([...names.slice(1).map(() => 'passed'), 'failed']);
  const report = JSON.parse(lines[names.length] ?? '') as {
    package: string;
    results: { name: string; outcome: string }[];
  };
  expect(report.package).toBe('0.0.0-fake');
  expect(report.results.filter(({ outcome }) => outcome !== 'passed').map(({ name }) => name)).toEqual(['recovery']);
  expect(status).toBe(1);
});
