import { expect, test } from 'vitest';
import { readSourceFiles, type SourceFile } from './repository.ts';

const cap = 400;

function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function tooLong(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => lineCount(file.text) > cap)
    .map((file) => `${file.path}: ${String(lineCount(file.text))} lines`);
}

test(`no source file has more than ${String(cap)} lines`, () => {
  const files = readSourceFiles(['src', 'workers', 'test', 'scripts']);
  expect(files.length).toBeGreaterThan(10);
  expect(tooLong(files)).toEqual([]);
});

test('the checker counts lines, with and without a last line break', () => {
  const path = 'src/a.ts';
  expect(tooLong([{ path, text: '\n'.repeat(cap) }])).toEqual([]);
  expect(tooLong([{ path, text: '\n'.repeat(cap + 1) }])).toEqual(['src/a.ts: 401 lines']);
  expect(tooLong([{ path, text: `${'\n'.repeat(cap)}x` }])).toEqual(['src/a.ts: 401 lines']);
});
