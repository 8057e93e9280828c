import { posix } from 'node:path';
import ts from 'typescript';
import { type Row } from './importTable.ts';
import { isTest, type SourceFile, visitNodes } from './repository.ts';

interface Import {
  readonly specifier: string;
  /** static and type: import and export declarations; dynamic: `import()`; url: `new URL(..., import.meta.url)`. */
  readonly kind: 'static' | 'type' | 'dynamic' | 'url';
}

/** Everything the file refers to by a module specifier. An `import()` of anything but a plain string has the specifier ''. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  visitNodes(file, (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) return;
      found.push({ specifier: node.moduleSpecifier.text, kind: isTypeOnly(node) ? 'type' : 'static' });
    } else if (ts.isImportTypeNode(node)) {
      const literal = ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
      found.push({ specifier: literal !== undefined && ts.isStringLiteral(literal) ? literal.text : '', kind: 'type' });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push({ specifier: plainText(node.arguments[0]), kind: 'dynamic' });
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
      const [address, base] = node.arguments ?? [];
      if (base?.getText() === 'import.meta.url') found.push({ specifier: plainText(address), kind: 'url' });
    }
  });
  return found;
}

function plainText(node: ts.Expression | undefined): string {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : '';
}

/** Whether nothing of the declaration is left when the types are removed. */
function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  const hasValueName = clause.name !== undefined || names === undefined || ts.isNamespaceImport(names);
  return !hasValueName && names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly);
}

function covers(rowPath: string, path: string): boolean {
  return path === rowPath || path.startsWith(`${rowPath}/`);
}

export function rowOf(path: string, table: readonly Row[]): Row | undefined {
  return table.filter((row) => covers(row.path, path)).sort((a, b) => b.path.length - a.path.length)[0];
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** One line for each import that the table doesn't allow. Tests may import what they like. */
export function importFaults(files: readonly SourceFile[], table: readonly Row[]): string[] {
  return files
    .filter((file) => !isTest(file.path))
    .flatMap((file) => {
      const row = rowOf(file.path, table);
      if (row === undefined) return [`${file.path}: its folder has no row in importTable.ts`];
      return importsOf(file).flatMap((entry) => {
        const fault = importFault(file.path, row, entry, table);
        return fault === undefined ? [] : [`${file.path}: ${entry.kind} import of '${entry.specifier}': ${fault}`];
      });
    });
}

function importFault(from: string, row: Row, entry: Import, table: readonly Row[]): string | undefined {
  const { specifier, kind } = entry;
  if (specifier === '') return 'the specifier is not a plain string';
  if (specifier.startsWith('node:')) return row.node === true ? undefined : 'no Node modules here';
  if (!specifier.startsWith('.')) {
    const rule = row.packages?.find((candidate) => candidate.name === packageName(specifier));
    if (rule === undefined) return `${row.path} may not import this package`;
    if (rule.dynamicOnly === true && kind === 'static') return 'only by dynamic import';
    return undefined;
  }
  const target = posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
  if (isTest(target)) return 'a test may not be imported';
  const targetRow = rowOf(target, table);
  if (targetRow === undefined) return `${target} has no row in importTable.ts`;
  if (targetRow.path === row.path) return undefined;
  if (kind === 'url') {
    const allowed = row.starts?.some((path) => covers(path, target)) === true;
    return allowed ? undefined : `${row.path} may not start a worker of ${targetRow.path}`;
  }
  const open = kind === 'type' ? [...row.imports, ...(row.typeImports ?? [])] : row.imports;
  return open.some((path) => covers(path, target)) ? undefined : `${row.path} may not import ${targetRow.path}`;
}

/**
 * Which folders import which, types included. A folder is one below src (src/engine/jax counts as src/engine), or a row of
 * workers; a file at the top of src is its own.
 */
export function folderGraph(files: readonly SourceFile[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const file of files) {
    if (isTest(file.path)) continue;
    const from = folderOf(file.path);
    for (const { specifier, kind } of importsOf(file)) {
      if (!specifier.startsWith('.') || kind === 'url') continue;
      const to = folderOf(posix.join(posix.dirname(file.path), specifier));
      if (to !== from) graph.set(from, (graph.get(from) ?? new Set()).add(to));
    }
  }
  return graph;
}

export function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

/** A way from a node back to itself, as the list of nodes, or undefined. */
export function findCycle(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const finished = new Set<string>();
  const search = (node: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (finished.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const cycle = search(next, [...trail, node]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = search(node, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
