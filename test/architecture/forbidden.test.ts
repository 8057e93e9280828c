// Equal seeds must give equal bits in every JavaScript engine, so core and engine use neither what engines may round
// differently nor what differs from one run to the next. ESLint says the same while editing; no comment silences this.
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { isScript, isTest, readSourceFiles, type SourceFile, visitNodes } from './repository.ts';

/** Members of Math that the standard defines to the last bit. `Math` in any other use is refused. */
const exactMath = new Set([
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'],
  ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
]);

const forbiddenNames = new Set([
  ...['Date', 'performance', 'crypto', 'fetch', 'Intl', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
  ...['requestAnimationFrame', 'globalThis', 'window', 'self', 'document', 'navigator', 'process'],
  ...['localStorage', 'indexedDB', 'eval', 'Function'],
  // AssemblyScript's other names for Math.
  ...['Mathf', 'JSMath', 'NativeMath', 'NativeMathf'],
]);

/** One line for each forbidden use, with its line number. Names of properties and types are not uses. */
function forbiddenUses(file: SourceFile): string[] {
  const faults: string[] = [];
  visitNodes(file, (node) => {
    const fault = faultOf(node);
    if (fault === undefined) return;
    const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
    faults.push(`${file.path}:${String(line + 1)}: ${fault}`);
  });
  return faults;
}

function faultOf(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AsteriskAsteriskToken || node.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken) {
    return 'the ** operator';
  }
  if (!ts.isIdentifier(node) || isNameOnly(node)) return undefined;
  if (forbiddenNames.has(node.text)) return node.text;
  if (node.text !== 'Math') return undefined;
  const { parent } = node;
  const member = ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : undefined;
  return member !== undefined && exactMath.has(member) ? undefined : `Math.${member ?? '?'}`;
}

/** Whether the identifier names a property or stands in a type, and so reads nothing. */
function isNameOnly(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) return parent.name === node;
  return ts.isPropertySignature(parent) || ts.isMethodSignature(parent) || ts.isTypeReferenceNode(parent);
}

describe('core and engine', () => {
  const files = readSourceFiles(['src'])
    .filter(isScript)
    .filter(({ path }) => /^src\/(core|engine)\//.test(path) && !isTest(path));

  test('have files to check', () => {
    expect(files.length).toBeGreaterThan(3);
  });

  test('use exact arithmetic, and neither clock nor global randomness nor host', () => {
    expect(files.flatMap(forbiddenUses)).toEqual([]);
  });
});

describe('the checker', () => {
  const usesOf = (text: string): string[] => forbiddenUses({ path: 'a.ts', text });

  test.each([
    'export const a = Math.exp(1);',
    '/* eslint-disable */ export const a = Math.random();',
    "export const a = Math['log'](2);",
    'const { tanh } = Math;',
    'const m = Math;',
    'export const a = (b: number) => b ** 0.5;',
    'export function a(b: number) { b **= 2; return b; }',
    'export const a = Date.now();',
    'export const a = new Date();',
    'export const a = performance.now();',
    'export const a = globalThis.Math.exp(1);',
    'export const a = { performance };',
    '@inline\nfunction a(x: f32): f32 { return Mathf.exp(x); }',
  ])('catches %s', (text) => {
    expect(usesOf(text)).toHaveLength(1);
  });

  test.each([
    'export const a = Math.sqrt(Math.fround(2)) * Math.PI;',
    '// Math.exp and Date.now() are not used here\nexport const a = "Math.random()";',
    'export const a = { performance: 1 }.performance;',
    'export interface A { readonly window: number }',
    'export const mathematics = 1;',
  ])('accepts %s', (text) => {
    expect(usesOf(text)).toEqual([]);
  });

  test('says where', () => {
    expect(usesOf('\n\nexport const a = Math.sin(1);')).toEqual(['a.ts:3: Math.sin']);
  });
});
