import type { ConfigKey, ModelName, RunConfig } from '../experiments/index.ts';
import type { PolicyFact } from '../facts/index.ts';

/** As much of a run as a handout is made of. */
export interface HandoutRun {
  readonly name: string;
  readonly config: RunConfig;
  readonly model: ModelName;
  readonly fingerprint: string;
  /** Null: it is not over. */
  readonly end: 'finished' | 'collapsed' | 'cancelled' | null;
  readonly policies: readonly PolicyFact[];
  /** Settings that the reader does not show: the page that made it did not. */
  readonly hidden: readonly ConfigKey[];
}

/** What a handout says of a run: a file of its own, so with everything that tells where it comes from. */
export interface Handout extends HandoutRun {
  readonly format: 'swayground handout';
  readonly version: 1;
  /** Version of the page that made it. */
  readonly madeBy: string;
  /** To the run, on the site that made it. */
  readonly link: string;
  /** Twin pairs in it, of those that the run's newest policy was tried on. */
  readonly pairs: { readonly kept: number; readonly of: number };
}
