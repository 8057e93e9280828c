// Reads the repository's own source for the tests in this folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  /** Path from the repository root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const root = resolve(import.meta.dirname, '../..');
const generated = 'src/engine/kernel/generated/';

/** Every source file below the given top-level folders, except what a script makes. A folder that isn't there yet is empty. */
export function readSourceFiles(folders: readonly string[]): SourceFile[] {
  const existing = new Set(readdirSync(root));
  return folders
    .filter((folder) => existing.has(folder))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => /\.(ts|tsx|js|mjs|css)$/.test(path) && !path.startsWith(generated))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export function isScript(file: SourceFile): boolean {
  return /\.(ts|tsx|js|mjs)$/.test(file.path);
}

export function isTest(path: string): boolean {
  return path.startsWith('test/') || /\.test\.tsx?$/.test(path);
}

/** Calls `visit` with every node of the file's syntax tree. Comments are not part of it, so no comment can hide anything. */
export function visitNodes(file: SourceFile, visit: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true));
}
