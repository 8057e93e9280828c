// All words in the language that the page speaks. They are chosen once, when the page's modules are first run: see spoken.ts.
import { moveOf } from '../../facts/index.ts';
import { betNames } from '../../session/index.ts';
import { formatsIn } from './formats.ts';
import type { Formats } from './formats.ts';
import type { Language } from './languages.ts';
import { spoken } from './spoken.ts';
import type { Widened } from './widened.ts';

/** All modules of words, by name: what another language has to have. */
export interface Translation {
  readonly archive: Widened<typeof import('./en/archive.ts')>;
  readonly cite: Widened<typeof import('./en/cite.ts')>;
  readonly claims: Widened<typeof import('./en/claims.ts')>;
  readonly compare: Widened<typeof import('./en/compare.ts')>;
  readonly embed: Widened<typeof import('./en/embed.ts')>;
  readonly faults: Widened<typeof import('./en/faults.ts')>;
  readonly handout: Widened<typeof import('./en/handout.ts')>;
  readonly locks: Widened<typeof import('./en/locks.ts')>;
  readonly lecture: Widened<typeof import('./en/lecture.ts')>;
  readonly lectureSentences: Widened<typeof import('./en/lectureSentences.ts')>;
  readonly library: Widened<typeof import('./en/library.ts')>;
  readonly midRun: Widened<typeof import('./en/midRun.ts')>;
  readonly models: Widened<typeof import('./en/models.ts')>;
  readonly names: Widened<typeof import('./en/names.ts')>;
  readonly options: Widened<typeof import('./en/options.ts')>;
  readonly page: Widened<typeof import('./en/page.ts')>;
  readonly ratios: Widened<typeof import('./en/ratios.ts')>;
  readonly refusals: Widened<typeof import('./en/refusals.ts')>;
  readonly selection: Widened<typeof import('./en/selection.ts')>;
  readonly selfTest: Widened<typeof import('./en/selfTest.ts')>;
  readonly sentences: Widened<typeof import('./en/sentences.ts')>;
  readonly site: Widened<typeof import('./en/site.ts')>;
  readonly share: Widened<typeof import('./en/share.ts')>;
  readonly story: Widened<typeof import('./en/story.ts')>;
  readonly storySentences: Widened<typeof import('./en/storySentences.ts')>;
  readonly sweep: Widened<typeof import('./en/sweep.ts')>;
  readonly talk: Widened<typeof import('./en/talk.ts')>;
  readonly trajectories: Widened<typeof import('./en/trajectories.ts')>;
  readonly users: Widened<typeof import('./en/users.ts')>;
}

/**
 * What words are made with. It is handed to a translation, which imports nothing but types: whatever it imported of the page would
 * be there before the translation is, in English.
 */
export interface Tools extends Formats {
  readonly moveOf: typeof moveOf;
  readonly betNames: typeof betNames;
}

export const toolsIn = (each: Language): Tools => ({ ...formatsIn(each), moveOf, betNames });

const { language, translate } = spoken();
export { language };
const translation = translate?.(toolsIn(language)) ?? null;

/** One module of words in the language of the page. */
export const inLanguage = <Name extends keyof Translation>(name: Name, english: Translation[Name]): Translation[Name] =>
  translation?.[name] ?? english;
