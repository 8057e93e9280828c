import { describe, expect, test } from 'vitest';
import { findCycle, folderGraph, folderOf, importFaults, importsOf, rowOf } from './importRules.ts';
import { importTable } from './importTable.ts';
import { isScript, readSourceFiles } from './repository.ts';

const files = readSourceFiles(['src', 'workers']).filter(isScript);

describe('the repository', () => {
  test('has files to check', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  test('imports only what the table allows', () => {
    expect(importFaults(files, importTable)).toEqual([]);
  });

  test('has no cycle between folders', () => {
    expect(findCycle(folderGraph(files))).toBeUndefined();
  });
});

describe('the table', () => {
  test('names rows that exist, each once', () => {
    const paths = importTable.map((row) => row.path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const row of importTable) {
      for (const path of [...row.imports, ...(row.typeImports ?? [])]) expect(paths).toContain(path);
    }
  });

  test('allows no cycle between folders', () => {
    const graph = new Map<string, Set<string>>();
    for (const row of importTable) {
      const from = folderOf(row.path);
      const targets = [...row.imports, ...(row.typeImports ?? [])].map(folderOf).filter((to) => to !== from);
      graph.set(from, new Set([...(graph.get(from) ?? []), ...targets]));
    }
    expect(findCycle(graph)).toBeUndefined();
  });

  test('lets nobody but the entry and main import ui', () => {
    const importers = importTable.filter((row) => [...row.imports, ...(row.typeImports ?? [])].includes('src/ui'));
    expect(importers.map((row) => row.path)).toEqual(['src/start.ts', 'src/main.tsx']);
  });

  test('keeps core free of packages and of every other folder', () => {
    expect(importTable.find((row) => row.path === 'src/core')).toEqual({ path: 'src/core', imports: [] });
  });
});

describe('the checker', () => {
  const faultsOf = (path: string, text: string): string[] => importFaults([{ path, text }], importTable);

  test.each([
    ['core imports the engine', 'src/core/a.ts', "import { b } from '../engine/b.ts';"],
    ['core imports a type of the engine', 'src/core/a.ts', "import type { B } from '../engine/b.ts';"],
    ['core re-exports the engine', 'src/core/a.ts', "export * from '../engine/b.ts';"],
    ['core imports a package', 'src/core/a.ts', "import * as v from 'valibot';"],
    ['core imports for effect', 'src/core/a.ts', "import '../ui/b.ts';"],
    ['core imports dynamically', 'src/core/a.ts', "export const b = () => import('../engine/b.ts');"],
    ['core imports inside a type', 'src/core/a.ts', "export type B = import('../engine/b.ts').B;"],
    ['core imports Node', 'src/core/a.ts', "import { readFileSync } from 'node:fs';"],
    ['an eslint comment does not help', 'src/core/a.ts', "/* eslint-disable */ import { b } from '../engine/b.ts';"],
    ['a specifier is computed', 'src/core/a.ts', 'export const b = (name: string) => import(name);'],
    ['a specifier is a template', 'src/core/a.ts', 'export const b = (n: string) => import(`../${n}.ts`);'],
    ['jax outside its folder', 'src/engine/a.ts', "export const b = () => import('@jax-js/jax');"],
    ['jax by static import', 'src/engine/jax/a.ts', "import { numpy } from '@jax-js/jax';"],
    ['roles import a type of a model', 'src/roles/a.ts', "import type { B } from '../models/b.ts';"],
    ['evaluation imports a model, not its type', 'src/evaluation/a.ts', "import { b } from '../models/b.ts';"],
    ['a mixed import counts as a value', 'src/evaluation/a.ts', "import { type A, b } from '../models/b.ts';"],
    ['somebody imports ui', 'src/session/a.ts', "import type { B } from '../ui/b.ts';"],
    ['a source imports a test', 'src/core/a.ts', "import { b } from './b.test.ts';"],
    ['ui starts a worker', 'src/ui/a.ts', "new Worker(new URL('../../workers/b.worker.ts', import.meta.url));"],
    ['a folder without a row', 'src/misc/a.ts', 'export const a = 1;'],
    ['an import out of the table', 'src/core/a.ts', "import { b } from '../../scripts/b.mjs';"],
  ])('catches: %s', (_name, path, text) => {
    expect(faultsOf(path, text)).toHaveLength(1);
  });

  test.each([
    ['src/core/a/b.ts', "import { b } from '../c/d.ts';"],
    ['src/engine/a.ts', "import { sha256 } from '@noble/hashes/sha2.js'; import { b } from '../core/b.ts';"],
    ['src/engine/jax/a.ts', "import type { Array } from '@jax-js/jax'; export const b = () => import('@jax-js/jax');"],
    ['src/evaluation/a.ts', "import type { B } from '../models/b.ts'; import { type C } from '../models/c.ts';"],
    ['src/cli/main.ts', "import { readFileSync } from 'node:fs';"],
    ['src/session/a.ts', "new Worker(new URL('../../workers/b.worker.ts', import.meta.url), { type: 'module' });"],
    ['src/core/a.test.ts', "import { test } from 'vitest'; import { b } from '../engine/b.ts';"],
    ['src/core/a.ts', "// import { b } from '../engine/b.ts';\nexport const text = \"import '../ui/b.ts'\";"],
  ])('accepts %s with %s', (path, text) => {
    expect(faultsOf(path, text)).toEqual([]);
  });

  test('takes the longest fitting row', () => {
    expect(rowOf('src/engine/jax/a.ts', importTable)?.path).toBe('src/engine/jax');
    expect(rowOf('src/engine/jaxen.ts', importTable)?.path).toBe('src/engine');
    expect(rowOf('workers/protocol.ts', importTable)?.path).toBe('workers/protocol.ts');
  });

  test('sees every form of import', () => {
    const text = `import a from './1.ts'; import type b from './2.ts'; export { c } from './3.ts';
      export type { d } from './4.ts'; const e = import('./5.ts'); const f = new URL('./6.ts', import.meta.url);`;
    expect(importsOf({ path: 'src/a.ts', text }).map(({ specifier, kind }) => `${specifier} ${kind}`)).toEqual([
      ...['./1.ts static', './2.ts type', './3.ts static', './4.ts type', './5.ts dynamic', './6.ts url'],
    ]);
  });

  test('finds a cycle over three folders, types included', () => {
    const graph = folderGraph([
      { path: 'src/a/x.ts', text: "import { y } from '../b/y.ts';" },
      { path: 'src/b/y.ts', text: "import type { Z } from '../c/z.ts';" },
      { path: 'src/c/z.ts', text: "export const w = import('../a/w.ts');" },
    ]);
    expect(findCycle(graph)).toEqual(['src/a', 'src/b', 'src/c', 'src/a']);
  });
});
