// Which language the page speaks. English is in the page; another one is fetched whole before anything is drawn.
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
  readonly page: Widened<typeof import('./en/page.ts')>;
  readonly ratios: Widened<typeof import('./en/ratios.ts')>;
  readonly sentences: Widened<typeof import('./en/sentences.ts')>;
  readonly site: Widened<typeof import('./en/site.ts')>;
  readonly story: Widened<typeof import('./en/story.ts')>;
  readonly storySentences: Widened<typeof import('./en/storySentences.ts')>;
  readonly sweep: Widened<typeof import('./en/sweep.ts')>;
  readonly talk: Widened<typeof import('./en/talk.ts')>;
  readonly trajectories: Widened<typeof import('./en/trajectories.ts')>;
  readonly users: Widened<typeof import('./en/users.ts')>;
}

/** Null: English. */
const translation: Translation | null = null as Translation | null;

/** One module of words in the language of the page. */
export const inLanguage = <Name extends keyof Translation>(name: Name, english: Translation[Name]): Translation[Name] =>
  translation?.[name] ?? english;
