// What the visitor has chosen, kept by the browser where it lets the page keep something.
import { languageOf, languageWord } from './languages.ts';
import type { Language } from './languages.ts';

const key = 'swayground.language';

function keptLanguage(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** The language that this page is to have. Without a page, in tests and programs, English. */
export function wishedLanguage(): Language {
  if (typeof document === 'undefined') return 'en';
  return languageOf({
    search: location.search,
    written: document.documentElement.dataset['language'],
    chosen: keptLanguage(),
    browser: navigator.languages,
  });
}

/** Loads the page anew in a language: all words are chosen when it is opened. Links keep what they show. */
export function chooseLanguage(language: Language): void {
  const address = new URL(location.href);
  let isKept = true;
  try {
    localStorage.setItem(key, language);
  } catch {
    isKept = false;
  }
  if (!isKept || address.searchParams.has(languageWord)) address.searchParams.set(languageWord, language);
  history.replaceState(history.state, '', address);
  location.reload();
}
