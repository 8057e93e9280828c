import { expect, test } from 'vitest';
import { importsOf } from './importRules.ts';
import { isScript, isTest, readSourceFiles } from './repository.ts';

test('a translation imports nothing of the page but types, and nothing has words before a language is chosen', () => {
  const files = readSourceFiles(['src']).filter((file) => isScript(file) && !isTest(file.path));
  const translations = files.filter(({ path }) => /^src\/ui\/locale\/(?!en\/)[a-z]{2}\//u.test(path));
  expect(translations.length).toBeGreaterThan(20);
  // whatever they imported would be run before the language is known, with English words in it
  const imported = (path: string): string[] =>
    files
      .filter((file) => file.path === path)
      .flatMap((file) => importsOf(file))
      .filter(({ kind }) => kind === 'static')
      .map(({ specifier }) => specifier);
  for (const { path } of translations)
    expect(imported(path).filter((each) => !/^\.\/\w+\.ts$/u.test(each))).toEqual([]);
  expect(imported('src/start.ts').filter((each) => !each.endsWith('.css'))).toEqual(['./ui/locale/spoken.ts']);
  expect(imported('src/ui/locale/spoken.ts')).toEqual(['./choice.ts', './languages.ts']);
  expect(imported('src/ui/locale/choice.ts')).toEqual(['./languages.ts']);
  expect(imported('src/ui/locale/languages.ts')).toEqual([]);
});

test('what stands left or right of something follows the direction of the language', () => {
  const physical = /(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|float: (?:left|right)/u;
  const styles = readSourceFiles(['src']).filter(({ path }) => path.endsWith('.css'));
  expect(styles.length).toBeGreaterThan(20);
  expect(styles.filter(({ text }) => physical.test(text)).map(({ path }) => path)).toEqual([]);
});
