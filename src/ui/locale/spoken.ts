// Which language the page speaks. English is in the page; another one is fetched whole before any other module of the page runs.
import { wishedLanguage } from './choice.ts';
import type { Tools, Translation } from './language.ts';
import { languages } from './languages.ts';
import type { Language } from './languages.ts';

type Translate = (tools: Tools) => Translation;
interface Spoken {
  readonly language: Language;
  /** Null: English. */
  readonly translate: Translate | null;
}

const fetched: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ readonly translate: Translate }>>> = {
  de: () => import('./de/index.ts'),
};

let now: Spoken = { language: 'en', translate: null };
export const spoken = (): Spoken => now;

/** To be waited for before anything that has words is imported. A language that can't be fetched leaves English. */
export async function speak(): Promise<void> {
  const language = wishedLanguage();
  if (language !== 'en') {
    const found = await fetched[language]().catch(() => null);
    if (found) now = { language, translate: found.translate };
  }
  const { documentElement: page } = document;
  page.lang = now.language;
  page.dir = languages[now.language].dir;
}
