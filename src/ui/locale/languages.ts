// The languages of the page, and which of them a visitor gets: pure.
export const languages = {
  en: { name: 'English', dir: 'ltr' },
  de: { name: 'Deutsch', dir: 'ltr' },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly dir: 'ltr' | 'rtl' }>>;

export type Language = keyof typeof languages;
export const languageNames = Object.keys(languages) as readonly Language[];

/** The word of an address that names one: `?lang=de`. */
export const languageWord = 'lang';

interface Wishes {
  /** Of the address, with its `?`. */
  readonly search: string;
  /** A handout's: the language of the page that made it. */
  readonly written: string | undefined;
  /** What the visitor has chosen before; null: nothing, or it is not to be had. */
  readonly chosen: string | null;
  /** The browser's, in its order. */
  readonly browser: readonly string[];
}

/** The first wish that can be granted; without one English. `de-AT` is German. */
export function languageOf({ search, written, chosen, browser }: Wishes): Language {
  for (const wish of [new URLSearchParams(search).get(languageWord), written, chosen, ...browser]) {
    const [language = ''] = (wish ?? '').toLowerCase().split('-');
    if (Object.hasOwn(languages, language)) return language as Language;
  }
  return 'en';
}
