import { describe, expect, test } from 'vitest';
import { languageOf } from './languages.ts';

const wishes = { search: '', written: undefined, chosen: null, browser: ['en-GB', 'de'] };

describe('the language of the page', () => {
  test.each([
    ['the address', { search: '?embed=1&lang=de', written: 'en', chosen: 'en' }, 'de'],
    ['a region in the address', { search: '?lang=DE-at' }, 'de'],
    ['the page that made a handout', { written: 'de', chosen: 'en' }, 'de'],
    ['what was chosen before', { chosen: 'de' }, 'de'],
    ['the browser', { browser: ['de-CH', 'en'] }, 'de'],
    ['the first of the browser’s languages that there is', { browser: ['fr-FR', 'de', 'en'] }, 'de'],
    ['the browser, where English comes first', {}, 'en'],
    ['English, where there is none of the browser’s', { browser: ['fr', 'nl'] }, 'en'],
    ['English, where the browser says nothing', { browser: [] }, 'en'],
    ['the next wish, where the address names none that there is', { search: '?lang=tlh', chosen: 'de' }, 'de'],
    ['the next wish, where what is kept makes no sense', { chosen: 'toString', browser: ['de'] }, 'de'],
    ['the next wish, where the address names nothing', { search: '?lang=', browser: ['de'] }, 'de'],
  ] as const)('is that of %s', (_, wish, language) => {
    expect(languageOf({ ...wishes, ...wish })).toBe(language);
  });
});
